/// The look that all pictures share. Lengths are in pixels of the picture, which is shown at half size.
public enum Style {
  /// Ten colours that readers with any colour vision can tell apart, for the ten digit classes and the
  /// lines of a plot: blue and vermillion of Okabe and Ito ("Color universal design", 2008), and eight
  /// found by a search for the greatest least distance in CIELAB. It is 41 for full colour vision and stays
  /// above 25 with simulated protanopia, deuteranopia and tritanopia (Machado et al., 2009).
  public static let classes: [Color] = [
    0x0072B2, 0xD55E00, 0x661166, 0x00CCAA, 0xAA5555, 0x8800FF, 0xDDAAEE, 0x222222, 0xAACC77,
    0x2222AA,
  ].map { Color($0) }

  static let white = Color(grey: 255)
  static let ink = Color(0x1A1A1A)
  static let quiet = Color(0x595959)
  static let axis = Color(0x4D4D4D)
  static let grid = Color(0xE6E6E6)
  static let guide = Color(0x808080)

  static let margin = 20
  static let title = TextStyle(capHeight: 22, pen: 3)
  static let label = TextStyle(capHeight: 17, pen: 2)
  static let gap = 12

  /// The colour of series or line `index`; they repeat after ten.
  static func color(_ index: Int) -> Color { classes[index % classes.count] }
}

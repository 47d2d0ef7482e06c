/// Pictures of a change for people: old, new and their difference side by side, and an animation that
/// blinks between old and new.
public struct ChangePicture: Sendable {
  private let old: Bitmap, new: Bitmap, map: Bitmap
  private let title: String

  private static let margin = 10
  private static let gap = 12
  private static let style = Style.label.halved
  private static let band = style.height + style.descent + 8

  /// A change of two pictures that differ as `difference` says.
  ///
  /// - Parameters:
  ///   - old: The picture before.
  ///   - new: The one after, of any size.
  ///   - difference: Which pixels differ, where their sizes are the same: that of these two.
  ///   - title: Stands above, as in "frame 12"; may be empty.
  ///   - halved: Whether the pictures are shown at half their size, as figures for sharp screens are.
  public init(
    _ old: Bitmap, _ new: Bitmap, _ difference: PixelDifference, title: String = "", halved: Bool
  ) {
    let canHalve = halved && min(old.width, old.height, new.width, new.height) > 1
    self.old = canHalve ? old.halved() : old
    self.new = canHalve ? new.halved() : new
    map = DifferenceMap(old: old, new: new, difference: difference).bitmap(step: canHalve ? 2 : 1)
    self.title = title
  }

  /// Old, new and difference side by side, each under its name.
  public func sideBySide() -> Bitmap {
    let panels = [
      (heading("old"), old), (heading("new"), new),
      (heading("difference", "blue: darker, orange: lighter now"), map),
    ]
    // A narrow picture still has room for its heading.
    let widths = panels.map { max($0.1.width + 2, $0.0.width) }
    let height = panels.map { $0.1.height + 2 }.max() ?? 0
    var canvas = Canvas(
      width: widths.reduce(0, +) + (panels.count - 1) * Self.gap + 2 * Self.margin,
      height: Self.margin + Self.band + height + Self.margin)
    var left = Self.margin
    for (panel, width) in zip(panels, widths) {
      canvas.write(
        panel.0, x: left, baseline: Self.margin + Self.style.height, .start, Style.quiet)
      frame(panel.1, on: &canvas, x: left, y: Self.margin + Self.band)
      left += width + Self.gap
    }
    return canvas.bitmap
  }

  /// Two frames, old and new, at the same place; each is named above.
  public func blinking() -> Animation {
    let width = max(old.width, new.width, heading("old").width, heading("new").width)
    let height = max(old.height, new.height)
    let frames = [("old", old, DifferenceMap.lighter), ("new", new, DifferenceMap.darker)].map {
      (name: String, picture: Bitmap, color: Color) -> Bitmap in
      var canvas = Canvas(
        width: width + 2 + 2 * Self.margin, height: height + 2 + 2 * Self.margin + Self.band)
      canvas.write(
        heading(name), x: Self.margin, baseline: Self.margin + Self.style.height, .start, color)
      frame(picture, on: &canvas, x: Self.margin, y: Self.margin + Self.band)
      return canvas.bitmap
    }
    return Animation(frames, delay: 80, finalDelay: 80, palette: .colors)
  }

  private func heading(_ name: String, _ legend: String = "") -> TextLine {
    TextLine([name, title, legend].filter { !$0.isEmpty }.joined(separator: ", "), Self.style)
  }

  /// A picture within a thin line.
  private func frame(_ picture: Bitmap, on canvas: inout Canvas, x: Int, y: Int) {
    canvas.fill(
      Rect(x: x, y: y, width: picture.width + 2, height: picture.height + 2), Style.grid)
    canvas.paste(picture, x: x + 1, y: y + 1)
  }
}

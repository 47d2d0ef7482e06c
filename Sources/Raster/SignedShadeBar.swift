import Kernels

/// A bar that explains colours of numbers with a sign: from one colour for the least over white for 0 to another for the
/// greatest.
public struct SignedShadeBar: Sendable, Equatable {
  /// What −1, 0 and 1 of the colours are.
  public var least: String, middle: String, greatest: String
  /// What the colours mean, and by which law they follow the numbers.
  public var title: String

  /// The colours of the least and the greatest number; those between are mixed with white in proportion.
  public static let negative = Color(0xE69F00), positive = Color(0x0072B2)

  private static let thickness = 20
  private static let length = 320

  /// A bar.
  public init(least: String, middle: String, greatest: String, title: String) {
    self.least = least
    self.middle = middle
    self.greatest = greatest
    self.title = title
  }

  /// The colour of a number from −1 to 1.
  static func color(_ share: Double) -> Color {
    let level = Int((min(abs(share), 1) * 255).rounded())
    return Style.white.mixed(with: share < 0 ? negative : positive, level, of: 255)
  }

  /// A picture with the bar below it.
  public func below(_ bitmap: Bitmap) -> Bitmap {
    let style = Style.label
    let text = TextBlock(title, style, width: Self.length)
    let margin = Style.margin
    let height =
      Self.thickness + Frame.tick + Frame.tickGap + style.height + Style.gap + text.height + margin
    let width = max(bitmap.width, Self.length + 4 * margin)
    var canvas = Canvas(width: width, height: bitmap.height + height)
    canvas.paste(bitmap, x: 0, y: 0)
    let left = (width - Self.length) / 2, top = bitmap.height
    for column in 0..<Self.length {
      let share = 2 * (Double(column) + 0.5) / Double(Self.length) - 1
      canvas.fill(
        Rect(x: left + column, y: top, width: 1, height: Self.thickness), Self.color(share))
    }
    let line = Frame.line, bottom = top + Self.thickness
    for y in [top, bottom - line] {
      canvas.fill(Rect(x: left, y: y, width: Self.length, height: line), Style.axis)
    }
    for (place, label) in [(0, least), (Self.length / 2, middle), (Self.length, greatest)] {
      canvas.fill(
        Rect(
          x: left + place - line / 2, y: top, width: line, height: Self.thickness + Frame.tick),
        Style.axis)
      canvas.write(
        TextLine(label, style), x: left + place,
        baseline: bottom + Frame.tick + Frame.tickGap + style.height, .middle, Style.quiet)
    }
    canvas.write(
      text, x: width / 2, top: bottom + Frame.tick + Frame.tickGap + style.height + Style.gap,
      .middle)
    return canvas.bitmap
  }
}

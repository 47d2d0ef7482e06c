/// A figure is drawn from a log, and a log may come from anywhere: what would be drawn without bounds, or not at
/// all, is an error.
package enum FigureLimits {
  /// Pixels of the largest picture: far more than any notebook draws.
  package static let mostPixels = 16_000_000
  /// Lines, columns, panels and the like.
  static let mostParts = 1000
  private static let longestText = 400

  static func check(
    _ number: Int, _ limits: ClosedRange<Int>, _ what: String
  ) throws(RenderingError) {
    if limits.contains(number) { return }
    throw RenderingError(figure: "", problem: "no figure has \(number) \(what)")
  }

  static func check(texts: [String]) throws(RenderingError) {
    try check(texts.count, 0...2 * mostParts + 1, "texts")
    for text in texts { try check(text.utf8.count, 0...longestText, "bytes in one of its texts") }
  }

  static func check(width: Int, height: Int) throws(RenderingError) {
    let (pixels, isBeyond) = width.multipliedReportingOverflow(by: height)
    if isBeyond || pixels > mostPixels {
      throw RenderingError(figure: "", problem: "it would have \(width) × \(height) pixels")
    }
  }

  /// Refuses a name that is no file's.
  package static func check(name: String) throws(RenderingError) {
    let isFile =
      !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 100
      && name.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != 0x7f }
    if !isFile { throw RenderingError(figure: name, problem: "no file can have its name") }
  }
}

/// A figure is drawn from a log, and a log may come from anywhere: what would be drawn without bounds, or not at
/// all, is an error.
extension FigureSpec {
  /// Pixels of the largest picture: far more than any notebook draws.
  package static let mostPixels = 16_000_000
  private static let longestText = 400
  private static let mostParts = 1000

  /// Refuses numbers and texts that no figure has.
  package func check() throws(RenderingError) {
    switch self {
    case .digits(let spec):
      try Self.check(spec.columns, 1...Self.mostParts, "columns")
      try Self.check(spec.count ?? 0, 0...1_000_000, "images")
      try Self.check(texts: [spec.title ?? ""] + spec.rowLabels + spec.columnLabels)
    case .image(let spec):
      try Self.check(spec.scale, 1...16, "pixels for one of the image")
      try Self.check(texts: [spec.title ?? ""])
    case .scatter(let spec):
      try Self.check(spec.side ?? 64, 64...4096, "pixels along its sides")
      try Self.check(spec.clouds.count, 0...Self.mostParts, "clouds")
      for cloud in spec.clouds {
        try Self.check(cloud.dimensions.count, 2...2, "coordinates")
        try Self.check(cloud.dimensions.min() ?? 0, 0...Int.max, "as the least coordinate")
      }
      try Self.check(texts: [spec.title ?? ""] + spec.clouds.map(\.name))
      try Self.check([spec.x, spec.y])
    case .lines(let spec):
      try Self.check(spec.lines.count + spec.guides.count, 0...Self.mostParts, "lines")
      for line in spec.lines { try Self.check(line.color ?? 0, 0...255, "as a colour") }
      try Self.check(
        texts: [spec.title ?? ""] + spec.lines.map(\.name) + spec.guides.map(\.label))
      try Self.check([spec.x, spec.y])
    case .density(let spec):
      try Self.check(texts: [spec.title ?? ""])
      try Self.check([spec.x, spec.y])
      if spec.x.isLogarithmic || spec.y.isLogarithmic {
        throw RenderingError(figure: "", problem: "the axes of a density are linear")
      }
    case .panels(let spec):
      try Self.check(spec.figures.count, 1...64, "panels")
      try Self.check(spec.columns, 1...64, "columns")
      try Self.check(texts: [spec.title ?? ""])
    }
  }

  private static func check(
    _ number: Int, _ limits: ClosedRange<Int>, _ what: String
  ) throws(RenderingError) {
    if limits.contains(number) { return }
    throw RenderingError(figure: "", problem: "no figure has \(number) \(what)")
  }

  private static func check(texts: [String]) throws(RenderingError) {
    try check(texts.count, 0...2 * mostParts + 1, "texts")
    for text in texts { try check(text.utf8.count, 0...longestText, "bytes in one of its texts") }
  }

  private static func check(_ axes: [PlotAxis]) throws(RenderingError) {
    try check(texts: axes.map(\.label))
  }
}

extension FigureOutput {
  /// Refuses a name that is no file's.
  package static func check(name: String) throws(RenderingError) {
    let isFile =
      !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 100
      && name.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != 0x7f }
    if !isFile { throw RenderingError(figure: name, problem: "no file can have its name") }
  }
}

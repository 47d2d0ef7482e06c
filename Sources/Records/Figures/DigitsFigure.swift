import Raster

/// Digits or other small images in rows and columns, the larger, the fewer stand beside each other.
struct DigitsFigure: Figure {
  static let kind = "digits"

  /// UInt8 […, height, width] of grey, 0 background to 255 ink, or […, height, width, 3] of red, green and blue; the axes
  /// before these are walked in order, row by row.
  let images: ArrayReference
  /// Images in a row.
  let columns: Int
  /// Only the first so many images; nil for all.
  let count: Int?
  /// The title above; nil for none.
  let title: String?
  /// A label for every row, or none.
  let rowLabels: [String]
  /// A label for every column, or none.
  let columnLabels: [String]
  /// Whether images without any ink are crossed out; nil for no.
  let marksBlanks: Bool?
  /// What the colours mean; nil for images that need no explanation.
  let key: FigureSpec.ShadeKey?

  var references: [ArrayReference] { [images] }

  func check() throws(RenderingError) {
    try FigureLimits.check(columns, 1...FigureLimits.mostParts, "columns")
    try FigureLimits.check(count ?? 0, 0...1_000_000, "images")
    try FigureLimits.check(texts: [title ?? ""] + rowLabels + columnLabels)
    if let key { try FigureLimits.check(texts: [key.least, key.middle, key.greatest, key.title]) }
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    let bitmap = try grid(of: data).bitmap()
    return key.map { $0.bar.below(bitmap) } ?? bitmap
  }

  func cells(of data: FigureData) throws(RenderingError) -> ImageGrid.Cells? {
    try grid(of: data).cells
  }

  private func grid(of data: FigureData) throws(RenderingError) -> ImageGrid {
    let slice = try data.slice(images)
    guard let images = slice.images, slice.shape.count > images.axes else {
      throw slice.isNot("UInt8 […, height, width] or […, height, width, 3]", at: self.images)
    }
    let length = images.height * images.width * images.channels
    let count = min(self.count ?? .max, images.bytes.count / length)
    let rows = (count + columns - 1) / columns
    let scale = Self.scale(
      width: images.width, height: images.height, columns: min(columns, count), rows: rows, data)
    try FigureLimits.check(
      width: columns * (scale * images.width + 4), height: rows * (scale * images.height + 4))
    return ImageGrid(
      Array(images.bytes.prefix(count * length)), channels: images.channels,
      imageWidth: images.width, imageHeight: images.height, columns: columns,
      title: data.title(title), rowLabels: rowLabels, columnLabels: columnLabels, scale: scale,
      marksBlanks: marksBlanks ?? false)
  }

  /// Pixels of the picture for one of an image, from 2 to 10: as many as fit a page, of which panels side by side have
  /// their part, and a moving picture about half. Even, since a picture is shown at half its size.
  private static func scale(
    width: Int, height: Int, columns: Int, rows: Int, _ data: FigureData
  ) -> Int {
    let room = (data.frame == nil ? 1280 : 640) / data.share, most = data.frame == nil ? 1700 : 640
    let across = (room - 4 * columns) / max(columns * width, 1)
    let down = (most - 4 * rows) / max(rows * height, 1)
    return max(2, min(across, down, 10) / 2 * 2)
  }
}

extension FigureSpec {
  /// Digits or other images in rows and columns, in the order of the data set.
  ///
  /// - Parameters:
  ///   - images: UInt8 […, height, width], 0 background to 255 ink, or […, height, width, 3], red, green and blue.
  ///   - columns: Images in a row.
  ///   - count: Only the first so many; nil for all.
  ///   - title: The title above; nil for none.
  ///   - rowLabels: A label for every row, or none.
  ///   - columnLabels: A label for every column, or none.
  ///   - marksBlanks: Whether images without any ink are crossed out, since they are missing.
  ///   - key: What the colours mean; nil for images that need no explanation.
  public static func digits(
    _ images: ArrayReference, columns: Int, count: Int? = nil, title: String? = nil,
    rowLabels: [String] = [], columnLabels: [String] = [], marksBlanks: Bool = false,
    key: ShadeKey? = nil
  ) -> FigureSpec {
    FigureSpec(
      DigitsFigure(
        images: images, columns: columns, count: count, title: title, rowLabels: rowLabels,
        columnLabels: columnLabels, marksBlanks: marksBlanks ? true : nil, key: key))
  }

  /// What colours of numbers with a sign mean: orange the least, white 0 and blue the greatest.
  public struct ShadeKey: Codable, Equatable, Sendable {
    /// What the ends and the middle of the bar stand for.
    public let least: String, middle: String, greatest: String
    /// What is coloured, its unit, and the law by which colours follow numbers.
    public let title: String

    /// A bar for numbers from `least` to `greatest`.
    public init(least: String = "−1", middle: String = "0", greatest: String = "1", title: String) {
      self.least = least
      self.middle = middle
      self.greatest = greatest
      self.title = title
    }

    fileprivate var bar: SignedShadeBar {
      SignedShadeBar(least: least, middle: middle, greatest: greatest, title: title)
    }
  }
}

import Raster

/// Digits or other small images in rows and columns, each pixel a square of two by two.
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

  var references: [ArrayReference] { [images] }

  func check() throws(RenderingError) {
    try FigureLimits.check(columns, 1...FigureLimits.mostParts, "columns")
    try FigureLimits.check(count ?? 0, 0...1_000_000, "images")
    try FigureLimits.check(texts: [title ?? ""] + rowLabels + columnLabels)
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap { try grid(of: data).bitmap() }

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
    try FigureLimits.check(
      width: columns * (2 * images.width + 4), height: rows * (2 * images.height + 4))
    return ImageGrid(
      Array(images.bytes.prefix(count * length)), channels: images.channels,
      imageWidth: images.width, imageHeight: images.height, columns: columns,
      title: data.title(title), rowLabels: rowLabels, columnLabels: columnLabels)
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
  public static func digits(
    _ images: ArrayReference, columns: Int, count: Int? = nil, title: String? = nil,
    rowLabels: [String] = [], columnLabels: [String] = []
  ) -> FigureSpec {
    FigureSpec(
      DigitsFigure(
        images: images, columns: columns, count: count, title: title, rowLabels: rowLabels,
        columnLabels: columnLabels))
  }
}

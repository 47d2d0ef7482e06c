import Raster

/// One image as it is, such as a manifold.
struct ImageFigure: Figure {
  static let kind = "image"

  /// UInt8 [height, width] of grey, 0 background to 255 ink, or [height, width, 3] of red, green and blue.
  let image: ArrayReference
  /// The title above; nil for none.
  let title: String?
  /// Pixels of the picture for one of the image, in each direction. A picture is shown at half its size.
  let scale: Int
  /// Levels of grey that the image is rounded to; nil for all.
  let greys: Int?
  /// Where the points stand whose pictures the image is made of; nil for an image that is no mosaic.
  let lattice: FigureSpec.Lattice?

  var references: [ArrayReference] { [image] }

  func check() throws(RenderingError) {
    try FigureLimits.check(scale, 1...16, "pixels for one of the image")
    try FigureLimits.check(greys ?? 2, 2...256, "levels of grey")
    try FigureLimits.check(texts: [title ?? "", lattice?.x ?? "", lattice?.y ?? ""])
    if let lattice {
      try FigureLimits.check(texts: lattice.xTicks + lattice.yTicks)
      try FigureLimits.check(lattice.side, 1...FigureLimits.mostParts, "pictures in a row")
    }
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap { try grid(of: data).bitmap() }

  func cells(of data: FigureData) throws(RenderingError) -> ImageGrid.Cells? {
    lattice == nil ? nil : try grid(of: data).cells
  }

  private func grid(of data: FigureData) throws(RenderingError) -> ImageGrid {
    let slice = try data.slice(image)
    guard let image = slice.images, slice.shape.count == image.axes else {
      throw slice.isNot("UInt8 [height, width] or [height, width, 3]", at: self.image)
    }
    try FigureLimits.check(width: scale * image.width, height: scale * image.height)
    let bytes = greys.map { rounded(image.bytes, to: $0) } ?? image.bytes
    guard let lattice else {
      return ImageGrid(
        bytes, channels: image.channels, imageWidth: image.width, imageHeight: image.height,
        columns: 1, title: data.title(title), scale: scale, gap: 0)
    }
    let side = lattice.side
    guard image.width.isMultiple(of: side), image.height.isMultiple(of: side) else {
      throw slice.isNot("a mosaic of \(side) × \(side) pictures", at: self.image)
    }
    return ImageGrid(
      tiles(of: bytes, width: image.width, height: image.height, image.channels, lattice),
      channels: image.channels, imageWidth: image.width / side, imageHeight: image.height / side,
      columns: side, title: data.title(title),
      rowLabels: lattice.y == nil ? [] : lattice.yTicks.reversed(),
      columnLabels: lattice.x == nil ? [] : lattice.xTicks, scale: scale, gap: 0,
      axes: .init(x: lattice.x, y: lattice.y))
  }

  /// The pictures of a mosaic one after the other, the row of the greatest second coordinate first.
  private func tiles(
    of bytes: [UInt8], width: Int, height: Int, _ channels: Int, _ lattice: FigureSpec.Lattice
  ) -> [UInt8] {
    let side = lattice.side, rows = height / side, length = width / side * channels
    var tiles: [UInt8] = []
    tiles.reserveCapacity(bytes.count)
    for tileRow in 0..<side {
      let source = lattice.isStoredFromBelow ? side - 1 - tileRow : tileRow
      for column in 0..<side {
        for row in source * rows..<(source + 1) * rows {
          let start = (row * side + column) * length
          tiles += bytes[start..<start + length]
        }
      }
    }
    return tiles
  }

  /// The nearest of evenly spaced levels, of which the first is 0 and the last 255.
  private func rounded(_ bytes: [UInt8], to levels: Int) -> [UInt8] {
    let steps = levels - 1
    return bytes.map { UInt8((Int($0) * steps + 127) / 255 * 255 / steps) }
  }
}

extension FigureSpec {
  /// One image as it is.
  ///
  /// - Parameters:
  ///   - image: UInt8 [height, width] of grey, 0 background to 255 ink, or [height, width, 3] of red, green and blue.
  ///   - title: The title above; nil for none.
  ///   - scale: Pixels of the picture for one of the image, in each direction.
  ///   - greys: Levels that the image is rounded to; 16 make the file of digits a third as large.
  ///   - lattice: Where the points stand whose pictures the image is made of, for axes; nil for an image that is no mosaic.
  public static func image(
    _ image: ArrayReference, title: String? = nil, scale: Int = 2, greys: Int? = nil,
    lattice: Lattice? = nil
  ) -> FigureSpec {
    FigureSpec(
      ImageFigure(image: image, title: title, scale: scale, greys: greys, lattice: lattice))
  }

  /// Where the points of the plane stand whose pictures, side × side of them, make a mosaic. It is drawn as a scatter plot
  /// is: the first coordinate grows to the right and the second upwards.
  public struct Lattice: Codable, Equatable, Sendable {
    /// The points along each coordinate.
    public let side: Int
    /// The values along each coordinate, ascending, as they are written.
    public let xTicks: [String], yTicks: [String]
    /// The names of the coordinates; nil for no axis.
    public let x: String?, y: String?
    /// Whether the first row of the mosaic is that of the least second coordinate; otherwise of the greatest.
    public let isStoredFromBelow: Bool

    /// A lattice with as many ticks as points along each side.
    public init(
      xTicks: [String], yTicks: [String], x: String? = "z1", y: String? = "z2",
      isStoredFromBelow: Bool
    ) {
      self.side = xTicks.count
      self.xTicks = xTicks
      self.yTicks = yTicks
      self.x = x
      self.y = y
      self.isStoredFromBelow = isStoredFromBelow
    }

    /// The same with only some of its axes.
    func showing(x showsX: Bool, y showsY: Bool) -> Lattice {
      Lattice(
        xTicks: xTicks, yTicks: yTicks, x: showsX ? x : nil, y: showsY ? y : nil,
        isStoredFromBelow: isStoredFromBelow)
    }
  }
}

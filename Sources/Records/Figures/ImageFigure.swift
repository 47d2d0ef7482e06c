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

  var references: [ArrayReference] { [image] }

  func check() throws(RenderingError) {
    try FigureLimits.check(scale, 1...16, "pixels for one of the image")
    try FigureLimits.check(greys ?? 2, 2...256, "levels of grey")
    try FigureLimits.check(texts: [title ?? ""])
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    let slice = try data.slice(image)
    guard let image = slice.images, slice.shape.count == image.axes else {
      throw slice.isNot("UInt8 [height, width] or [height, width, 3]", at: self.image)
    }
    try FigureLimits.check(width: scale * image.width, height: scale * image.height)
    return ImageGrid(
      greys.map { rounded(image.bytes, to: $0) } ?? image.bytes, channels: image.channels,
      imageWidth: image.width, imageHeight: image.height, columns: 1, title: data.title(title),
      scale: scale, gap: 0
    ).bitmap()
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
  ///   - greys: Levels that the image is rounded to; 16 are plenty for digits, and make the file a third as large.
  public static func image(
    _ image: ArrayReference, title: String? = nil, scale: Int = 2, greys: Int? = nil
  ) -> FigureSpec {
    FigureSpec(ImageFigure(image: image, title: title, scale: scale, greys: greys))
  }
}

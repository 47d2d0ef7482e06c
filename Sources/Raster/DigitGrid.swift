import Kernels

/// Images in rows and columns, every pixel of theirs a square of whole pixels.
public struct DigitGrid: Sendable {
  /// The images, 0 background to 255 ink: count × `imageHeight` × `imageWidth` × `channels`.
  public var images: [UInt8]
  /// Size of one image in its own pixels.
  public var imageWidth: Int, imageHeight: Int
  /// 1 for grey images, 3 for red, green and blue.
  public var channels: Int
  /// Images in a row; the last row may be shorter.
  public var columns: Int
  /// Above the grid; may be empty.
  public var title: String
  /// To the left of each row and above each column; may be fewer than there are.
  public var rowLabels: [String], columnLabels: [String]
  /// Pixels of the picture for one of an image, in each direction; text has half its size at 1.
  public var scale: Int
  /// Pixels of the picture between images; 0 for a manifold.
  public var gap: Int
  /// Whether ink is dark on white; otherwise it is light on black. Images in colour are drawn as they are.
  public var inkOnWhite: Bool

  /// A grid.
  public init(
    _ images: [UInt8], imageWidth: Int = 28, imageHeight: Int = 28, channels: Int = 1,
    columns: Int, title: String = "", rowLabels: [String] = [], columnLabels: [String] = [],
    scale: Int = 2,
    gap: Int = 4, inkOnWhite: Bool = true
  ) {
    require(
      imageWidth > 0 && imageHeight > 0 && columns > 0 && scale > 0 && gap >= 0
        && (channels == 1 || channels == 3)
        && images.count % (imageWidth * imageHeight * channels) == 0,
      "\(images.count) bytes are no whole number of images of \(imageWidth)×\(imageHeight)×\(channels) for "
        + "\(columns) columns at scale \(scale) with gap \(gap)")
    self.images = images
    self.imageWidth = imageWidth
    self.imageHeight = imageHeight
    self.channels = channels
    self.columns = columns
    self.title = title
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.scale = scale
    self.gap = gap
    self.inkOnWhite = inkOnWhite
  }

  /// The number of images.
  public var count: Int { images.count / (imageWidth * imageHeight * channels) }

  /// The number of rows.
  public var rows: Int { (count + columns - 1) / columns }

  /// The drawn grid. Without title and labels it is the images alone, edge to edge.
  public func bitmap() -> Bitmap {
    let layout = Layout(self)
    var canvas = Canvas(width: layout.width, height: layout.height)
    for index in 0..<count {
      let origin = layout.origin(index % columns, index / columns)
      canvas.paste(image(index), x: origin.x, y: origin.y)
    }
    layout.writeText(on: &canvas)
    return canvas.bitmap
  }

  private func image(_ index: Int) -> Bitmap {
    let (width, height) = (imageWidth * scale, imageHeight * scale)
    let first = index * imageWidth * imageHeight * channels
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for y in 0..<height {
      let row = first + y / scale * imageWidth * channels
      for x in 0..<imageWidth {
        let pixel = row + x * channels
        if channels == 3 {
          for _ in 0..<scale { pixels += images[pixel..<pixel + 3] }
        } else {
          let value = inkOnWhite ? 255 - images[pixel] : images[pixel]
          for _ in 0..<3 * scale { pixels.append(value) }
        }
      }
    }
    return Bitmap(width: width, height: height, pixels: pixels)
  }
}

import Kernels

/// Images in rows and columns, every pixel of theirs a square of whole pixels.
public struct ImageGrid: Sendable {
  /// The images: count × `imageHeight` × `imageWidth` of grey, 0 background to 255 ink; or × 3, red, green and blue.
  public var images: [UInt8]
  /// Bytes of a pixel: 1 for grey, 3 for colour.
  public let channels: Int
  /// Size of one image in its own pixels.
  public var imageWidth: Int, imageHeight: Int
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
  /// Whether grey images have dark ink on white; otherwise it is light on black.
  public var inkOnWhite: Bool

  /// A grid.
  public init(
    _ images: [UInt8], channels: Int = 1, imageWidth: Int = 28, imageHeight: Int = 28,
    columns: Int, title: String = "", rowLabels: [String] = [], columnLabels: [String] = [],
    scale: Int = 2,
    gap: Int = 4, inkOnWhite: Bool = true
  ) {
    require(
      imageWidth > 0 && imageHeight > 0 && columns > 0 && scale > 0 && gap >= 0
        && (channels == 1 || channels == 3)
        && images.count % (imageWidth * imageHeight * channels) == 0,
      "\(images.count) bytes are no whole number of images of "
        + "\(imageWidth)×\(imageHeight)×\(channels) for "
        + "\(columns) columns at scale \(scale) with gap \(gap)")
    self.images = images
    self.channels = channels
    self.imageWidth = imageWidth
    self.imageHeight = imageHeight
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
    let first = index * imageWidth * imageHeight
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for y in 0..<height {
      let row = first + y / scale * imageWidth
      for x in 0..<imageWidth {
        let color = color(row + x)
        for _ in 0..<scale {
          pixels.append(color.red)
          pixels.append(color.green)
          pixels.append(color.blue)
        }
      }
    }
    return Bitmap(width: width, height: height, pixels: pixels)
  }

  /// The colour of a pixel, counted through all images.
  private func color(_ pixel: Int) -> Color {
    if channels == 3 {
      return Color(
        red: images[3 * pixel], green: images[3 * pixel + 1], blue: images[3 * pixel + 2])
    }
    return Color(grey: inkOnWhite ? 255 - images[pixel] : images[pixel])
  }
}

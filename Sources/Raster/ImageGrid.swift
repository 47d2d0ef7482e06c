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
  /// Whether images without any ink are crossed out: pictures that are missing.
  public var marksBlanks: Bool
  /// What grows along columns and rows. With names, the labels of rows and columns are the ticks of axes, as symmetric a
  /// choice of them as there is room for, those of columns below the grid; nil for a grid without axes.
  public var axes: Axes?

  /// The names of the axes of a grid.
  public struct Axes: Sendable, Equatable {
    /// Along the columns; nil for no axis.
    public var x: String?
    /// Along the rows; nil for no axis.
    public var y: String?

    /// Names of axes.
    public init(x: String?, y: String?) {
      self.x = x
      self.y = y
    }
  }

  /// A grid.
  public init(
    _ images: [UInt8], channels: Int = 1, imageWidth: Int = 28, imageHeight: Int = 28,
    columns: Int, title: String = "", rowLabels: [String] = [], columnLabels: [String] = [],
    scale: Int = 2, gap: Int = 4, inkOnWhite: Bool = true, marksBlanks: Bool = false,
    axes: Axes? = nil
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
    self.marksBlanks = marksBlanks
    self.axes = axes
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
      if marksBlanks && isBlank(index) { cross(origin.x, origin.y, on: &canvas) }
    }
    layout.writeText(on: &canvas)
    return canvas.bitmap
  }

  private func isBlank(_ index: Int) -> Bool {
    let size = imageWidth * imageHeight * channels
    return images[index * size..<(index + 1) * size].allSatisfy { $0 == 0 }
  }

  /// Crosses an image out, within a thin frame of its own.
  private func cross(_ x: Int, _ y: Int, on canvas: inout Canvas) {
    let (width, height) = (Double(imageWidth * scale), Double(imageHeight * scale))
    let inset = Double(2 * scale) + 1
    func corner(_ right: Bool, _ below: Bool) -> Point {
      Point(
        x: Double(x) + (right ? width - inset : inset),
        y: Double(y) + (below ? height - inset : inset))
    }
    let corners = [
      corner(false, false), corner(true, false), corner(true, true), corner(false, true),
    ]
    canvas.stroke(
      [corners + [corners[0]], [corners[0], corners[2]], [corners[1], corners[3]]], width: 2,
      Style.guide)
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

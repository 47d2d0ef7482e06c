/// The frames of a GIF file as a viewer shows them.
///
/// libgd reads the first frame alone and takes one that was cut short for whole, so the format is
/// read here.
public struct DecodedAnimation: Sendable, Equatable {
  /// At least one, all of the same size; where the file leaves the ground open it is white.
  public let frames: [Bitmap]
  /// How long each frame is shown, in hundredths of a second.
  public let delays: [Int]

  /// Some thousand frames for a web page. A damaged size must not ask for more memory than there is.
  private static let mostPixels = 1 << 27

  /// Reads a GIF file held in memory.
  ///
  /// - Throws: `RasterError` where it is damaged, cut short or not a GIF.
  public init(gif: [UInt8]) throws(RasterError) {
    do throws(GIFBlocks.Damage) {
      let blocks = try GIFBlocks(gif)
      guard blocks.width * blocks.height * blocks.images.count <= Self.mostPixels else {
        throw GIFBlocks.Damage()
      }
      var decoder = LZWDecoder()
      var screen = Bitmap(width: blocks.width, height: blocks.height)
      var frames: [Bitmap] = []
      for image in blocks.images {
        let before = screen
        try screen.draw(image, with: &decoder)
        frames.append(screen)
        switch image.control.disposal {
        case 2: screen.clear(image)
        case 3: screen = before
        default: break
        }
      }
      self.frames = frames
      delays = blocks.images.map(\.control.delay)
    } catch {
      throw RasterError(
        """
        cannot decode a GIF of \(gif.count) bytes: it is damaged, cut short or not a GIF; make the \
        file again
        """)
    }
  }
}

extension Bitmap {
  fileprivate mutating func draw(
    _ image: GIFBlocks.Image, with decoder: inout LZWDecoder
  ) throws(GIFBlocks.Damage) {
    let count = image.width * image.height
    guard let indices = decoder.decode(image.data, codeSize: image.codeSize, count: count)
    else { throw GIFBlocks.Damage() }
    let palette = image.palette
    let transparent = image.control.transparent ?? -1
    let rows = image.isInterlaced ? Self.interlacedRows(image.height) : Array(0..<image.height)
    let (row, colors) = (width, palette.count)
    let isWhole = pixels.withUnsafeMutableBufferPointer { target in
      for (line, y) in rows.enumerated() {
        var to = 3 * ((image.top + y) * row + image.left)
        for x in 0..<image.width {
          let index = Int(indices[line * image.width + x])
          if index != transparent {
            guard index < colors else { return false }
            let color = palette[index]
            target[to] = color.red
            target[to + 1] = color.green
            target[to + 2] = color.blue
          }
          to += 3
        }
      }
      return true
    }
    if !isWhole { throw GIFBlocks.Damage() }
  }

  fileprivate mutating func clear(_ image: GIFBlocks.Image) {
    guard image.width > 0, image.height > 0 else { return }
    paste(Bitmap(width: image.width, height: image.height), x: image.left, y: image.top)
  }

  /// The rows in the order in which an interlaced image has them.
  private static func interlacedRows(_ height: Int) -> [Int] {
    [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in
      Array(stride(from: start, to: height, by: step))
    }
  }
}

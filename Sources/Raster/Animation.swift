import CGD
import Kernels

/// Pictures one after the other, for ever, with one fixed palette.
public struct Animation: Sendable {
  /// The colours of an animation. They do not depend on the frames, so a frame's pixels are the same in
  /// every animation.
  public enum Palette: Sendable, Equatable {
    /// 2 to 256 greys from black to white: the fewer, the smaller the file. With 16, blurred strokes show steps.
    case greys(Int)
    /// The plots' colours in tints, and a coarse cube for mixtures.
    case colors
  }

  /// At least one, all of the same size.
  public var frames: [Bitmap]
  /// Hundredths of a second: for each frame, at least 2, and for the last.
  public var delay: Int, finalDelay: Int
  /// What the frames' colours become.
  public var palette: Palette

  /// An animation.
  public init(
    _ frames: [Bitmap], delay: Int = 20, finalDelay: Int = 200, palette: Palette
  ) {
    require(!frames.isEmpty, "an animation needs a frame")
    for frame in frames where frame.width != frames[0].width || frame.height != frames[0].height {
      fatalError(
        "a frame of \(frame.width)×\(frame.height) after one of "
          + "\(frames[0].width)×\(frames[0].height)")
    }
    require(
      (2...65_535).contains(delay) && (2...65_535).contains(finalDelay),
      "delays of \(delay) and \(finalDelay) hundredths of a second are not within 2 and 65,535")
    self.frames = frames
    self.delay = delay
    self.finalDelay = finalDelay
    self.palette = palette
  }

  /// The animation as a GIF file. libgd gets no previous frame, since it would drop a frame that
  /// equals it, and no transparent colour.
  public func gif() throws(RasterError) -> [UInt8] {
    let (width, height) = (frames[0].width, frames[0].height)
    let failure = "cannot encode a GIF of \(width)×\(height) pixels: libgd has no memory for it"
    var quantizer = Quantizer(palette.colors)
    var bytes: [UInt8] = []
    for (index, frame) in frames.enumerated() {
      let image = try GDImage(paletteWidth: width, height: height)
      image.allocate(quantizer.colors)
      quantizer.quantize(frame, into: image)
      let handle = image.handle
      if index == 0 {
        bytes += try takeBytes(failure) { gdImageGifAnimBeginPtr(handle, $0, 1, 0) }
      }
      let hundredths = Int32(index == frames.count - 1 ? finalDelay : delay)
      bytes += try takeBytes(failure) {
        gdImageGifAnimAddPtr(handle, $0, 0, 0, 0, hundredths, Int32(gdDisposalNone), nil)
      }
    }
    bytes += try takeBytes(failure) { gdImageGifAnimEndPtr($0) }
    return bytes
  }

  /// The pictures as the file shows them, with the palette's colours.
  public func shownFrames() -> [Bitmap] {
    var quantizer = Quantizer(palette.colors)
    return frames.map { quantizer.shown($0) }
  }
}

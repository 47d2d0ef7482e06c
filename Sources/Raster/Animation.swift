import CGD
import Kernels

/// Pictures one after the other, for ever, with one fixed palette.
public struct Animation: Sendable {
  /// The colours of an animation. They do not depend on the frames, so a frame's pixels are the same in
  /// every animation.
  public enum Palette: Sendable, Equatable {
    /// 2 to 256 greys from black to white: the fewer, the smaller the file. With 16, blurred strokes show steps. With 256 no
    /// colour is left for what does not change.
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

  /// The animation as a GIF file. Each frame after the first is written whole, or with what stays as it was left transparent,
  /// whichever is shorter: frames of training have more and more that stays.
  ///
  /// libgd gets no previous frame, since it would drop a frame that equals it.
  public func gif() throws(RasterError) -> [UInt8] {
    let (width, height) = (frames[0].width, frames[0].height)
    let failure = "cannot encode a GIF of \(width)×\(height) pixels: libgd has no memory for it"
    var quantizer = Quantizer(palette.colors)
    let unchanged = quantizer.colors.count < 256 ? UInt8(quantizer.colors.count) : nil
    var bytes: [UInt8] = []
    var before: [UInt8] = []
    for (index, frame) in frames.enumerated() {
      let indices = quantizer.indices(of: frame)
      let hundredths = Int32(index == frames.count - 1 ? finalDelay : delay)
      func coded(_ indices: [UInt8], isPartial: Bool) throws(RasterError) -> [UInt8] {
        let image = try GDImage(
          indices, width: width, height: height, colors: quantizer.colors, transparent: unchanged,
          hasTransparency: isPartial)
        let handle = image.handle
        let head =
          index == 0 ? try takeBytes(failure) { gdImageGifAnimBeginPtr(handle, $0, 1, 0) } : []
        return try head
          + takeBytes(failure) {
            gdImageGifAnimAddPtr(handle, $0, 0, 0, 0, hundredths, Int32(gdDisposalNone), nil)
          }
      }
      var shortest = try coded(indices, isPartial: false)
      if let unchanged, index > 0 {
        let changes = zip(indices, before).map { $0 == $1 ? unchanged : $0 }
        let partial = try coded(changes, isPartial: true)
        if partial.count < shortest.count { shortest = partial }
      }
      bytes += shortest
      before = indices
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

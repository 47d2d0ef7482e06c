import Raster
import Weaving

/// A picture of the results as a part of a page.
struct PagePicture {
  /// The bytes of its file, PNG or GIF.
  let file: [UInt8]
  let alt: String
  /// The width at which it is shown, in pixels of a web page; its own where it is nil.
  let width: Int?

  /// The picture as HTML: a PNG file of the same pixels; of an animation every frame, with a way to stop it and to go
  /// through its frames, or the last one alone.
  ///
  /// - Throws: `RasterError` where the file is damaged.
  func html(isStill: Bool) throws(RasterError) -> String {
    if file.starts(with: Self.png) { return image(try Bitmap.decoding(png: file)) }
    let animation = try DecodedAnimation(gif: file)
    let (frames, last) = (animation.frames, animation.frames.count - 1)
    if isStill || last == 0 { return image(frames[last]) }
    // Without a script the last frame is seen.
    let images = frames.enumerated().map { image($1, isHidden: $0 != last) }
    let delays = animation.delays.map(String.init).joined(separator: ",")
    return HTML.element(
      "div", "class=\"animation\" data-delays=\"\(delays)\"",
      images.joined(separator: "\n") + "\n" + Self.controls(frames.count))
  }

  /// What stops an animation and goes through its frames; the page's script shows and uses it.
  private static func controls(_ count: Int) -> String {
    """
    <div class="controls" hidden=""><button type="button" class="play">Play</button>
    <button type="button" class="back" aria-label="Previous frame">‹</button>
    <input type="range" min="1" max="\(count)" value="\(count)" aria-label="Frame"/>
    <button type="button" class="on" aria-label="Next frame">›</button>
    <output>\(count) of \(count)</output></div>
    """
  }

  private func image(_ bitmap: Bitmap, isHidden: Bool = false) -> String {
    let width = min(max(self.width ?? bitmap.width, 1), 10_000)
    let height = max(1, (bitmap.height * width + bitmap.width / 2) / bitmap.width)
    return HTML.image(
      PNGFile.bytes(of: bitmap), alt: alt, size: (width, height), isHidden: isHidden)
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
}

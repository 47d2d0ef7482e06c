import Raster
import Weaving

/// A picture of the results as a part of a page.
struct PagePicture {
  /// The bytes of its file, PNG or GIF.
  let file: [UInt8]
  let alt: String
  /// The width at which it is shown, in pixels of a web page; its own where it is nil.
  let width: Int?

  /// The picture as HTML: a PNG file as it is; of an animation every frame, with a way to stop it and to go through its
  /// frames, or the last one alone.
  ///
  /// - Throws: `RasterError` where the file is damaged.
  func html(isStill: Bool) throws(RasterError) -> String {
    if file.starts(with: Self.png), file.count > 24 {
      let (width, height) = (Self.bigEndian(file[16..<20]), Self.bigEndian(file[20..<24]))
      return HTML.image(file, alt: alt, size: shown(width, height))
    }
    let animation = try DecodedAnimation(gif: file)
    let (frames, last) = (animation.frames, animation.frames.count - 1)
    let size = shown(frames[last].width, frames[last].height)
    if isStill || last == 0 { return HTML.image(try frames[last].png(), alt: alt, size: size) }
    var images: [String] = []
    for (index, frame) in frames.enumerated() {
      // Without a script the last frame is seen.
      images.append(HTML.image(try frame.png(), alt: alt, size: size, isHidden: index != last))
    }
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

  private func shown(_ ownWidth: Int, _ ownHeight: Int) -> (width: Int, height: Int) {
    let width = min(max(self.width ?? ownWidth, 1), 10_000)
    return (width, max(1, (ownHeight * width + ownWidth / 2) / max(ownWidth, 1)))
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) } & 0xff_ffff
  }
}

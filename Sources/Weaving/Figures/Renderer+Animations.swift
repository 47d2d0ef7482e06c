import Raster
import Records

extension Renderer {
  /// Draws an animation at half the size of a still picture: a moving one need not be sharp on every screen.
  func picture(_ animation: AnimationOutput) throws -> RenderedPicture {
    guard 2...6000 ~= animation.delay else {
      throw RenderingError(figure: "", problem: "no frame stays for \(animation.delay)/100 seconds")
    }
    let chosen = Self.chosen(
      from: try frameCount(of: animation.spec), atMost: animation.maximumFrames)
    guard let last = chosen.last else {
      throw RenderingError(figure: "", problem: "it has no frames")
    }
    var frames: [Bitmap] = []
    for frame in chosen { frames.append(try drawn(frame, of: animation, like: frames)) }
    let gif = try Self.encoded(frames, delay: animation.delay)
    let data = FigureData(
      record.arrays, frame: last, caption: try caption(animation.steps, last))
    return RenderedPicture(
      name: animation.name, path: "figures/\(animation.name).gif", bytes: gif.bytes,
      shownWidth: frames[0].width, pixelSHA256: Self.digest(gif.animation.shownFrames()),
      cells: try animation.spec.figure.cells(of: data)?.halved, isAnimated: true,
      isCover: animation.isCover)
  }

  /// Draws a frame, which has to be of the size of those before it.
  private func drawn(
    _ frame: Int, of animation: AnimationOutput, like others: [Bitmap]
  ) throws(RenderingError) -> Bitmap {
    let bitmap = try bitmap(
      animation.spec, frame: frame, caption: try caption(animation.steps, frame))
    if bitmap.width < 2 || bitmap.height < 2 {
      throw RenderingError(figure: "", problem: "it is too small to move")
    }
    let half = bitmap.halved()
    let first = others.first ?? half
    if (others.count + 1) * half.width * half.height > 16 * FigureLimits.mostPixels
      || half.width != first.width || half.height != first.height
    {
      throw RenderingError(figure: "", problem: "its frames are too many, or not of one size")
    }
    return half
  }

  /// The file with as many greys as it can have: 255 where it stays small, else half as many until it does, but not fewer
  /// than 15, below which smooth strokes show steps. One colour more is for what does not change. Frames with colours have the
  /// plots' palette.
  static func encoded(
    _ frames: [Bitmap], delay: Int
  ) throws(RasterError) -> (animation: Animation, bytes: [UInt8]) {
    let isGrey = frames.allSatisfy(\.isGrey)
    var levels = 255
    while true {
      let animation = Animation(frames, delay: delay, palette: isGrey ? .greys(levels) : .colors)
      let bytes = try animation.gif()
      if !isGrey || levels == 15 || bytes.count <= Self.smallBytes { return (animation, bytes) }
      levels /= 2
    }
  }

  /// Above so many bytes, an animation has fewer greys.
  static let smallBytes = 250_000

  private func caption(_ steps: AnimationSteps?, _ frame: Int) throws(RenderingError) -> String? {
    guard let steps else { return nil }
    let slice = try FigureData(record.arrays).slice(.whole(steps.path))
    guard let integers = slice.integers, integers.indices.contains(frame) else {
      throw RenderingError(
        figure: "", problem: "\(steps.path) has no step for frame \(frame): it is \(slice.shape)")
    }
    return "\(steps.unit) \(integers[frame])"
  }

  /// The frames of an animation: as many as every data set given by `.each` has entries.
  private func frameCount(of spec: FigureSpec) throws(RenderingError) -> Int {
    var counts: [String: Int] = [:]
    for reference in spec.figure.references where reference.part == .each {
      // Finding the last entry makes sure that the data set is there and has one.
      _ = try FigureData(record.arrays).slice(reference)
      counts[reference.path] = record.arrays[reference.path]?.shape.first
    }
    let sorted = counts.sorted { $0.key < $1.key }
    guard let first = sorted.first else {
      throw RenderingError(figure: "", problem: "none of its data sets is given by .each")
    }
    if let other = sorted.first(where: { $0.value != first.value }) {
      throw RenderingError(
        figure: "",
        problem: "\(first.key) has \(first.value) frames, \(other.key) has \(other.value)")
    }
    return first.value
  }

  /// At most `most` of `count` frames, evenly chosen, the first and the last among them.
  static func chosen(from count: Int, atMost most: Int) -> [Int] {
    if most < 2 { return Array((0..<count).suffix(1)) }
    if count <= most { return Array(0..<count) }
    let gaps = most - 1
    return (0...gaps).map { (step: Int) -> Int in (step * (count - 1) + gaps / 2) / gaps }
  }
}

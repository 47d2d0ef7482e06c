import Raster

/// Compares the file of a picture on two sides.
struct FigureComparison: Sendable {
  /// The file from the folder of the notebook.
  let file: String
  /// Its bytes; nil on a side that does not have it.
  let old: [UInt8]?
  let new: [UInt8]?
  /// What both sides say about the picture.
  let oldMetrics: Metrics.Picture?
  let newMetrics: Metrics.Picture?

  /// What changed; nil where both sides show the same pixels at the same times.
  func change() throws(RasterError) -> FigureChange? {
    guard let old, let new else {
      let bytes = self.old ?? self.new ?? []
      let isPicture = Picture(bytes, of: file) != nil
      if !isPicture { return made(.damaged(old: self.old != nil, new: self.new != nil)) }
      return made(self.old == nil ? .added : .removed)
    }
    if old == new { return nil }
    switch (Picture(old, of: file), Picture(new, of: file)) {
    case (.still(let old)?, .still(let new)?): return try still(old, new)
    case (.moving(let old)?, .moving(let new)?): return try animation(old, new)
    case (let old, let new): return made(.damaged(old: old == nil, new: new == nil))
    }
  }

  private func made(_ content: FigureChange.Content, _ drawn: FigureChange.Drawn? = nil)
    -> FigureChange
  {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return FigureChange(
      file: file,
      name: name.hasSuffix(".png") || name.hasSuffix(".gif") ? String(name.dropLast(4)) : name,
      old: old, new: new, shownWidth: newMetrics?.width ?? oldMetrics?.width, content: content,
      drawn: drawn)
  }

  /// The grid that both sides lay their images in.
  private var cells: DigitGrid.Cells? {
    newMetrics?.cells == oldMetrics?.cells || oldMetrics?.cells == nil ? newMetrics?.cells : nil
  }

  private func still(_ old: Bitmap, _ new: Bitmap) throws(RasterError) -> FigureChange? {
    if old == new { return nil }
    let pixels = PixelDifference(old, new)
    let change = StillChange(
      oldSize: .init(old), newSize: .init(new), pixels: pixels,
      cells: .init(cells, old, new))
    // Still figures are drawn at twice the size at which they are shown.
    let picture = ChangePicture(old, new, pixels, halved: true)
    return made(.still(change), try drawn(picture))
  }

  private func animation(
    _ old: DecodedAnimation, _ new: DecodedAnimation
  ) throws(RasterError) -> FigureChange? {
    if old == new { return nil }
    let common = min(old.frames.count, new.frames.count)
    var frames: [Int] = []
    var most: (frame: Int, pixels: PixelDifference)?
    for frame in 0..<common where old.frames[frame] != new.frames[frame] {
      frames.append(frame)
      let pixels = PixelDifference(old.frames[frame], new.frames[frame])
      if pixels.mean > most?.pixels.mean ?? -1 { most = (frame, pixels) }
    }
    let delays = (0..<common).filter { old.delays[$0] != new.delays[$0] }
    frames += common..<max(old.frames.count, new.frames.count)
    var shown: FigureChange.Drawn?
    var change: (frame: Int, change: StillChange)?
    if let most {
      let (before, after) = (old.frames[most.frame], new.frames[most.frame])
      change = (
        most.frame,
        StillChange(
          oldSize: .init(before), newSize: .init(after), pixels: most.pixels,
          cells: .init(cells?.halved, before, after))
      )
      shown = try drawn(
        ChangePicture(
          before, after, most.pixels, title: "frame \(most.frame + 1)", halved: false))
    }
    return made(
      .animation(
        AnimationChange(
          oldCount: old.frames.count, newCount: new.frames.count, frames: frames, delays: delays,
          most: change)), shown)
  }

  private func drawn(_ picture: ChangePicture) throws(RasterError) -> FigureChange.Drawn {
    .init(
      sideBySide: try picture.sideBySide().png(.fast), blinking: try picture.blinking().gif())
  }

  /// A file as pixels.
  private enum Picture {
    case still(Bitmap)
    case moving(DecodedAnimation)

    /// Nil where the bytes are no picture of the kind that the file's name promises.
    init?(_ bytes: [UInt8], of file: String) {
      if file.hasSuffix(".gif") {
        guard let animation = try? DecodedAnimation(gif: bytes) else { return nil }
        self = .moving(animation)
      } else {
        guard let bitmap = try? Bitmap.decoding(png: bytes) else { return nil }
        self = .still(bitmap)
      }
    }
  }
}

import Platform
import Raster
import Records
import Weaving

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
    if old == new { return nil }
    switch (old.map(read), new.map(read)) {
    case (nil, .picture?): return made(.added)
    case (_, nil): return made(.removed, doubt: newMetrics == nil ? nil : .missing)
    case (.picture(.still(let old))?, .picture(.still(let new))?): return try still(old, new)
    case (.picture(.moving(let old))?, .picture(.moving(let new))?):
      return try animation(old, new)
    case (let old, let new):
      return isSame ? nil : made(.unreadable(old: old?.trouble, new: new?.trouble))
    }
  }

  /// Whether both sides have the same file, though one may have only its pointer.
  private var isSame: Bool {
    guard let old, let new else { return false }
    return LFSPointer(old)?.sha256 == Digest.sha256(of: new)
      || LFSPointer(new)?.sha256 == Digest.sha256(of: old)
  }

  private func made(
    _ content: FigureChange.Content, _ drawn: FigureChange.Drawn? = nil,
    doubt: FigureChange.Doubt? = nil
  ) -> FigureChange {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return FigureChange(
      file: file,
      name: name.hasSuffix(".png") || name.hasSuffix(".gif") ? String(name.dropLast(4)) : name,
      old: old, new: new, shownWidth: newMetrics?.width ?? oldMetrics?.width, content: content,
      doubt: doubt, drawn: drawn)
  }

  /// What does not fit between the frames of two different pictures and what their sides tell of them.
  private func doubt(_ old: [Bitmap], _ new: [Bitmap]) -> FigureChange.Doubt? {
    func isEdited(_ frames: [Bitmap], _ metrics: Metrics.Picture?) -> Bool {
      // In results of earlier versions the still picture of an animation shares its digest with the frames.
      metrics?.files.count == 1 && metrics?.pixelSHA256 != Renderer.digest(frames)
    }
    let edited = (old: isEdited(old, oldMetrics), new: isEdited(new, newMetrics))
    return edited.old || edited.new ? .edited(old: edited.old, new: edited.new) : sharedDoubt
  }

  /// What does not fit where both sides tell the same of different pictures.
  private var sharedDoubt: FigureChange.Doubt? {
    oldMetrics != nil && oldMetrics?.pixelSHA256 == newMetrics?.pixelSHA256 ? .editedSomewhere : nil
  }

  /// The grid that both sides lay their images in.
  private var cells: ImageGrid.Cells? {
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
    return made(.still(change), try drawn(picture), doubt: doubt([old], [new]))
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
          cells: .init(cells, before, after))
      )
      shown = try drawn(
        ChangePicture(
          before, after, most.pixels, title: "frame \(most.frame + 1)", halved: false))
    }
    return made(
      .animation(
        AnimationChange(
          oldCount: old.frames.count, newCount: new.frames.count, frames: frames, delays: delays,
          most: change)), shown, doubt: doubt(old.frames, new.frames))
  }

  private func drawn(_ picture: ChangePicture) throws(RasterError) -> FigureChange.Drawn {
    .init(
      sideBySide: PNGFile.bytes(of: picture.sideBySide()), blinking: try picture.blinking().gif())
  }

  /// A file as pixels.
  private enum Picture {
    case still(Bitmap)
    case moving(DecodedAnimation)
  }

  /// What a file turned out to be.
  private enum Reading {
    case picture(Picture)
    case unreadable(FigureChange.Unreadable)

    var trouble: FigureChange.Unreadable? {
      if case .unreadable(let trouble) = self { trouble } else { nil }
    }
  }

  /// Reads bytes as a picture of the kind that the file's name promises.
  private func read(_ bytes: [UInt8]) -> Reading {
    if LFSPointer(bytes) != nil { return .unreadable(.pointer) }
    if file.hasSuffix(".gif") {
      let animation = try? DecodedAnimation(gif: bytes)
      return animation.map { .picture(.moving($0)) } ?? .unreadable(.damaged)
    }
    let bitmap = try? Bitmap.decoding(png: bytes)
    return bitmap.map { .picture(.still($0)) } ?? .unreadable(.damaged)
  }
}

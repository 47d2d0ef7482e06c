import Hashing
import Raster
import Records

extension Renderer {
  /// The largest picture that a repository should have to carry, in bytes.
  static let mostBytes = 2_000_000

  /// All figures and animations of the record as files, in the order in which the notebook made them.
  ///
  /// - Throws: `RenderingError` where a figure and its data do not fit, `RasterError` where libgd fails.
  package func pictures() throws -> [RenderedPicture] {
    var pictures: [RenderedPicture] = []
    for output in record.outputs {
      switch output.content {
      case .figure(let figure):
        pictures.append(try naming(figure.name) { try picture(figure) })
      case .animation(let animation):
        pictures.append(try naming(animation.name) { try picture(animation) })
      default: continue
      }
    }
    return pictures
  }

  private func naming(
    _ name: String, _ body: () throws -> RenderedPicture
  ) throws -> RenderedPicture {
    try FigureOutput.check(name: name)
    do { return try body() } catch let error as RenderingError {
      throw RenderingError(figure: name, problem: error.problem)
    }
  }

  private func picture(_ figure: FigureOutput) throws -> RenderedPicture {
    let bitmap = try bitmap(figure.spec)
    return RenderedPicture(
      name: figure.name,
      files: [.init(path: "figures/\(figure.name).png", bytes: try bitmap.png())],
      shownWidth: (bitmap.width + 1) / 2, pixelSHA256: Self.digest([bitmap]),
      cells: try cells(figure.spec), isAnimated: false,
      isCover: figure.isCover)
  }

  private func picture(_ animation: AnimationOutput) throws -> RenderedPicture {
    guard 2...6000 ~= animation.delay else {
      throw RenderingError(figure: "", problem: "no frame stays for \(animation.delay)/100 seconds")
    }
    let chosen = Self.chosen(
      from: try frameCount(of: animation.spec), atMost: animation.maximumFrames)
    var frames: [Bitmap] = []
    var last: Bitmap?
    for frame in chosen {
      let bitmap = try bitmap(
        animation.spec, frame: frame, caption: try caption(animation.steps, frame))
      // Half the size of a still picture: a moving one need not be sharp on every screen.
      if bitmap.width < 2 || bitmap.height < 2 {
        throw RenderingError(figure: "", problem: "it is too small to move")
      }
      let half = bitmap.halved()
      frames.append(half)
      if frames.count * half.width * half.height > 16 * FigureSpec.mostPixels
        || half.width != frames[0].width || half.height != frames[0].height
      {
        throw RenderingError(figure: "", problem: "its frames are too many, or not of one size")
      }
      last = bitmap
    }
    guard let last else { throw RenderingError(figure: "", problem: "it has no frames") }
    let isGrey = frames.allSatisfy(\.isGrey)
    let gif = Animation(
      frames, delay: animation.delay, palette: isGrey ? .greys(16) : .colors)
    return RenderedPicture(
      name: animation.name,
      files: [
        .init(path: "figures/\(animation.name).gif", bytes: try gif.gif()),
        .init(path: "figures/\(animation.name).png", bytes: try last.png()),
      ],
      shownWidth: frames[0].width, pixelSHA256: Self.digest(gif.shownFrames() + [last]),
      cells: try chosen.last.flatMap {
        try cells(animation.spec, frame: $0, caption: try caption(animation.steps, $0))
      }, isAnimated: true, isCover: animation.isCover)
  }

  private func caption(_ steps: AnimationSteps?, _ frame: Int) throws(RenderingError) -> String? {
    guard let steps else { return nil }
    let slice = try Slice(.whole(steps.path), frame: nil, in: record)
    guard let integers = slice.integers, integers.indices.contains(frame) else {
      throw RenderingError(
        figure: "", problem: "\(steps.path) has no step for frame \(frame): it is \(slice.shape)")
    }
    return "\(steps.unit) \(integers[frame])"
  }

  /// The frames of an animation: as many as every data set given by `.each` has entries.
  private func frameCount(of spec: FigureSpec) throws(RenderingError) -> Int {
    var counts: [String: Int] = [:]
    for reference in spec.references where reference.part == .each {
      // Finding the last entry also makes sure that the data set is there.
      let slice = try Slice(reference, frame: nil, in: record)
      counts[reference.path] = slice.array.shape[0]
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

  /// SHA-256 over each bitmap's line `width height`, a line feed, and its bytes row by row.
  package static func digest(_ bitmaps: [Bitmap]) -> String {
    var hash = SHA256()
    for bitmap in bitmaps {
      hash.update(Array("\(bitmap.width) \(bitmap.height)\n".utf8))
      hash.update(bitmap.pixels)
    }
    return hash.finalize().hexadecimal
  }
}

extension FigureSpec {
  /// Every data set that the figure reads, lines excepted.
  var references: [ArrayReference] {
    switch self {
    case .digits(let spec): [spec.images]
    case .image(let spec): [spec.image]
    case .scatter(let spec): spec.clouds.flatMap { [$0.points] + ($0.labels.map { [$0] } ?? []) }
    case .lines: []
    case .density(let spec): [spec.counts]
    case .panels(let spec): spec.figures.flatMap(\.references)
    }
  }
}

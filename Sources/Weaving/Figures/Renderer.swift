import Hashing
import Raster
import Records

/// Draws the figures of a record as files; equal records give equal pixels.
package struct Renderer {
  package let record: RunRecord

  package init(record: RunRecord) {
    self.record = record
  }

  /// The largest picture that a repository should have to carry, in bytes.
  static let mostBytes = 2_000_000

  /// All figures and animations of the record, in the order in which the notebook made them.
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
    try FigureLimits.check(name: name)
    do { return try body() } catch let error as RenderingError {
      throw RenderingError(figure: name, problem: error.problem)
    }
  }

  /// The picture of `spec`: in `frame` of an animation, which `caption` names, or still where both are nil.
  func bitmap(
    _ spec: FigureSpec, frame: Int? = nil, caption: String? = nil
  ) throws(RenderingError) -> Bitmap {
    try spec.figure.check()
    return try spec.figure.bitmap(
      of: FigureData(record.arrays, frame: frame, caption: caption))
  }

  private func picture(_ figure: FigureOutput) throws -> RenderedPicture {
    let bitmap = try bitmap(figure.spec).quantized()
    return RenderedPicture(
      name: figure.name, path: "figures/\(figure.name).png", bytes: try bitmap.png(),
      shownWidth: (bitmap.width + 1) / 2, pixelSHA256: Self.digest([bitmap]),
      cells: try figure.spec.figure.cells(of: FigureData(record.arrays)), isAnimated: false,
      isCover: figure.isCover)
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

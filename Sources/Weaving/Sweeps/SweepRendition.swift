import Foundation
import Platform
import Raster
import Records

/// Everything that is made of a sweep of one notebook: pictures, the page `sweep.md` and `sweep.json`.
package struct SweepRendition {
  /// The summary, with the pictures.
  package let summary: SweepSummary
  private let pictures: [SweepPicture]

  /// Draws and weaves.
  ///
  /// - Parameters:
  ///   - summary: what the runs show together.
  ///   - runs: the metrics of the runs by their folders.
  ///   - group: the path of the folder that these are in.
  ///   - problems: is told of logs and pictures that cannot be used.
  /// - Throws: `RasterError` where libgd fails.
  package init(
    of summary: SweepSummary, runs: [String: Metrics], in group: String,
    problems: (String) -> Void
  ) throws {
    let curves = SweepCurves(of: summary, runs: runs, in: group, problems: problems)
    let covers = SweepCovers(of: summary, runs: runs, in: group, problems: problems)
    pictures =
      try SweepSettingsPlot(summary: summary).pictures() + curves.pictures() + covers.pictures()
    var drawn = summary
    drawn.pictures = pictures.map(\.record)
    self.summary = drawn
  }

  /// Writes all files.
  package func write(to stage: ResultStage) throws {
    for picture in pictures { try stage.write(picture.bytes, to: picture.record.files[0]) }
    let page = SweepPage(summary: summary, captions: pictures.map(\.caption)).markdown
    try stage.write(Array(page.utf8), to: "sweep.md")
    try stage.write(Array(summary.text().utf8), to: "sweep.json")
  }
}

/// A picture of a sweep.
struct SweepPicture {
  let record: Metrics.Picture
  let caption: String
  let bytes: [UInt8]

  init(_ name: String, caption: String, _ drawn: Bitmap) throws(RasterError) {
    let bitmap = drawn.quantized()
    record = Metrics.Picture(
      name: name, files: ["figures/\(name).png"], width: (bitmap.width + 1) / 2,
      pixelSHA256: Renderer.digest([bitmap]), cells: nil)
    self.caption = caption
    bytes = try bitmap.png()
  }
}

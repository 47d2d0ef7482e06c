import Platform
import Records

/// Everything that is made from a record: figures, report and metrics.
package struct Rendition {
  let pictures: [RenderedPicture]
  let report: String
  let metrics: Metrics

  /// Draws and weaves.
  ///
  /// - Parameters:
  ///   - record: what a run has left.
  ///   - sweeps: the sweeps of its group: the report of seed 0 with a profile's settings cites the one that it is a part of.
  /// - Throws: `RenderingError` where a figure and its data do not fit, `RasterError` where libgd fails.
  package init(of record: RunRecord, citing sweeps: [SweepOfGroup] = []) throws {
    let seeds = record.identity.isUsual ? SeedsOfRun(of: try record.logSHA256, in: sweeps) : nil
    pictures = try Renderer(record: record).pictures()
    report =
      Report(
        record: record,
        pictures: pictures.map {
          Report.Picture(
            name: $0.name, file: $0.path, shownWidth: $0.shownWidth,
            pixelSHA256: $0.pixelSHA256)
        }, seeds: seeds
      ).markdown
    metrics = try Metrics(record: record, pictures: pictures, report: report)
  }

  /// Writes all files and returns the metrics; names in `problems` the pictures that are too large for a
  /// repository.
  package func write(to stage: ResultStage, problems: (String) -> Void) throws -> Metrics {
    for file in pictures {
      try stage.write(file.bytes, to: file.path)
      if file.bytes.count > Renderer.mostBytes {
        problems(
          "warning: \(file.path) has \(file.bytes.count) bytes, more than a page should load")
      }
    }
    try stage.write(Array(report.utf8), to: "report.md")
    try stage.write(Array(metrics.text().utf8), to: "metrics.json")
    return metrics
  }
}

extension ResultStage {
  /// Writes the log of a run, and everything that is made from it; names in `problems` what a reader should
  /// know.
  ///
  /// - Parameter sweeps: the sweeps of the results' group, for the report.
  package func write(
    _ record: RunRecord, citing sweeps: [SweepOfGroup] = [], problems: (String) -> Void
  ) throws -> Metrics {
    try record.write(to: path("log.h5"))
    try Files.synchronise(path("log.h5"))
    return try Rendition(of: record, citing: sweeps).write(to: self, problems: problems)
  }
}

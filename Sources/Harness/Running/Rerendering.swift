import Platform
import Records
import Weaving

/// Makes figures, report and metrics of results again from their log.
struct Rerendering {
  /// The folder of the results.
  let folder: String
  let reporter: ProgressReporter

  /// Replaces all but the log and where it comes from.
  ///
  /// - Throws: `ResultsError` where there is no log, it is not the one of the results, or a file cannot be written;
  ///   `RenderingError` and `RasterError` where drawing fails.
  func run() throws -> Metrics {
    let reader = LogReader(folder: folder, purpose: "render")
    try reader.requireLog()
    reporter.live("\(folder): drawing figures")
    defer { reporter.clear() }
    let lock = try GoalLock(on: folder)
    defer { lock.release() }
    let stage = try ResultStage(for: folder)
    defer { stage.discard() }
    if let shortcoming = stage.shortcoming { reporter.warn(shortcoming) }
    let record = try reader.record(reporter)
    let sweeps = SweepOfGroup.all(besides: folder, of: record.identity) { reporter.message($0) }
    let rendition = try Rendition(of: record, citing: sweeps)
    let metrics = try rendition.write(to: stage) { reporter.message($0) }
    try stage.keep("log.h5")
    try stage.keep("provenance.json")
    try stage.commit()
    return metrics
  }
}

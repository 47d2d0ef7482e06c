import Foundation
import Platform
import Records
import Weaving

/// Sums up the runs of a sweep of one notebook that are there, whoever made them and in whatever order.
struct SweepAggregate {
  let sweep: SweepManifest.NotebookSweep
  /// All tasks of the manifest.
  let tasks: [SweepTask]
  /// The folder of results.
  let output: String

  /// The folder of what is made.
  var goal: String { "\(output)/\(sweep.identity.folder)" }

  /// Sums up the runs of which `isThere` holds, and writes page, pictures and `sweep.json`.
  ///
  /// - Parameters:
  ///   - isThere: whether a task's results are those that it would make now.
  ///   - needsAll: whether nothing is to be written until all runs are there.
  ///   - problems: is told what a reader should know.
  /// - Returns: the summary; nil where there are no runs, or not all that are needed, or another process writes the same.
  /// - Throws: `ResultsError` where a file cannot be written, `RasterError` where libgd fails.
  func write(
    where isThere: (SweepTask) throws -> Bool, needsAll: Bool, problems: (String) -> Void
  ) throws -> SweepSummary? {
    var metrics: [String: Metrics] = [:]
    var missing: [String] = []
    var rows: [(values: [String: JSON], runs: [SweepSummary.Run])] = []
    for row in sweep.rows {
      var runs: [SweepSummary.Run] = []
      for task in tasks[row.tasks] {
        if try isThere(task), let run = Self.run(task) {
          runs.append(run)
          metrics[run.folder] = run.metrics
        } else {
          missing.append(task.name)
        }
      }
      rows.append((row.values, runs))
    }
    if needsAll && !missing.isEmpty { return nil }
    guard let summary = SweepSummary(of: sweep.identity, rows: rows, missing: missing) else {
      return nil
    }
    do {
      let lock = try GoalLock(on: goal)
      defer { lock.release() }
      let rendition = try SweepRendition(
        of: summary, runs: metrics, in: "\(output)/\(sweep.identity.group)", problems: problems)
      let stage = try ResultStage(for: goal)
      defer { stage.discard() }
      try rendition.write(to: stage)
      try stage.commit()
      return rendition.summary
    } catch let error as ResultsError where error.isBusy {
      return nil
    }
  }

  /// Reads the results of a task; nil where they have gone meanwhile.
  private static func run(_ task: SweepTask) -> SweepSummary.Run? {
    let path = "\(task.plan.goal)/metrics.json"
    guard let bytes = FileManager.default.contents(atPath: path),
      let metrics: Metrics = try? JSON.decode(String(decoding: bytes, as: UTF8.self))
    else { return nil }
    return SweepSummary.Run(folder: task.name, metrics: metrics)
  }
}

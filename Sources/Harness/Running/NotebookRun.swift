import Checkpoints
import Digits
import Kernels
import Notebooks
import Platform
import Records
import Tensors

/// Runs a notebook as it is planned, up to its record.
struct NotebookRun {
  var plan: RunPlan
  let workers: Workers
  let judges: JudgeStore
  let reporter: ProgressReporter
  let digits: () throws -> DigitData
  /// Reads another data set that the notebook names.
  let domain: (String) throws -> DigitData
  /// Times the first training loop and ends the run; nil for a whole run.
  var clock: StepClock?
  /// Is told how the record grows.
  var follower: (any RecordFollower)?

  /// Runs the notebook, from where an interrupted run has left it if `checkpoints` say so.
  ///
  /// - Parameter checkpoints: nil for a run that nobody would resume.
  /// - Throws: `Interrupted` where the program was asked to end; `StepClock.Done` where a clock has measured
  ///   enough; whatever the notebook throws.
  func record(checkpoints: CheckpointStore? = nil) throws -> RunRecord {
    do {
      return try run(checkpoints)
    } catch let refused as CheckpointRefused {
      reporter.clear()
      checkpoints?.startAnew(from: refused.stage, because: refused.reason)
      return try record(checkpoints: checkpoints)
    }
  }

  private func run(_ checkpoints: CheckpointStore?) throws -> RunRecord {
    let lab = Lab(
      record: plan.record, workers: workers, reporter: reporter, judges: judges,
      checkpoints: checkpoints, clock: clock, follower: follower,
      domain: { word in
        guard plan.domains.contains(word) else { throw DataError(undeclared: word) }
        return try domain(word)
      }, digits: digits)
    try workers.checkArithmetic()
    lab.show(type(of: plan.notebook).diagrams)
    try Engine(on: workers).withCurrent {
      do { try plan.notebook.run(in: lab) } catch { throw lab.mistake ?? error }
    }
    try lab.throwMistake()
    // A library that was loaded meanwhile could have changed it.
    try workers.checkArithmetic()
    return lab.record
  }
}

import Digits
import Kernels
import Notebooks
import Platform
import Records

/// Times a notebook's own training loop: the notebook runs as ever, at the articles' settings and with few
/// digits, until its clock has measured every step.
struct StepBench {
  let notebook: any Notebook.Type
  let sources: ProgramSources
  let workers: Workers
  let digits: () throws -> DigitData
  /// Hears nothing, for what a notebook says belongs to its results.
  let reporter: ProgressReporter

  /// Measures every step of the notebook's first training loop; nothing where it has none.
  ///
  /// - Throws: what planning and running the notebook throw.
  func measurements() throws -> [Measurement] {
    let article = try notebook.make(profile: .article, overrides: [])
    let identity = RunIdentity(
      of: article, seed: 0, profile: .article, data: DataChoice.strokes.word)
    let plan = try RunPlan(article, identity, goal: "", sources: sources)
    let clock = StepClock()
    let run = NotebookRun(
      plan: plan, workers: workers, judges: JudgeStore(), reporter: reporter,
      digits: digits, clock: clock)
    do { _ = try run.record() } catch is StepClock.Done {}
    let batchSize = plan.identity.settings.first { $0.key == "batchSize" }?.value
    return clock.series.map { series in
      Measurement(
        name: StepName.name(notebook: notebook.name, series.adversary),
        batchSize: batchSize.flatMap(Self.integer), seconds: series.seconds,
        operations: series.operations, tensorBytes: series.bytesAfter,
        tensorGrowth: series.bytesAfter - series.bytesBefore)
    }
  }

  private static func integer(_ value: Scalar) -> Int? {
    if case .int(let number) = value { Int(number) } else { nil }
  }
}

import Digits
import Kernels
import Notebooks
import Platform
import Records

/// Measures one thing after the other and writes each as it comes.
struct Bench {
  let session: Session
  let selection: BenchSelection
  let workers: Workers
  let reporter: ProgressReporter
  let isJSON: Bool
  /// How often something is measured at most while something else disturbs it.
  let attempts: Int

  /// Digits to train on: a few batches of every notebook.
  private static let trainingDigits = 2048, testDigits = 512

  /// Measures everything and returns the exit code: 2 where a notebook met trouble or a task that was asked for by its name
  /// cannot be done here, 64 where a notebook has no step of that name (the others are measured all the same).
  func run() throws -> Int32 {
    reporter.live("bench: the processor's peak")
    var peakGuard = PeakGuard(attempts: attempts) { Peak.measured(on: workers, rounds: $0) }
    let peak = peakGuard.best
    let table = BenchTable(peak: peak.all)
    var measurements: [Measurement] = []
    var status = ExitStatus.success
    func add(_ measurement: Measurement) {
      measurements.append(measurement)
      reporter.clear()
      if !isJSON { session.print(table.row(measurement)) }
    }
    reporter.clear()
    if !isJSON { session.print(BenchTable.heading(peak: peak, threads: workers.count)) }
    let meter = ProgressMeter(
      "bench", total: selection.steps.count + selection.tasks.count, unit: "part",
      to: reporter)
    let digits = DataChoice.strokes(
      train: Self.trainingDigits, test: Self.testDigits, on: workers)
    for steps in selection.steps {
      meter.advance(by: 0, detail: steps.notebook.name)
      do {
        try peakGuard.undisturbed { try measure(steps, digits) }.forEach(add)
      } catch let error as UsageError {
        reporter.clear()
        session.complain(error.description)
        status = ExitStatus.usage
      } catch {
        reporter.clear()
        session.complain("\(steps.notebook.name): \(describe(error))")
        status = ExitStatus.trouble
      }
      meter.advance()
    }
    let tasks = TaskBench(session: session, workers: workers)
    for task in selection.tasks {
      meter.advance(by: 0, detail: task.rawValue)
      do {
        try peakGuard.undisturbed { [try tasks.measurement(of: task)] }.forEach(add)
      } catch let missing as TaskBench.Unavailable {
        reporter.clear()
        session.complain("\(task.rawValue) was not measured: \(missing.reason)")
        if selection.isNamed { status = ExitStatus.trouble }
      }
      meter.advance()
    }
    reporter.clear()
    let disturbed = measurements.filter(\.isDisturbed).map(\.name)
    if !disturbed.isEmpty {
      session.complain(
        "something else took a part of the processors, or moved them apart, each time that these were measured: "
          + disturbed.joined(separator: ", ")
          + ". Their times are too long; measure them again when the machine is idle")
    }
    if isJSON {
      let value = BenchJSON(measurements, peak: peak, threads: workers.count)
      session.console.out(try JSON(encoding: value).pretty)
    }
    return status
  }

  private func measure(
    _ steps: BenchSelection.Steps, _ digits: DigitData
  ) throws -> [Measurement] {
    let found = try StepBench(
      notebook: steps.notebook, sources: session.sources, workers: workers,
      digits: { digits }, reporter: ProgressReporter(session.console, isQuiet: true)
    ).measurements()
    if selection.isNamed && found.isEmpty {
      throw UsageError(description: "\(steps.notebook.name) makes no training steps to measure")
    }
    for name in steps.names where !found.contains(where: { $0.name == name }) {
      throw UsageError.unknown(
        "step of \(steps.notebook.name)", name, valid: found.map(\.name))
    }
    return found.filter { steps.names.isEmpty || steps.names.contains($0.name) }
  }
}

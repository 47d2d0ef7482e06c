import Digits
import Foundation
import Kernels
import Tensors

/// Runs notebooks one after the other and puts their results in place.
struct Runner {
  let session: Session
  let options: RunOptions
  let notebooks: [any Notebook.Type]

  /// Runs them all and returns the exit code: 2 where one met trouble (the others run all the same), 1
  /// where a claim failed under `--strict`.
  func run() async throws -> Int32 {
    let plans = try RunPlan.plans(
      for: notebooks, options: options, executable: session.executable)
    let choice = try DataChoice(options.results.data)
    if options.dryRun { return dryRun(plans) }
    let reporter = ProgressReporter(session.console, isQuiet: options.quiet)
    let workers = ThreadPool(threads: options.threads ?? ThreadPool.processorCount)
    let loader = DataLoader(choice, on: workers, reporter: reporter)
    let judges = JudgeStore(folder: options.results.output)
    var outcomes: [RunOutcome] = []
    for plan in plans {
      let outcome = await outcome(of: plan, workers, loader, judges, reporter)
      outcomes.append(outcome)
      reporter.clear()
      if !options.json { session.print(outcome.summary(coloured: session.console.isColoured)) }
    }
    if outcomes.contains(where: { $0.isDone }) {
      try ResultsIndex.update(output: options.results.output) { reporter.message($0) }
    }
    if options.json {
      session.console.out(try JSON.array(outcomes.map { try $0.json() }).pretty)
    }
    return exitCode(outcomes)
  }

  private func exitCode(_ outcomes: [RunOutcome]) -> Int32 {
    if outcomes.contains(where: { $0.failure != nil }) { return ExitStatus.trouble }
    let failed = outcomes.contains { $0.metrics?.claims.contains { !$0.holds } ?? false }
    return failed && options.strict ? ExitStatus.failedClaim : ExitStatus.success
  }

  private func outcome(
    of plan: RunPlan, _ workers: Workers, _ loader: DataLoader, _ judges: JudgeStore,
    _ reporter: ProgressReporter
  ) async -> RunOutcome {
    let clock = ContinuousClock()
    let began = clock.now
    let start = Date()
    do {
      if options.needed, let metrics = try Freshness.standing(plan, digits: loader.digits) {
        return RunOutcome(plan: plan, metrics: metrics, seconds: nil)
      }
      // Before the work, so that a folder that cannot be written to is known at once.
      let stage = try ResultStage(for: plan.goal)
      defer { stage.discard() }
      let lab = Lab(
        record: plan.record, workers: workers, reporter: reporter, judges: judges,
        digits: loader.digits)
      try Engine(on: workers).withCurrent { try plan.notebook.run(in: lab) }
      reporter.live("\(plan.identity.notebook): drawing figures")
      try lab.record.write(to: stage.path("log.h5"))
      try Files.synchronise(stage.path("log.h5"))
      let metrics = try Rendition(of: lab.record).write(to: stage) { reporter.message($0) }
      let seconds = (clock.now - began) / .seconds(1)
      let provenance = await Provenance(
        threads: workers.count, start: start, seconds: seconds, program: .own)
      try stage.write(Array(provenance.text().utf8), to: "provenance.json")
      try stage.commit()
      return RunOutcome(plan: plan, metrics: metrics, seconds: seconds)
    } catch {
      reporter.clear()
      session.complain("\(plan.identity.notebook): \(describe(error))")
      return RunOutcome(plan: plan, failure: describe(error))
    }
  }

  private func dryRun(_ plans: [RunPlan]) -> Int32 {
    for plan in plans {
      let identity = plan.identity
      session.print(
        "\(identity.notebook): \(identity.data), \(identity.profile), seed \(identity.seed), "
          + "about \(ProgressMeter.duration(plan.minutes * 60)), to \(plan.goal)")
      for setting in identity.settings {
        session.print("  \(setting.key) = \(setting.value.text)  \(setting.description)")
      }
    }
    return ExitStatus.success
  }
}

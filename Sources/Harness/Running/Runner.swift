import Checkpoints
import Digits
import Exports
import Foundation
import Kernels
import Notebooks
import Platform
import Records
import Tensors
import Weaving

/// Runs notebooks one after the other and puts their results in place.
struct Runner {
  let session: Session
  let results: ResultOptions
  let options: RunOptions
  let notebooks: [any Notebook.Type]

  /// Runs them all and returns the exit code: 2 where one met trouble (the others run all the same), 1
  /// where a claim failed under `--strict`, 128 and the number of the signal where the program was asked to
  /// end.
  ///
  /// Of several notebooks each runs in a process of its own, where this program can start itself.
  func run() throws -> Int32 {
    let choice = try DataChoice(results.data)
    let reporter = ProgressReporter(session.console, isQuiet: options.quiet)
    let threads = options.threads ?? ThreadPool.processorCount
    let workers = ThreadPool(threads: threads)
    if workers.count < threads {
      reporter.warn(
        "the system allows \(workers.count) of \(threads) threads; the results are the same, only later"
      )
    }
    let loader = DataLoader(choice, on: workers, reporter: reporter)
    let plans = try RunPlan.plans(
      for: notebooks, options: results, data: try loader.name(), sources: session.sources
    ).filter { options.only ?? $0.identity.notebook == $0.identity.notebook }
    let paces = PaceFinder(
      output: results.output, catalogue: session.catalogue, workers: workers)
    if options.dryRun { return try dryRun(plans, paces, loader) }
    if options.only != nil { Interruption.follow() }
    var process = plans.count > 1 ? NotebookProcess(session: session) : nil
    // Before the work: results that are finished do not wait for another program.
    let commit = Checkout.own.commit()
    let judges = JudgeStore(
      folder: JudgeStore.cacheFolder(), librarySHA256: session.sources.trainingSHA256,
      interval: session.checkpointInterval)
    func outcome(of plan: RunPlan) throws -> RunOutcome {
      do throws(ChildProcess.Failure) {
        if let process { return try process.outcome(of: plan) }
      } catch {
        process = nil
        reporter.warn("the system allows no process for each notebook, so all run in this one")
      }
      let run = NotebookRun(
        plan: plan, workers: workers, judges: judges, reporter: reporter, digits: loader.digits,
        domain: loader.domain)
      try announce(plan, paces, reporter)
      return self.outcome(of: run, commit: commit)
    }
    var outcomes: [RunOutcome] = []
    var interruption: Interrupted?
    for plan in plans where interruption == nil {
      let outcome = try outcome(of: plan)
      reporter.clear()
      complain(of: outcome, after: outcomes)
      outcomes.append(outcome)
      interruption = outcome.interruption ?? Interruption.request.map(Interrupted.init)
      if interruption == nil, !writesJSON {
        session.print(outcome.summary(coloured: session.console.isColoured))
      }
    }
    if options.only == nil {
      let done = outcomes.filter(\.isDone)
      try ResultPages.update(
        results.output, order: session.names, after: done.map(\.plan.identity),
        done.compactMap(\.metrics)
      ) { reporter.message($0) }
    }
    if plans.count > 1, !writesJSON {
      let remaining = plans.dropFirst(outcomes.count)
      session.print(
        "\n"
          + RunSummary(
            outcomes: outcomes, remaining: Array(remaining), output: results.output
          ).text)
    }
    if writesJSON {
      session.console.out(try JSON(encoding: outcomes).pretty)
    }
    if let interruption {
      // A process of its own has said so.
      if process == nil || outcomes.last?.interruption == nil {
        session.complain(Interruption.message)
      }
      return interruption.status
    }
    return exitCode(outcomes)
  }

  /// Says what went wrong, and what is left of the work; where it is what went wrong before, as with data that cannot
  /// be read, only that.
  private func complain(of outcome: RunOutcome, after earlier: [RunOutcome]) {
    // The process that started this one says it.
    guard options.only == nil, let failure = outcome.failure else { return }
    let name = outcome.plan.identity.notebook
    let first = earlier.first { $0.failure == failure }?.plan.identity.notebook
    session.complain("\(name): \(first.map { "the same as for \($0)" } ?? failure)")
    if let folder = outcome.checkpoints {
      session.complain(
        "\(name): finished training loops are kept in \(folder): once this is mended, the same command goes on "
          + "after them")
    }
  }

  /// Whether a program reads the outcomes.
  private var writesJSON: Bool { options.json || options.only != nil }

  private func exitCode(_ outcomes: [RunOutcome]) -> Int32 {
    if outcomes.contains(where: { $0.failure != nil }) { return ExitStatus.trouble }
    let failed = outcomes.contains { $0.metrics?.claims.contains { $0.holds == false } ?? false }
    return failed && options.strict ? ExitStatus.failedClaim : ExitStatus.success
  }

  /// Runs a notebook in this process and puts its results in place, unless they are there and only what is needed is asked
  /// for.
  func outcome(of run: NotebookRun, commit: String?) -> RunOutcome {
    var run = run
    let clock = ContinuousClock()
    let began = clock.now
    let start = Date()
    var checkpoints: CheckpointStore?
    do {
      try run.plan.readDomains(run.domain)
      let plan = run.plan
      if options.needed, let metrics = try Freshness.standing(plan, digits: run.digits) {
        return RunOutcome(plan: plan, metrics: metrics, seconds: nil)
      }
      // Before the work, so that what cannot be replaced or written to is known at once.
      try Replacement.check(plan, digits: run.digits)
      let lock = try GoalLock(on: plan.goal)
      run.reporter.note = lock.note
      defer {
        run.reporter.note = nil
        lock.release()
      }
      let stage = try ResultStage(for: plan.goal)
      defer { stage.discard() }
      if let shortcoming = stage.shortcoming { run.reporter.warn(shortcoming) }
      checkpoints = self.checkpoints(of: plan)
      let isGoingOn = checkpoints?.isGoingOn == true
      let events = options.tensorboard.map { folder in
        LiveEvents(
          folder: "\(folder)/\(plan.identity.group)/\(plan.identity.folder)",
          warn: run.reporter.warn)
      }
      run.follower = events
      let judging = run.judges.secondsSpent
      let record = try run.record(checkpoints: checkpoints)
      run.reporter.live("\(plan.identity.notebook): drawing figures")
      let sweeps = SweepOfGroup.all(besides: plan.goal, of: plan.identity) {
        run.reporter.message($0)
      }
      let metrics = try stage.write(record, citing: sweeps) { run.reporter.message($0) }
      let seconds = (clock.now - began) / .seconds(1)
      let provenance = Provenance(
        threads: run.workers.count, start: start, seconds: seconds,
        ownSeconds: isGoingOn ? nil : seconds - (run.judges.secondsSpent - judging),
        sources: plan.sources, commit: commit)
      try stage.write(Array(provenance.text().utf8), to: "provenance.json")
      try stage.commit()
      checkpoints?.remove()
      events?.finish(record, test: try? run.digits().test(of: record))
      return RunOutcome(plan: plan, metrics: metrics, seconds: seconds)
    } catch let interruption as Interrupted {
      return RunOutcome(plan: run.plan, interruption: interruption)
    } catch {
      let plan = run.plan
      run.reporter.clear()
      return RunOutcome(
        plan: plan, failure: describe(error),
        checkpoints: checkpoints.flatMap { $0.hasFinishedLoop ? $0.folder : nil },
        isBusy: (error as? ResultsError)?.isBusy ?? false)
    }
  }

  private func checkpoints(of plan: RunPlan) -> CheckpointStore {
    let folder = CheckpointStore.folder(for: plan.goal)
    if options.fresh { CheckpointStore.remove(folder) }
    let record = plan.record
    let key = RunKey(of: record, trainingSHA256: plan.sources.trainingSHA256)
    return CheckpointStore(
      folder: folder, key: key, record: record, interval: session.checkpointInterval
    ) {
      session.complain("\(plan.identity.notebook): \($0)")
    }
  }

  /// Says how long a run is going to take, where that is long enough to want to know.
  private func announce(_ plan: RunPlan, _ paces: PaceFinder, _ reporter: ProgressReporter) throws {
    guard !options.quiet, plan.minutes * 60 >= 10 else { return }
    let name = plan.identity.notebook
    reporter.message("\(name): \(try paces.pace(of: name).about(minutes: plan.minutes))")
  }

  private func dryRun(
    _ plans: [RunPlan], _ paces: PaceFinder, _ loader: DataLoader
  ) throws -> Int32 {
    let runs = try plans.map { plan in
      var plan = plan
      if options.needed { try plan.readDomains(loader.domain) }
      return DryRun(
        plan: plan, pace: try paces.pace(of: plan.identity.notebook),
        isNeedless: try options.needed
          && Freshness.standing(plan, digits: loader.digits) != nil)
    }
    if options.json {
      session.console.out(try JSON(encoding: runs).pretty)
    } else {
      for run in runs { session.print(run.text) }
    }
    return ExitStatus.success
  }
}

import Platform
import Records
import Weaving

/// A sweep from its first run to what all of them show together, with what people are told of it.
struct SweepWork {
  let session: Session
  let manifest: SweepManifest
  /// The only run that is meant; nil for all.
  let task: SweepTask?
  let options: SweepOptions
  /// For each of the jobs, on how many threads its runs are.
  let threads: [Int]
  let reporter: ProgressReporter
  let loader: DataLoader
  let isQuiet: Bool

  /// Does the work and returns the exit code: 1 where a run has failed or was ended by somebody, 128 and the number of the
  /// signal where the program was asked to end.
  ///
  /// - Throws: What reading data throws; `ResultsError` where what was made cannot be written.
  func run() throws -> Int32 {
    let tasks = task.map { [$0] } ?? manifest.tasks
    let runner = SweepRunner(
      session: session, tasks: tasks, threads: threads, reporter: reporter, loader: loader,
      isQuiet: isQuiet)
    let interruption = try runner.run()
    reporter.clear()
    let failures = tasks.compactMap { task in
      runner.outcomes[task.number]?.failure.map { (task: task, message: $0) }
    }
    if let interruption {
      tell(failures, of: tasks.count)
      session.complain("stopped; the same command goes on")
      return interruption.status
    }
    let done = tasks.compactMap { runner.outcomes[$0.number] }.filter { $0.metrics != nil }
    try sumUp(done)
    tell(failures, of: tasks.count)
    return done.count == tasks.count ? ExitStatus.success : ExitStatus.failedRun
  }

  /// Writes what all runs show together, and the pages of the folder of results.
  private func sumUp(_ done: [RunOutcome]) throws {
    var hasNewSweep = false
    for sweep in manifest.sweeps {
      if let task, !sweep.tasks.contains(task.number) { continue }
      let aggregate = SweepAggregate(
        sweep: sweep, tasks: manifest.tasks, output: options.output)
      reporter.live("\(sweep.identity.notebook): summing up")
      let summary = try aggregate.write(
        where: isThere, needsAll: task != nil, problems: { reporter.message($0) })
      reporter.clear()
      if let summary {
        hasNewSweep = hasNewSweep || summary.profile == .standard
        session.print(SweepText(summary: summary, page: "\(aggregate.goal)/sweep.md").text)
        try cite(summary, in: sweep)
      }
    }
    try ResultPages.update(
      options.output, order: session.names, after: done.map(\.plan.identity),
      done.compactMap(\.metrics),
      hasNewSweep: hasNewSweep
    ) { reporter.message($0) }
  }

  /// Weaves the report of the run that stands for the notebook again, for it cites the sweep.
  private func cite(_ summary: SweepSummary, in sweep: SweepManifest.NotebookSweep) throws {
    guard summary.varied.isEmpty, summary.seeds.count > 1 else { return }
    let usual = manifest.tasks[sweep.tasks].first { $0.plan.identity.isUsual }
    guard let usual, try isThere(usual), Files.exists("\(usual.plan.goal)/log.h5") else { return }
    do {
      _ = try Rerendering(folder: usual.plan.goal, reporter: reporter).run()
    } catch let error as ResultsError where error.isBusy {
      reporter.message("\(usual.name): its report does not cite the sweep yet: \(error)")
    }
  }

  private func isThere(_ task: SweepTask) throws -> Bool {
    var plan = task.plan
    try plan.readDomains(loader.domain)
    return try Freshness.matching(plan, digits: loader.digits) != nil
  }

  private func tell(_ failures: [(task: SweepTask, message: String)], of count: Int) {
    if failures.isEmpty { return }
    session.complain("\(failures.count) of \(counted(count, "run")) failed:")
    for (task, message) in failures { session.console.err("  \(task.name): \(message)\n") }
  }
}

/// What a sweep of one notebook shows, for a terminal.
struct SweepText {
  let summary: SweepSummary
  /// The path of its page.
  let page: String

  /// For each of the metrics that stand for the whole, and each setting, mean and standard deviation; and where to read on.
  var text: String {
    var lines = ["\(summary.notebook) (\(summary.data), \(summary.profile.rawValue)):"]
    for name in summary.highlights {
      for row in summary.settings {
        guard let measure = row.metrics[name] else { continue }
        let setting = summary.name(of: row)
        let spread =
          measure.standardDeviation.map { " ± \(NumberText.rounded($0, digits: 2))" } ?? ""
        lines.append(
          "  \(name)  \(setting.isEmpty ? "" : "\(setting)  ")\(NumberText.rounded(measure.mean))"
            + "\(spread) \(measure.unit)".trimmingBlanksAtEnd() + " (n = \(measure.n))")
      }
    }
    return (lines + ["  \(page)"]).joined(separator: "\n")
  }
}

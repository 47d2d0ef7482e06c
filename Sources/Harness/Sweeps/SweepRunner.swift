import Foundation
import Kernels
import Notebooks
import Platform
import Records
import Tensors

/// Works on the runs of a sweep, several at a time, each in a process of its own, until all are done.
///
/// Nothing but the folder of results says how far the sweep is. So any number of such processes, on one machine or many, may
/// work on the same sweep: what another is at work on is left to it, and looked at again when nothing else is to be done.
final class SweepRunner {
  private let session: Session
  private let tasks: [SweepTask]
  private let threads: [Int]
  private let reporter: ProgressReporter
  private let loader: DataLoader
  private let isQuiet: Bool
  private var executable: String?

  private var waiting: [SweepTask]
  private var running: [TaskProcess] = []
  /// What became of the runs.
  private(set) var outcomes: [Int: RunOutcome] = [:]
  private var lastLook = ContinuousClock.now - .seconds(1)
  private var progress: SweepProgress
  private lazy var commit = Checkout.own.commit()

  /// Prepares to work on runs.
  ///
  /// - Parameter threads: for each of the jobs, on how many threads its runs are.
  init(
    session: Session, tasks: [SweepTask], threads: [Int], reporter: ProgressReporter,
    loader: DataLoader, isQuiet: Bool
  ) {
    self.session = session
    self.tasks = tasks
    self.threads = threads
    self.reporter = reporter
    self.loader = loader
    self.isQuiet = isQuiet
    executable = session.executable
    waiting = tasks
    progress = SweepProgress(of: tasks)
  }

  /// Shares out threads, at least one for each of the jobs.
  static func shares(of threads: Int, among jobs: Int) -> [Int] {
    (0..<jobs).map { max(1, threads / jobs + ($0 < threads % jobs ? 1 : 0)) }
  }

  /// Works until all runs are done or have failed, or the program is asked to end.
  ///
  /// - Returns: what it was asked to end by; nil where it was not.
  /// - Throws: What reading data throws.
  func run() throws -> Interrupted? {
    // Whoever is asked to end waits for the processes, which save.
    try Interruption.whileWaiting {
      while Interruption.request == nil, !(waiting.isEmpty && running.isEmpty) {
        try startTasks()
        if !running.isEmpty {
          watch()
        } else if !waiting.isEmpty {
          waitForOthers()
        }
      }
    }
    return Interruption.request.map(Interrupted.init)
  }

  /// Starts runs while there are jobs to spare and runs that no other process is at work on.
  private func startTasks() throws {
    guard running.count < threads.count, .now - lastLook >= .milliseconds(300) else { return }
    var held: [SweepTask] = []
    defer {
      waiting = held + waiting
      if !held.isEmpty { lastLook = .now }
    }
    while running.count < threads.count, Interruption.request == nil, !waiting.isEmpty {
      let task = waiting.removeFirst()
      if GoalLock.note(on: task.plan.goal) != nil {
        held.append(task)
      } else if try !isDone(task) {
        FailureNote.remove(task.plan.goal)
        start(task)
      }
    }
  }

  private func isDone(_ task: SweepTask) throws -> Bool {
    var plan = task.plan
    try plan.readDomains(loader.domain)
    guard let metrics = try Freshness.standing(plan, digits: loader.digits) else { return false }
    take(RunOutcome(plan: plan, metrics: metrics, seconds: nil), of: task)
    return true
  }

  private func start(_ task: SweepTask) {
    let taken = running.map(\.job)
    let job = threads.indices.first { !taken.contains($0) } ?? 0
    if let executable {
      do throws(ChildProcess.Failure) {
        running.append(
          try TaskProcess(
            task, executable: executable, job: job, threads: threads[job],
            columns: reporter.columns.map { max(20, $0 - task.name.count - 3) }, isQuiet: isQuiet))
        return
      } catch {
        reporter.warn("the system allows no process for each run, so all run in this one")
        self.executable = nil
      }
    }
    runHere(task)
  }

  /// Runs in this process, as where the program cannot start itself.
  private func runHere(_ task: SweepTask) {
    do {
      let workers = ThreadPool(threads: threads.reduce(0, +))
      let command = try AllCommand.parse(task.words(threads: workers.count))
      let runner = Runner(
        session: session, results: command.results, options: command.options, notebooks: [])
      let judges = JudgeStore(
        folder: JudgeStore.cacheFolder(), librarySHA256: session.sources.trainingSHA256,
        interval: session.checkpointInterval)
      let run = NotebookRun(
        plan: task.plan, workers: workers, judges: judges, reporter: reporter,
        digits: loader.digits, domain: loader.domain)
      take(runner.outcome(of: run, commit: commit), of: task)
    } catch {
      take(RunOutcome(plan: task.plan, failure: describe(error)), of: task)
    }
  }

  /// Waits for the processes until one of them ends.
  private func watch() {
    while true {
      RunningProcess.receive(from: running.map(\.process), atMost: .milliseconds(100))
      if let signal = Interruption.request {
        for one in running { one.process.ask(toEndBy: signal) }
      }
      for one in running { relay(one) }
      let ended = running.filter { !$0.process.isRunning }
      running.removeAll { !$0.process.isRunning }
      for one in ended { take(one.outcome(), of: one.task) }
      show()
      if running.isEmpty { return }
      if Interruption.request == nil {
        // What another process holds may have become free.
        if !ended.isEmpty || running.count < threads.count && !waiting.isEmpty { return }
      }
    }
  }

  private func waitForOthers() {
    reporter.live("\(counted(waiting.count, "run")) that another process is at work on")
    RunningProcess.receive(from: [], atMost: .milliseconds(100))
  }

  /// Shows what a process says. Where there is a terminal, its live line says the rest.
  private func relay(_ one: TaskProcess) {
    for line in one.takeLines() where !line.isEmpty {
      if line.hasPrefix("experiments: ") {
        reporter.clear()
        session.complain("\(one.task.name): \(line.dropFirst("experiments: ".count))")
      } else if reporter.columns == nil {
        reporter.message("\(one.task.name)  \(line)")
      }
    }
  }

  /// Notes what became of a run; one that another process was quicker to begin is come back to.
  private func take(_ outcome: RunOutcome, of task: SweepTask) {
    if outcome.isBusy {
      waiting.append(task)
      return
    }
    outcomes[task.number] = outcome
    progress.count(outcome, of: task)
    if let failure = outcome.failure {
      FailureNote.write(failure, on: task.plan.goal)
      reporter.clear()
      session.complain("\(task.name): \(failure)")
    } else if outcome.metrics != nil {
      FailureNote.remove(task.plan.goal)
      let time = outcome.seconds.map { "done in \(ProgressMeter.duration($0))" } ?? "there already"
      reporter.message("\(progress.count)  \(task.name): \(time)")
    }
  }

  /// Shows all runs that are at work, one a line, below how far the whole is.
  private func show() {
    let most = 16
    let lines = running.prefix(most).map { "\($0.task.name)  \($0.live)" }
    let rest = running.count > most ? ["… and \(running.count - most) more"] : []
    reporter.live([progress.text] + lines + rest)
  }
}

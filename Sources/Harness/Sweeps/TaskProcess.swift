import Foundation
import Platform

/// A run of a sweep that is at work in a process of its own.
final class TaskProcess {
  let task: SweepTask
  /// Which of the jobs it is.
  let job: Int
  let process: RunningProcess
  /// How far it is.
  private(set) var live = ""
  private var reader = MessageReader()
  private let start = ContinuousClock.now

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - columns: how wide a live line of it may be; nil where nobody sees it.
  /// - Throws: `ChildProcess.Failure` where the system does not start it.
  init(
    _ task: SweepTask, executable: String, job: Int, threads: Int, columns: Int?, isQuiet: Bool
  ) throws(ChildProcess.Failure) {
    self.task = task
    self.job = job
    var environment = ProcessInfo.processInfo.environment
    environment[Console.columnsVariable] = columns.map(String.init)
    process = try RunningProcess(
      ChildProcess(
        program: executable, arguments: task.processWords(threads: threads, isQuiet: isQuiet),
        environment: environment))
  }

  /// The seconds since the start.
  var seconds: Double { (.now - start) / .seconds(1) }

  /// The lines that have come since the last call.
  func takeLines() -> [String] {
    let lines = reader.take(process.takeMessages())
    live = reader.live
    return lines
  }

  /// Waits for the end, which is near.
  func outcome() -> RunOutcome {
    let end = process.end()
    return RunOutcome(plan: task.plan, status: end.status, output: end.output)
  }
}

import Foundation
import Platform
import Records

/// Runs one of several notebooks in a process of its own, so that a mistake that kills it leaves the others alone.
///
/// The process is this program with the same words and `--only NAME`; it writes its outcome as JSON.
struct NotebookProcess {
  private let session: Session
  private let executable: String

  /// Nil where the program cannot start itself.
  init?(session: Session) {
    guard let executable = session.executable else { return nil }
    self.session = session
    self.executable = executable
  }

  /// Runs the notebook of `plan`.
  ///
  /// - Throws: `Failure` where the process could not be started.
  func outcome(of plan: RunPlan) throws(ChildProcess.Failure) -> RunOutcome {
    let words = session.arguments
    let name = plan.identity.notebook
    let process = ChildProcess(
      program: executable, arguments: words.prefix(1) + ["--only", name] + words.dropFirst())
    let (status, output) = try process.runInStead()
    return RunOutcome(plan: plan, status: status, output: output)
  }
}

/// How a process ended.
enum ProcessEnd: Equatable, CustomStringConvertible {
  case exited(code: Int32)
  case killed(signal: Int32)

  /// Takes what `waitpid` gives.
  init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(code: status >> 8 & 0xff) : .killed(signal: signal)
  }

  /// What happened, and what that usually means.
  var description: String {
    switch self {
    case .exited(let code): "its process ended with code \(code) and left no outcome"
    case .killed(SIGKILL):
      "its process was killed (SIGKILL), as the system does where memory is short"
    case .killed(let signal):
      "its process ended with \(Self.names[signal] ?? "signal \(signal)"), which is a mistake in the code, such as an index out of "
        + "range"
    }
  }

  private static let names = [
    SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE",
    SIGSEGV: "SIGSEGV",
  ]
}

extension RunOutcome {
  /// What became of a run in a process of its own.
  ///
  /// - Parameters:
  ///   - status: how the process ended, as `waitpid` gives it.
  ///   - output: what it wrote.
  init(plan: RunPlan, status: Int32, output: [UInt8]) {
    let end = ProcessEnd(status: status)
    if case .exited(let code) = end {
      if let outcome = RunOutcome(plan: plan, json: String(decoding: output, as: UTF8.self)) {
        self = outcome
        return
      }
      if let signal = Interruption.request(ofStatus: code) {
        self.init(plan: plan, interruption: Interrupted(signal: signal))
        return
      }
    }
    self.init(plan: plan, failure: "\(end)")
  }

  /// The outcome that `json` wrote, as the only one of an array; nil where it is none.
  init?(plan: RunPlan, json text: String) {
    guard let outcomes: [Written] = try? JSON.decode(text), let outcome = outcomes.first else {
      return nil
    }
    if let metrics = outcome.metrics {
      self.init(plan: plan, metrics: metrics, seconds: outcome.seconds)
    } else if let error = outcome.error {
      self.init(
        plan: plan, failure: error, checkpoints: outcome.checkpoints,
        isBusy: outcome.busy ?? false)
    } else {
      return nil
    }
  }

  private struct Written: Decodable {
    let error: String?
    let checkpoints: String?
    let busy: Bool?
    let seconds: Double?
    let metrics: Metrics?
  }
}

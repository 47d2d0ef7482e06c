import Foundation

/// One of several programs that run at the same time and are waited for together, by one thread.
///
/// What a program writes to its standard output and standard error is collected. Its standard input passes a request to
/// end on to it, as ``Interruption/follow()`` expects.
package final class RunningProcess {
  private let identifier: pid_t
  private let feed: Channel
  private let output: Channel
  private let message: Channel
  private var hasAsked = false

  /// Starts a program.
  ///
  /// - Throws: `ChildProcess.Failure` where the system does not start it.
  package init(_ program: ChildProcess) throws(ChildProcess.Failure) {
    (feed, output, message) = (try Channel(), try Channel(), try Channel())
    identifier = try program.start(on: [feed, output, message])
  }

  /// Whether the program may still write something.
  package var isRunning: Bool { output.isOpen || message.isOpen }

  /// What it has written to standard error since the last call.
  package func takeMessages() -> [UInt8] { message.takeBytes() }

  /// Asks the program to end as the signal would, once.
  package func ask(toEndBy signal: Int32) {
    if hasAsked { return }
    hasAsked = true
    var request = [UInt8(truncatingIfNeeded: signal)][...]
    feed.send(&request)
  }

  /// Waits for the end of a program that is not running any more.
  ///
  /// - Returns: the status as `waitpid` gives it, and what the program wrote to its standard output.
  package func end() -> (status: Int32, output: [UInt8]) {
    (ChildProcess.status(of: identifier), output.bytes)
  }

  /// Takes what the programs have written, or waits at most `limit` for one of them to write something or to end.
  package static func receive(from processes: [RunningProcess], atMost limit: Duration) {
    let channels = processes.flatMap { [$0.output, $0.message] }.filter(\.isOpen)
    _ = ChildProcess.wait(for: channels, until: .now + limit)
    for channel in channels { channel.receive() }
  }
}

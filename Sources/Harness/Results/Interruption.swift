import Foundation
import Synchronization

/// What happens when the user presses Ctrl-C, a terminal or a connection is lost, or the system or a batch queue asks the
/// program to end.
///
/// A training loop sees the request before its next step, saves and throws `Interrupted`. Elsewhere, and
/// where that takes too long, the program ends at once with what has been saved before; unfinished folders
/// are taken away. The exit code is 128 and the number of the signal.
enum Interruption {
  private struct State {
    var unfinished: [String] = []
    var savers = 0
    var signal: Int32?
    var hasSaved = false
  }

  private static let state = Mutex(State())

  /// How many milliseconds a training loop may take to save.
  private static let patience: Int32 = 1700

  /// The signals that ask a program to end: from a keyboard, a system, a terminal that is gone, and from batch
  /// queues before they kill.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU]

  /// Adds a file or folder to those that an interruption takes away.
  static func watch(_ path: String) { state.withLock { $0.unfinished.append(path) } }

  /// Takes a file or folder out of them.
  static func forget(_ path: String) {
    state.withLock { state in state.unfinished.removeAll { $0 == path } }
  }

  /// Calls `body`, which asks for `request` every now and then and saves.
  static func whileSaving<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.savers += 1 }
    defer { state.withLock { $0.savers -= 1 } }
    return try body()
  }

  /// The signal that asks the program to end; nil where there was none.
  static var request: Int32? { state.withLock { $0.signal } }

  /// Whether there is something from which the same command could go on.
  static var hasSaved: Bool {
    get { state.withLock { $0.hasSaved } }
    set { state.withLock { $0.hasSaved = newValue } }
  }

  /// What to tell the user at the end.
  static var message: String { message(hasSaved: hasSaved) }

  private static func message(hasSaved: Bool) -> String {
    hasSaved ? "stopped; the same command goes on from the last checkpoint" : "stopped"
  }

  /// Begins to listen. Also: a reader that has gone away and a file that may not grow become errors of
  /// the call instead of ending the program. A signal that is ignored already stays so, as under `nohup`.
  ///
  /// - Throws: `ResultsError` where the system allows not even the thread that listens.
  static func install() throws(ResultsError) {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system("listen for", "signals") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readingEnd, writingEnd) = (ends[0], ends[1])
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, nil, { _ in Interruption.listen() }, nil)
    if code != 0 {
      throw ResultsError(
        "make", "a thread that listens for signals", String(cString: strerror(code)),
        hint: "raise the limits of processes and of memory: ulimit -u, ulimit -v")
    }
    for number in signals {
      let before = signal(number) { number in
        // Nothing but passing it on is allowed here.
        let code = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(writingEnd, &byte, 1)
        errno = code
      }
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
    // Whoever has started the program may have blocked them.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    for number in signals { sigaddset(&blocked, number) }
    pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
  }

  /// Waits for signals: the first may be answered by a training loop that saves, the next one, or patience that is
  /// at its end, ends the program.
  private static func listen() -> Never {
    var last: Int32 = 0
    var milliseconds: Int32 = -1
    while true {
      var event = pollfd(fd: readingEnd, events: Int16(POLLIN), revents: 0)
      let count = poll(&event, 1, milliseconds)
      if count == 0 { end(last) }
      var byte: UInt8 = 0
      guard count > 0, read(readingEnd, &byte, 1) == 1 else { continue }
      last = Int32(byte)
      if !isFirst(last) { end(last) }
      milliseconds = patience
    }
  }

  /// Notes a signal; true if it is the first and something is there that saves.
  private static func isFirst(_ number: Int32) -> Bool {
    state.withLock { state in
      defer { state.signal = number }
      return state.signal == nil && state.savers > 0
    }
  }

  private static func end(_ number: Int32) -> Never {
    // Not given back, so that nothing half taken away gets the name of results.
    state.withLock { state in
      for path in state.unfinished { try? FileManager.default.removeItem(atPath: path) }
      _ = Console.write("\nexperiments: \(message(hasSaved: state.hasSaved))\n", to: STDERR_FILENO)
      _exit(Interrupted(signal: number).status)
    }
  }
}

/// The pipe from the handler of signals to the thread that listens.
private nonisolated(unsafe) var readingEnd: Int32 = -1
private nonisolated(unsafe) var writingEnd: Int32 = -1

/// A run was asked to end, and has saved where it was.
struct Interrupted: Error {
  let signal: Int32

  /// The program's exit code, as shells count it.
  var status: Int32 { 128 + signal }
}

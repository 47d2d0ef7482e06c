import Foundation
import Synchronization

/// What happens when the user presses Ctrl-C, a terminal or a connection is lost, or the system or a batch queue asks the
/// program to end.
///
/// A training loop sees the request before its next step, saves and throws `Interrupted`. Elsewhere, and
/// where that takes too long, the program ends at once with what has been saved before; unfinished folders
/// are taken away. The exit code is 128 and the number of the signal.
package enum Interruption {
  private struct State {
    var unfinished: [String] = []
    var savers = 0
    var signal: Int32?
    var hasSaved = false
    /// How many milliseconds whoever saves may take.
    var patience: Int32 = 1700
    /// Whether the request came from the process that started this one; the signal itself may follow.
    var isFollowing = false

    /// Notes a signal; true if it is the first and something is there that saves.
    mutating func isFirst(_ number: Int32, isFollowing: Bool = false) -> Bool {
      defer { signal = number }
      if signal == nil { self.isFollowing = isFollowing }
      return signal == nil && savers > 0
    }

    /// Whether a signal is the one that the other process has passed on before it came; asked once.
    mutating func isEcho() -> Bool {
      defer { isFollowing = false }
      return isFollowing
    }
  }

  private static let state = Mutex(State())

  /// The signals that ask a program to end: from a keyboard, a system, a terminal that is gone, and from batch
  /// queues before they kill.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU]

  /// Adds a file or folder to those that an interruption takes away.
  package static func watch(_ path: String) { state.withLock { $0.unfinished.append(path) } }

  /// Takes a file or folder out of them.
  package static func forget(_ path: String) {
    state.withLock { state in state.unfinished.removeAll { $0 == path } }
  }

  /// Calls `body`, which asks for `request` every now and then and saves.
  package static func whileSaving<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.savers += 1 }
    defer { state.withLock { $0.savers -= 1 } }
    return try body()
  }

  /// Calls `body`, which waits for processes that save when they are asked to end.
  package static func whileWaiting<Result>(_ body: () throws -> Result) rethrows -> Result {
    beginWaiting()
    defer { endWaiting() }
    return try body()
  }

  /// Gives whoever saves more time, as it waits for a process that does.
  private static func beginWaiting() {
    state.withLock { state in
      state.savers += 1
      state.patience = 5000
    }
  }

  /// To be called when that process has ended.
  private static func endWaiting() { state.withLock { $0.savers -= 1 } }

  /// Listens to the process that started this one, too: a byte on standard input is a signal that it passes on, and
  /// that the input ends means that it is no more.
  package static func follow() {
    isFollower.store(true, ordering: .relaxed)
    var byte: UInt8 = 0
    _ = write(writingEnd, &byte, 1)
  }

  /// The signal that asks the program to end; nil where there was none.
  package static var request: Int32? { state.withLock { $0.signal } }

  /// The signal by which a program that ended with this exit code was asked to; nil where it was none.
  package static func request(ofStatus status: Int32) -> Int32? {
    signals.contains(status - 128) ? status - 128 : nil
  }

  /// Whether there is something from which the same command could go on.
  package static var hasSaved: Bool {
    get { state.withLock { $0.hasSaved } }
    set { state.withLock { $0.hasSaved = newValue } }
  }

  /// What to tell the user at the end.
  package static var message: String { message(hasSaved: hasSaved) }

  private static func message(hasSaved: Bool) -> String {
    hasSaved ? "stopped; the same command goes on from the last checkpoint" : "stopped"
  }

  /// Begins to listen. Also: a reader that has gone away and a file that may not grow become errors of
  /// the call instead of ending the program. A signal that is ignored already stays so, as under `nohup`.
  ///
  /// - Throws: `ResultsError` where the system allows not even the thread that listens.
  package static func install() throws(ResultsError) {
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
      let leader = isFollower.load(ordering: .relaxed) ? STDIN_FILENO : -1
      var events = [readingEnd, leader].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let count = poll(&events, 2, milliseconds)
      if count == 0 { end(last) }
      if count < 0 { continue }
      var byte: UInt8 = 0
      if events[0].revents != 0 {
        guard read(readingEnd, &byte, 1) == 1, byte != 0 else { continue }
        if state.withLock({ $0.isEcho() }) { continue }
        last = Int32(byte)
        if !state.withLock({ $0.isFirst(last) }) { end(last) }
      } else {
        let count = read(STDIN_FILENO, &byte, 1)
        if count < 0 { continue }
        isFollower.store(false, ordering: .relaxed)
        // Whoever is asked twice in two ways is asked once.
        if request != nil { continue }
        last = count == 1 ? Int32(byte) : SIGTERM
        if !state.withLock({ $0.isFirst(last, isFollowing: true) }) { end(last) }
      }
      milliseconds = state.withLock { $0.patience }
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

/// Whether there is somebody at standard input who passes signals on.
private let isFollower = Atomic(false)

/// The pipe from the handler of signals to the thread that listens.
private nonisolated(unsafe) var readingEnd: Int32 = -1
private nonisolated(unsafe) var writingEnd: Int32 = -1

/// A run was asked to end, and has saved where it was.
package struct Interrupted: Error {
  package let signal: Int32

  package init(signal: Int32) {
    self.signal = signal
  }

  /// The program's exit code, as shells count it.
  package var status: Int32 { 128 + signal }
}

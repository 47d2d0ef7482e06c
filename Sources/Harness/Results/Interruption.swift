import Dispatch
import Foundation
import Synchronization

/// What happens when the user presses Ctrl-C or the system asks the program to end.
///
/// A training loop sees the request before its next step, saves and throws `Interrupted`. Elsewhere, and
/// where that takes too long, the program ends at once with what has been saved before; unfinished folders
/// are taken away. The exit code is 130, or 143.
enum Interruption {
  private struct State {
    var unfinished: [String] = []
    var savers = 0
    var signal: Int32?
    var hasSaved = false
  }

  private static let state = Mutex(State())

  /// How long a training loop may take to save.
  private static let patience = DispatchTimeInterval.milliseconds(1700)

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
  static var message: String {
    hasSaved ? "stopped; the same command goes on from the last checkpoint" : "stopped"
  }

  /// Begins to listen. Also: a reader that has gone away and a file that may not grow become errors of
  /// the call instead of ending the program.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { receive(number) }
      // A signal that came before the source listens would be lost.
      let isListening = DispatchSemaphore(value: 0)
      source.setRegistrationHandler { isListening.signal() }
      source.resume()
      _ = isListening.wait(timeout: .now() + .seconds(2))
      // The source lives as long as the program.
      _ = Unmanaged.passRetained(source as AnyObject)
    }
  }

  private static func receive(_ number: Int32) {
    let isFirst = state.withLock { state in
      defer { state.signal = number }
      return state.signal == nil && state.savers > 0
    }
    if !isFirst { end(number) }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience) { end(number) }
  }

  private static func end(_ number: Int32) -> Never {
    for path in state.withLock({ $0.unfinished }) {
      try? FileManager.default.removeItem(atPath: path)
    }
    FileHandle.standardError.write(Data("\nexperiments: \(message)\n".utf8))
    _exit(Interrupted(signal: number).status)
  }
}

/// A run was asked to end, and has saved where it was.
struct Interrupted: Error {
  let signal: Int32

  /// The program's exit code, as shells count it.
  var status: Int32 { 128 + signal }
}

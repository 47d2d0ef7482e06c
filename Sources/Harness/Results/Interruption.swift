import Dispatch
import Foundation
import Synchronization

/// What happens when the user presses Ctrl-C or the system asks the program to end: unfinished folders
/// are taken away, and the program ends with 130 (or 143).
enum Interruption {
  private static let unfinished = Mutex<[String]>([])

  /// Adds a folder to those that an interruption takes away.
  static func watch(_ folder: String) { unfinished.withLock { $0.append(folder) } }

  /// Takes a folder out of them.
  static func forget(_ folder: String) { unfinished.withLock { $0.removeAll { $0 == folder } } }

  /// Begins to listen. Also: a reader that has gone away and a file that may not grow become errors of
  /// the call instead of ending the program.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        for folder in unfinished.withLock({ $0 }) {
          try? FileManager.default.removeItem(atPath: folder)
        }
        _exit(128 + number)
      }
      // A signal that came before the source listens would be lost.
      let isListening = DispatchSemaphore(value: 0)
      source.setRegistrationHandler { isListening.signal() }
      source.resume()
      _ = isListening.wait(timeout: .now() + .seconds(2))
      // The source lives as long as the program.
      _ = Unmanaged.passRetained(source as AnyObject)
    }
  }
}

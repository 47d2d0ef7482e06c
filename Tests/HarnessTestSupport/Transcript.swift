import Platform
import Synchronization

/// What a program has written.
package final class Transcript: Sendable {
  private let texts = Mutex((out: "", err: ""))

  /// Nothing yet.
  package init() {}

  /// What it has written to standard output.
  package var out: String { texts.withLock { $0.out } }
  /// What it has written to standard error.
  package var err: String { texts.withLock { $0.err } }

  /// A console that writes here, as a terminal of so many columns or as none.
  package func console(columns: Int? = nil) -> Console {
    Console(
      out: { text in self.texts.withLock { $0.out += text } },
      err: { text in self.texts.withLock { $0.err += text } }, columns: columns)
  }
}

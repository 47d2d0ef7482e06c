import Foundation
import Synchronization

/// Where a program writes: results to `out`, progress and messages to `err`.
///
/// A reader that has gone away (`experiments list | head -1`) is no error: what it would have read is
/// dropped. For that the program ignores SIGPIPE.
package struct Console: Sendable {
  /// Takes results.
  package let out: @Sendable (String) -> Void
  /// Takes progress and messages.
  package let err: @Sendable (String) -> Void
  private let askColumns: @Sendable () -> Int?
  /// Whether colour is welcome on `out`.
  package let isColoured: Bool

  private let loss: Loss

  /// A console of two functions that take text.
  package init(
    out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void,
    columns: @escaping @autoclosure @Sendable () -> Int? = nil, isColoured: Bool = false
  ) {
    self.init(
      write: { text in
        out(text)
        return 0
      }, err: err, columns: columns, isColoured: isColoured)
  }

  /// A console whose results may get lost: `write` returns the code of what went wrong, or 0.
  init(
    write: @escaping @Sendable (String) -> Int32, err: @escaping @Sendable (String) -> Void,
    columns: @escaping @Sendable () -> Int?, isColoured: Bool
  ) {
    let loss = Loss()
    self.loss = loss
    out = { text in if loss.code == 0 { loss.code = write(text) } }
    self.err = err
    askColumns = columns
    self.isColoured = isColoured
  }

  /// The columns that a terminal with a live bar has now, or nil where `err` is none.
  package var columns: Int? { askColumns() }

  /// Makes sure that all results have been taken.
  ///
  /// - Throws: `ResultsError` where some have not.
  package func checkOutput() throws(ResultsError) {
    if loss.code == 0 { return }
    throw ResultsError("write to", "standard output", String(cString: strerror(loss.code)))
  }

  /// The environment variable by which a program that shows the live bars of this one says how wide they may be.
  package static let columnsVariable = "EXPERIMENTS_COLUMNS"

  /// Standard output and standard error. Standard error has a live bar where it is a terminal and
  /// `TERM` is not `dumb`, or where the program that reads it asks for one; standard output has colours on a terminal
  /// unless `NO_COLOR` is set.
  package static func standard(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Console {
    let isDumb = (environment["TERM"] ?? "dumb") == "dumb"
    let noColour = !(environment["NO_COLOR"] ?? "").isEmpty
    let asked = environment[columnsVariable].flatMap(Int.init)
    return Console(
      write: { write($0, to: STDOUT_FILENO) },
      err: { _ = write($0, to: STDERR_FILENO) },
      columns: { asked ?? (isDumb ? nil : terminalColumns()) },
      isColoured: !isDumb && !noColour && isatty(STDOUT_FILENO) == 1)
  }

  /// Puts something in the place of a standard input, output or error that is closed, so that no file of results
  /// gets its number. Reading ends at once and writing is an error.
  package static func occupyStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest that is free, which is this one.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  private static func terminalColumns() -> Int? {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    var size = winsize()
    let known = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return known ? Int(size.ws_col) : 80
  }

  /// Writes all of a text, however little the descriptor takes at once: one that does not block may be full for a
  /// while.
  ///
  /// - Returns: the code of what went wrong, or 0. That the reader has gone away is no error.
  static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EAGAIN {
        var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&event, 1, -1)
      } else if errno != EINTR {
        return errno == EPIPE ? 0 : errno
      }
    }
    return 0
  }
}

/// Whether what was written has arrived.
private final class Loss: Sendable {
  private let first = Mutex<Int32>(0)

  /// The code of the first write that failed; 0 where none has.
  var code: Int32 {
    get { first.withLock(\.self) }
    set { first.withLock { $0 = $0 == 0 ? newValue : $0 } }
  }
}

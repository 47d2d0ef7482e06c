import Foundation

/// Where a program writes: results to `out`, progress and messages to `err`.
///
/// A reader that has gone away (`experiments list | head -1`) is no error: what it would have read is
/// dropped. For that the program ignores SIGPIPE.
public struct Console: Sendable {
  /// Takes results.
  public let out: @Sendable (String) -> Void
  /// Takes progress and messages.
  public let err: @Sendable (String) -> Void
  private let askColumns: @Sendable () -> Int?
  /// Whether colour is welcome on `out`.
  public let isColoured: Bool

  /// A console of two functions that take text.
  public init(
    out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void,
    columns: @escaping @autoclosure @Sendable () -> Int? = nil, isColoured: Bool = false
  ) {
    self.out = out
    self.err = err
    askColumns = columns
    self.isColoured = isColoured
  }

  /// The columns that a terminal with a live bar has now, or nil where `err` is none.
  public var columns: Int? { askColumns() }

  /// Standard output and standard error. Standard error has a live bar where it is a terminal and
  /// `TERM` is not `dumb`; standard output has colours there unless `NO_COLOR` is set.
  public static func standard(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Console {
    let isDumb = (environment["TERM"] ?? "dumb") == "dumb"
    let noColour = !(environment["NO_COLOR"] ?? "").isEmpty
    return Console(
      out: { write($0, to: STDOUT_FILENO) },
      err: { write($0, to: STDERR_FILENO) },
      columns: isDumb ? nil : terminalColumns(),
      isColoured: !isDumb && !noColour && isatty(STDOUT_FILENO) == 1)
  }

  private static func terminalColumns() -> Int? {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    var size = winsize()
    let known = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return known ? Int(size.ws_col) : 80
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

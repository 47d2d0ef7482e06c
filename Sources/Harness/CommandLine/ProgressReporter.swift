/// Shows progress on standard error: one live line on a terminal, a sparse line elsewhere, nothing
/// when it is to be quiet.
public final class ProgressReporter {
  private let console: Console
  private let isQuiet: Bool
  private var hasLiveLine = false

  /// A reporter that writes to `console`, or nowhere.
  public init(_ console: Console, isQuiet: Bool = false) {
    self.console = console
    self.isQuiet = isQuiet
  }

  /// The columns of the terminal, or nil where there is none.
  var columns: Int? { isQuiet ? nil : console.columns }

  /// Writes a line that stays.
  public func message(_ text: String) {
    if isQuiet { return }
    clear()
    console.err(text + "\n")
  }

  /// Shows a line until the next one takes its place, where there is a terminal.
  func live(_ text: String) {
    if columns == nil { return }
    console.err("\r\(text)\u{1B}[K")
    hasLiveLine = true
  }

  /// Takes the live line away.
  func clear() {
    guard hasLiveLine else { return }
    console.err("\r\u{1B}[K")
    hasLiveLine = false
  }
}

/// Shows progress on standard error: live lines on a terminal, a sparse line elsewhere, nothing
/// when it is to be quiet.
package final class ProgressReporter {
  private let console: Console
  private let isQuiet: Bool
  /// The characters of each of the lines that are shown and will be taken away.
  private var liveLengths: [Int] = []
  private var warnings: Set<String> = []
  /// Is told every now and then how far the work is, also when nobody is shown it.
  package var note: ((String) -> Void)?

  /// A reporter that writes to `console`, or nowhere.
  package init(_ console: Console, isQuiet: Bool = false) {
    self.console = console
    self.isQuiet = isQuiet
  }

  /// The columns that the terminal has now, or nil where there is none.
  package var columns: Int? { isQuiet ? nil : console.columns }

  /// Writes a line that stays.
  package func message(_ text: String) {
    if isQuiet { return }
    clear()
    console.err(text + "\n")
  }

  /// Writes what people need to know even when it is to be quiet, but once.
  package func warn(_ text: String) {
    guard warnings.insert(text).inserted else { return }
    clear()
    console.err("experiments: \(text)\n")
  }

  /// Shows a line until the next ones take its place, where there is a terminal.
  package func live(_ text: String) { live([text]) }

  /// Shows lines, at least one, until the next ones take their place, where there is a terminal.
  package func live(_ texts: [String]) {
    guard let columns else { return }
    let lines = texts.map { $0.prefix(max(1, columns - 1)) }
    // Each line is written over the one before it, which flickers less than to empty them all.
    let end = lines.count < liveLengths.count ? "\u{1B}[J" : ""
    console.err(beginning + lines.joined(separator: "\u{1B}[K\n") + "\u{1B}[K" + end)
    liveLengths = lines.map(\.count)
  }

  /// Takes the live lines away.
  package func clear() {
    if liveLengths.isEmpty { return }
    console.err("\(beginning)\u{1B}[\(liveLengths.count > 1 ? "J" : "K")")
    liveLengths = []
  }

  /// Goes to the beginning of the live lines.
  ///
  /// A window that has become narrower shows a line in several rows, the first of which is some rows up. They
  /// are emptied, or they would stay.
  private var beginning: String {
    guard let columns, columns > 0 else { return "\r" }
    let rows = liveLengths.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
    if rows < 2 { return "\r" }
    return "\r\u{1B}[\(rows - 1)A" + (rows > liveLengths.count ? "\u{1B}[J" : "")
  }
}

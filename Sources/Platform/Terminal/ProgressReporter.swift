/// Shows progress on standard error: one live line on a terminal, a sparse line elsewhere, nothing
/// when it is to be quiet.
package final class ProgressReporter {
  private let console: Console
  private let isQuiet: Bool
  /// The characters of the line that is shown and will be taken away; nil where there is none.
  private var liveLength: Int?
  private var warnings: Set<String> = []

  /// A reporter that writes to `console`, or nowhere.
  package init(_ console: Console, isQuiet: Bool = false) {
    self.console = console
    self.isQuiet = isQuiet
  }

  /// The columns that the terminal has now, or nil where there is none.
  var columns: Int? { isQuiet ? nil : console.columns }

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

  /// Shows a line until the next one takes its place, where there is a terminal.
  package func live(_ text: String) {
    guard let columns else { return }
    let line = text.prefix(max(1, columns - 1))
    console.err("\(beginning)\(line)\u{1B}[K")
    liveLength = line.count
  }

  /// Takes the live line away.
  package func clear() {
    guard liveLength != nil else { return }
    console.err("\(beginning)\u{1B}[K")
    liveLength = nil
  }

  /// Goes to the beginning of the live line.
  ///
  /// A window that has become narrower shows the line in several rows, the first of which is some rows up. They
  /// are emptied, or they would stay.
  private var beginning: String {
    guard let liveLength, let columns, columns > 0, liveLength > columns else { return "\r" }
    return "\r\u{1B}[\((liveLength - 1) / columns)A\u{1B}[J"
  }
}

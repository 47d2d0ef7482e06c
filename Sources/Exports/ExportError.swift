/// What cannot be exported, and what to do.
package struct ExportError: Error, Equatable, CustomStringConvertible {
  /// What was to be exported.
  let subject: String
  /// Why it cannot.
  let problem: String
  /// What to do.
  let hint: String

  init(_ subject: String, _ problem: String, hint: String) {
    self.subject = subject
    self.problem = problem
    self.hint = hint
  }

  /// All of it in one line.
  package var description: String { "\(subject) cannot be exported: \(problem); \(hint)" }
}

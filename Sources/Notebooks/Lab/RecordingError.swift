/// A notebook recorded what no log or report can hold: its code has to be mended.
///
/// Recording calls do not throw. The lab keeps the first mistake, and the next of its calls that throws, at the latest the end of
/// the run, throws it.
public struct RecordingError: Error, Equatable, CustomStringConvertible {
  /// The line of the recording call.
  let line: Int
  /// What is wrong.
  let problem: String

  /// Where it is, and what is wrong.
  public var description: String { "line \(line): \(problem)" }
}

extension Lab {
  /// Notes a mistake in the notebook's code, unless there was one before; what was to be recorded is left out.
  func misuse(_ problem: String, _ line: Int) {
    if mistake == nil { mistake = RecordingError(line: line, problem: problem) }
  }

  /// Throws the first mistake that the notebook has made.
  package func throwMistake() throws(RecordingError) {
    if let mistake { throw mistake }
  }
}

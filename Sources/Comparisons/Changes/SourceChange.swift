import Lexing

/// Another source of a notebook.
struct SourceChange: Sendable, Equatable {
  /// The file, from the folder of notebooks; nil where neither side has it.
  let file: String?
  /// What changed in the text; nil where a side does not have the text that its results were made from.
  let lines: LineDifference?
  /// Whether all code is the same; nil where the texts are not known.
  let isProseOnly: Bool?

  /// The change of two texts.
  init(file: String, old: String, new: String) {
    self.file = file
    lines = LineDifference(textOf: old, new)
    isProseOnly = Self.code(of: old) == Self.code(of: new)
  }

  /// A change of which only the digests are known.
  init(file: String?) {
    self.file = file
    lines = nil
    isProseOnly = nil
  }

  private static func code(of source: String) -> [[String]] {
    SourceBlock.blocks(of: source).filter { $0.kind == .code && !$0.lines.isEmpty }.map(\.lines)
  }
}

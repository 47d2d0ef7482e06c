/// A file of a notebook's results that came, went or has another text, pictures and what `metrics.json` tells
/// of excepted.
struct FileChange: Sendable, Equatable {
  /// The file from the folder of the notebook: `report.md`.
  let file: String
  let content: Content

  /// What happened.
  enum Content: Sendable, Equatable {
    case added
    case removed
    /// `metrics.json` tells of it, and it is not there.
    case missing
    /// It is the same, but the two `metrics.json` tell different digests.
    case stale
    /// It does not have the digest that the `metrics.json` of these sides tells.
    case edited(old: Bool, new: Bool, lines: LineCount?)
    /// It has other contents, and nothing tells which it should have; lines where both are texts.
    case changed(LineCount?)
  }

  /// Whether it is the report of a run, with another text.
  var isRewovenReport: Bool {
    if case .changed = content { file == "report.md" } else { false }
  }

  /// How many lines of a text came and went.
  struct LineCount: Sendable, Equatable {
    let added: Int
    let removed: Int

    /// Nil where one of the two is no text, or both are too long to be compared in no time.
    init?(_ old: [UInt8], _ new: [UInt8]) {
      guard old.count + new.count < 500_000, let old = String(validating: old, as: UTF8.self),
        !old.utf8.contains(0),
        let new = String(validating: new, as: UTF8.self), !new.utf8.contains(0)
      else { return nil }
      let difference = LineDifference(textOf: old, new)
      (added, removed) = (difference.added, difference.removed)
    }
  }
}

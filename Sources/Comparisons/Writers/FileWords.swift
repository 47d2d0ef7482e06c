/// What became of files, in words, the same in every output.
extension ChangeWords {
  /// How a picture changed, in one line.
  static func figure(_ change: FigureChange) -> String {
    let words = content(change.content)
    guard let doubt = change.doubt else { return words }
    let unfit = "not what metrics.json tells of: edited by hand or damaged"
    switch doubt {
    case .missing: return "missing now: metrics.json still tells of it"
    case .edited(old: true, new: true): return "\(words); on both sides \(unfit)"
    case .edited(old: _, new: true): return "\(words); now \(unfit)"
    case .edited(old: _, new: false): return "\(words); before, it was \(unfit)"
    case .editedSomewhere: return "\(words); on one of the sides \(unfit)"
    }
  }

  private static func content(_ content: FigureChange.Content) -> String {
    switch content {
    case .added: "added"
    case .removed: "removed"
    case .still(let change): still(change)
    case .animation(let change): animation(change)
    case .unreadable(let old, let new): unreadable(old, new)
    }
  }

  private static func unreadable(
    _ old: FigureChange.Unreadable?, _ new: FigureChange.Unreadable?
  ) -> String {
    switch (old, new) {
    case (.pointer?, .pointer?): "another picture, of which only pointers of Git LFS are here"
    case (_, .pointer?): "cannot be compared: now it is only a pointer of Git LFS"
    case (.pointer?, _): "cannot be compared: the old one is only a pointer of Git LFS"
    case (.damaged?, .damaged?): "damaged on both sides, in different ways"
    case (_, .damaged?): "damaged now: it cannot be read"
    case (_, nil): "was damaged and can be read now"
    }
  }

  /// What happened to another file, in one line.
  static func file(_ change: FileChange) -> String {
    switch change.content {
    case .added: return "added"
    case .removed: return "removed"
    case .missing: return "missing now: render the notebook again, or take it from git"
    case .stale: return "the same as before, though metrics.json tells another digest"
    case .edited(let old, let new, let count):
      let edited = "edited by hand or damaged\(lines(count))"
      let reason = "it does not have the digest that metrics.json tells"
      if old && new { return "\(edited) on both sides: \(reason)" }
      return new
        ? "\(edited): \(reason)" : "was edited by hand or damaged, and is the run's again"
    case .changed(let count): return "other contents\(lines(count))"
    }
  }

  private static func lines(_ count: FileChange.LineCount?) -> String {
    count.map { " (lines: +\($0.added) −\($0.removed))" } ?? ""
  }
}

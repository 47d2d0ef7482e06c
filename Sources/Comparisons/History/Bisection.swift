/// Finds the commit at which a subject changed.
///
/// Results are small, and reading them costs milliseconds. So every commit that touched them is read,
/// the oldest first, and the answer is the first change, not just a change.
package struct Bisection {
  package let history: ResultsHistory
  package let subject: Subject

  package init(history: ResultsHistory, subject: Subject) {
    self.history = history
    self.subject = subject
  }

  /// A commit whose results differ from those of its parent.
  package struct Change {
    package let commit: Commit
    package let parent: Commit
    /// Where the subject changed.
    package let places: [Place]
  }

  /// The first commit after `from`, up to `to`, at which the subject is another than at its first
  /// parent. A merge that brought the change is followed into the branch that it merged.
  ///
  /// - Throws: `ResultsError` where the history cannot be read or `from` does not come before `to`.
  package func firstChange(from: Commit, to: Commit) throws -> Change? {
    let line = try history.line(from: from, to: to)
    guard let start = line.first?.parents.first else { return nil }
    let folders = try history.folders(of: [start] + line.map(\.hash))
    let before = try observe(start)
    for (index, entry) in line.enumerated() where folders[index] != folders[index + 1] {
      let after = try observe(entry.hash)
      let places = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
      if places.isEmpty { continue }
      for merged in entry.parents.dropFirst() where try observe(merged) == after {
        let (base, tip) = (
          try history.commit(entry.parents[0]), try history.commit(merged)
        )
        if let inner = try changeOnBranch(base, tip) { return inner }
      }
      return Change(
        commit: try history.commit(entry.hash),
        parent: try history.commit(entry.parents[0]), places: places)
    }
    return nil
  }

  /// The first change on a merged branch since it left the line.
  private func changeOnBranch(_ line: Commit, _ tip: Commit) throws -> Change? {
    guard let base = try? history.mergeBase(line, tip) else { return nil }
    return try firstChange(from: base, to: tip)
  }

  private func observe(_ hash: String) throws -> [Place: String] {
    try history.observe(subject, at: try history.commit(hash))
  }
}

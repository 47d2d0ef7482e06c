import Comparisons
import Platform

/// Looks a word up among notebooks, commits and folders.
struct SideFinder {
  let results: String
  let notebooks: [String]

  /// The results of a commit that is there.
  func tree(_ word: String) throws -> ResultsTree {
    let repository = try Repository(of: results)
    return try ResultsTree(
      of: try repository.requiredCommit(word), word: word, in: repository)
  }

  /// The two sides of `A..B` or `A...B`; nil where the word is neither.
  func range(_ word: String) throws -> [ResultsTree]? {
    guard !Self.isPath(word), let dots = word.firstRange(of: "..") else { return nil }
    let isMergeBase = word[dots.upperBound...].hasPrefix(".")
    func name(_ part: Substring) -> String { part.isEmpty ? "HEAD" : String(part) }
    let from = name(word[..<dots.lowerBound])
    let to = name(word[dots.upperBound...].dropFirst(isMergeBase ? 1 : 0))
    guard isMergeBase else { return [try tree(from), try tree(to)] }
    let repository = try Repository(of: results)
    let new = try repository.requiredCommit(to)
    let base = try repository.mergeBase(try repository.requiredCommit(from), new)
    return [
      try ResultsTree(of: base, word: base.short, in: repository),
      try ResultsTree(of: new, word: to, in: repository),
    ]
  }

  /// The side that a word names; nil where it names none.
  func side(_ word: String) throws -> ResultsTree? {
    if Self.isPath(word) { return try ResultsTree(folder: word, side: .folder(word)) }
    let repository = try? Repository(of: results)
    let commit = try repository?.commit(word)
    if let commit, let repository {
      if notebooks.contains(word) {
        throw UsageError(
          description: "\"\(word)\" is both a notebook and a commit: write --notebook \(word) "
            + "for the notebook, or \(word)~0 for the commit")
      }
      return try ResultsTree(of: commit, word: word, in: repository)
    }
    guard !notebooks.contains(word), Files.isFolder(word) else { return nil }
    return try ResultsTree(folder: word, side: .folder(word))
  }

  /// What is to be said about a word after so many sides that is no notebook.
  func trouble(with word: String, after sides: Int) throws -> any Error {
    if try isSide(word) {
      return UsageError(
        description: sides == 2
          ? "\"\(word)\" would be a third side, and diff compares two: after them come only names of notebooks"
          : "\"\(word)\" is a commit or a folder: sides come before the names of notebooks")
    }
    let repository = try Repository(of: results)
    if try repository.isShallow { return try repository.noCommit(word) }
    return UsageError.unknown("commit, folder or notebook", word, valid: notebooks)
  }

  /// Whether a word means a side, even one that has no results.
  private func isSide(_ word: String) throws -> Bool {
    if Self.isPath(word) || Files.isFolder(word) { return true }
    guard let repository = try? Repository(of: results) else { return false }
    if try repository.commit(word) != nil { return true }
    guard let dots = word.firstRange(of: "..") else { return false }
    let (from, to) = (word[..<dots.lowerBound], word[dots.upperBound...].drop { $0 == "." })
    for part in [from, to] where !part.isEmpty {
      if try repository.commit(String(part)) == nil { return false }
    }
    return true
  }

  /// Whether a word can only be a path.
  private static func isPath(_ word: String) -> Bool {
    word == "." || word == ".." || ["/", "./", "../"].contains { word.hasPrefix($0) }
  }
}

import Comparisons
import Foundation

/// What the words of a command line mean: up to two sides, then names of notebooks.
struct SideChoice {
  let from: ResultsTree
  let to: ResultsTree
  /// Words that name no side.
  let names: [String]

  /// Finds out what words mean, in the manner of `git diff`.
  ///
  /// A word that names a commit or a folder is a side until two are found; `A..B` are two, and `A...B` are
  /// the last common commit of both and `B`. Nothing means `HEAD` and the work tree, one side is compared
  /// with the work tree.
  ///
  /// - Parameters:
  ///   - words: The words that are no options.
  ///   - results: The folder of results.
  ///   - notebooks: Names that mean a notebook.
  /// - Throws: `UsageError` where a word means two things, `ResultsError` where a side cannot be read.
  init(_ words: [String], results: String, notebooks: [String]) throws {
    let finder = SideFinder(results: results, notebooks: notebooks)
    var sides: [ResultsTree] = []
    var rest = words[...]
    while sides.count < 2, let word = rest.first {
      if sides.isEmpty, let range = try finder.range(word) {
        sides = range
      } else if let side = try finder.side(word) {
        sides.append(side)
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    names = Array(rest)
    let there = sides.flatMap { $0.notebooks.map(\.notebook) }
    for name in names where !notebooks.contains(name) && !there.contains(name) {
      throw try finder.trouble(with: name, after: sides.count)
    }
    from = if let first = sides.first { first } else { try finder.tree("HEAD") }
    to = sides.count > 1 ? sides[1] : try ResultsTree(workTree: results)
  }
}

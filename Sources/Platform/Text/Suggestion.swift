/// "Did you mean …?" for a mistyped word.
package enum Suggestion {
  /// The word of `words` nearest to `word`, if it is near enough to be a slip.
  ///
  /// The distance counts insertions, deletions, replacements and swaps of neighbours, ignoring case;
  /// a third of the word may be wrong. Ties go to the first. A word that continues `word` is near.
  static func nearest(to word: String, among words: [String]) -> String? {
    let typed = Array(word.lowercased())
    var best: (word: String, distance: Int)?
    for candidate in words {
      let target = Array(candidate.lowercased())
      let continues = typed.count > 1 && target.starts(with: typed)
      let allowed = max(1, max(typed.count, target.count) / 3)
      // So many letters have to be added or left out, whatever they are; a very long word is no slip.
      if !continues, abs(typed.count - target.count) > allowed { continue }
      let distance = continues ? 1 : distance(typed, target)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// ` Did you mean "epochs"?` with a leading space, or nothing.
  package static func sentence(for word: String, among words: [String]) -> String {
    nearest(to: word, among: words).map { " Did you mean \"\($0)\"?" } ?? ""
  }

  /// Damerau–Levenshtein distance (optimal string alignment).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before = [Int]()
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}

/// The seeds of a sweep, in ascending order, as the command line writes them: `0..<5`, `0...4`, `0,3,7`, or some of each.
struct SeedList: Equatable, Sendable {
  let seeds: [UInt64]
  /// The word that means them.
  let word: String

  /// The first seeds from 0 on.
  init(first count: UInt64) {
    seeds = Array(0..<count)
    word = "0..<\(count)"
  }

  /// Nil where the word is no list of seeds, or has none, one twice or more than ``most``.
  init?(_ word: String) {
    var seeds: [UInt64] = []
    for part in word.split(separator: ",", omittingEmptySubsequences: false) {
      guard let range = Self.range(part),
        range.upperBound - range.lowerBound < UInt64(Self.most - seeds.count)
      else { return nil }
      seeds += range
    }
    self.seeds = seeds.sorted()
    self.word = word
    if seeds.isEmpty || Set(seeds).count < seeds.count { return nil }
  }

  /// The most seeds of a sweep.
  static let most = 10_000

  /// The range that a part means; a number is a range of one.
  private static func range(_ word: Substring) -> ClosedRange<UInt64>? {
    for (sign, isClosed) in [("...", true), ("..<", false)] {
      guard let found = word.firstRange(of: sign) else { continue }
      guard let first = seed(word[..<found.lowerBound]), let end = seed(word[found.upperBound...]),
        isClosed ? first <= end : first < end
      else { return nil }
      return first...(isClosed ? end : end - 1)
    }
    return seed(word).map { $0...$0 }
  }

  private static func seed(_ word: Substring) -> UInt64? {
    guard let seed = UInt64(word), NumberOption<UInt64>.seed.limits.contains(seed) else {
      return nil
    }
    return seed
  }
}

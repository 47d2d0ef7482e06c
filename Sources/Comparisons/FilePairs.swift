import Foundation
import Platform
import Records

/// The files of both sides that matter for a comparison: all of a notebook's that are committed, with the
/// bytes of those that may differ.
struct FilePairs: Sendable {
  /// The bytes of a file; nil on a side that does not have it.
  struct Pair: Sendable {
    var old: [UInt8]?
    var new: [UInt8]?
  }

  private let pairs: [String: Pair]
  /// Files that are the same blob on both sides, whose bytes need not be read.
  private let same: Set<String>

  /// Reads what is needed, each side at once.
  init(_ from: ResultsTree, _ to: ResultsTree, at places: [Place]) throws(ResultsError) {
    let prefixes = Set(places.map(\.path))
    func wanted(_ tree: ResultsTree) -> [String] {
      tree.files.keys.filter { path in
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, prefixes.contains("\(parts[0])/\(parts[1])") else { return false }
        return !Self.isUncommitted(parts[2])
      }
    }
    let all = Set(wanted(from)).union(wanted(to))
    let same = all.filter { path in
      !path.hasSuffix("/metrics.json") && from.files[path] != nil
        && from.files[path] == to.files[path]
    }
    let needed = all.subtracting(same)
    let old = try from.contents(of: needed.compactMap { from.files[$0] })
    let new = try to.contents(of: needed.compactMap { to.files[$0] })
    self.same = same
    pairs = [String: Pair](
      uniqueKeysWithValues: needed.map { path in
        (
          path,
          Pair(
            old: from.files[path].flatMap { old[$0] }, new: to.files[path].flatMap { new[$0] })
        )
      })
  }

  /// What git ignores, and what is hidden, say nothing about results.
  private static func isUncommitted(_ path: some StringProtocol) -> Bool {
    path == "log.h5" || path == "provenance.json" || path.hasPrefix(".") || path.contains("/.")
  }

  private static func isPicture(_ path: some StringProtocol) -> Bool {
    path.hasPrefix("figures/") && (path.hasSuffix(".png") || path.hasSuffix(".gif"))
  }

  /// The bytes of a file; none where the sides are known to be the same.
  subscript(path: String) -> Pair { pairs[path] ?? Pair() }

  /// Whether the bytes of a file were read, since it may differ.
  func isRead(_ path: String) -> Bool { pairs[path] != nil }

  /// The paths of a notebook's pictures, sorted.
  func pictures(of place: Place) -> [String] { paths(of: place, where: Self.isPicture) }

  /// The paths of a notebook's other files, `metrics.json` excepted, sorted.
  func others(of place: Place) -> [String] {
    paths(of: place) { !Self.isPicture($0) && $0 != "metrics.json" }
  }

  private func paths(of place: Place, where isWanted: (Substring) -> Bool) -> [String] {
    let prefix = place.path + "/"
    return (Array(pairs.keys) + same).filter {
      $0.hasPrefix(prefix) && isWanted($0.dropFirst(prefix.count))
    }.sortedByBytes()
  }
}

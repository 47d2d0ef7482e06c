import Foundation
import Platform
import Raster
import Records
import Weaving

/// Numbers and changes in words, the same in every output.
enum ChangeWords {
  /// Both values with so many digits, six or more, that they can be told apart.
  static func values(_ old: JSON?, _ new: JSON?) -> (old: String, new: String) {
    if let one = old?.number, let other = new?.number, one.isFinite, other.isFinite, one != other {
      for digits in 6...15 {
        let texts = (
          NumberText.rounded(one, digits: digits), NumberText.rounded(other, digits: digits)
        )
        if texts.0 != texts.1 { return texts }
      }
      return (NumberText.shortest(one), NumberText.shortest(other))
    }
    return (old?.display ?? "–", new?.display ?? "–")
  }

  /// `+0.41`.
  static func signed(_ value: Double, digits: Int = 3) -> String {
    (value > 0 ? "+" : "") + NumberText.rounded(value, digits: digits)
  }

  /// `+0.26 %`; a dash where there is nothing to relate to.
  static func percent(_ share: Double?) -> String {
    share.map { signed(100 * $0) + " %" } ?? "–"
  }

  /// `3 ulp`; empty for whole numbers, and where so many say no more than the change itself.
  static func ulps(_ count: UInt64?) -> String {
    count.flatMap { $0 > mostUlps ? nil : "\($0) ulp" } ?? ""
  }

  /// The greatest count of units in the last place that is told.
  private static let mostUlps = 1_000_000

  /// The share of pixels: `12.3 %`; never `0 %` where there are some.
  static func share(_ share: Double) -> String { NumberText.rounded(100 * share, digits: 3) + " %" }

  /// Numbers from 0 as ranges from 1: `1–3, 7`. After `most` ranges, how many numbers follow.
  static func ranges(_ numbers: [Int], most: Int = 8) -> String {
    var ranges: [(first: Int, last: Int)] = []
    for number in numbers {
      if let last = ranges.last, last.last + 1 == number {
        ranges[ranges.count - 1].last = number
      } else {
        ranges.append((number, number))
      }
    }
    let shown = ranges.prefix(most).map {
      $0.first == $0.last ? "\($0.first + 1)" : "\($0.first + 1)–\($0.last + 1)"
    }
    let rest = ranges.dropFirst(most).reduce(0) { $0 + $1.last - $1.first + 1 }
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  static func still(_ change: StillChange) -> String {
    let pixels = change.pixels
    var parts: [String] = []
    if change.oldSize != change.newSize {
      parts.append(
        "\(change.oldSize.width)×\(change.oldSize.height) → "
          + "\(change.newSize.width)×\(change.newSize.height)")
    }
    parts.append("\(share(pixels.share)) of pixels")
    parts.append(
      "by at most \(pixels.greatest), \(NumberText.rounded(pixels.mean, digits: 3)) in the mean")
    if let cells = change.cells {
      if cells.changed.isEmpty {
        parts.append("none of the \(cells.count) images")
      } else if cells.changed.count == cells.count {
        parts.append("all \(cells.count) images")
      } else {
        parts.append(
          "\(cells.changed.count) of \(cells.count) images: \(ranges(cells.changed))")
      }
    }
    if let box = pixels.box {
      parts.append("within \(box.width)×\(box.height) at (\(box.x), \(box.y))")
    }
    return parts.joined(separator: ", ")
  }

  static func animation(_ change: AnimationChange) -> String {
    var parts: [String] = []
    if change.oldCount != change.newCount {
      parts.append("\(change.oldCount) → \(change.newCount) frames")
    }
    let count = max(change.oldCount, change.newCount)
    if !change.frames.isEmpty {
      parts.append(
        change.frames.count == count
          ? "all \(count) frames"
          : "\(change.frames.count) of \(count) frames: \(ranges(change.frames))")
    }
    if !change.delays.isEmpty {
      parts.append("other delays in \(change.delays.count) of \(count) frames")
    }
    if let most = change.most {
      parts.append("most in frame \(most.frame + 1): \(still(most.change))")
    }
    return parts.joined(separator: "; ")
  }

  /// A claim's figures on both sides.
  static func claim(_ change: ClaimChange) -> String {
    func side(_ claim: ClaimOutput) -> String {
      claim.holds == nil ? "not applicable: \(claim.detail)" : claim.state + claim.figures
    }
    if let old = change.old, let new = change.new { return "\(side(old)) → \(side(new))" }
    return (change.new ?? change.old).map(side) ?? ""
  }

  /// What follows the word or two that say what happened to a claim: its figures, on both sides where it was
  /// made on both.
  static func afterKind(_ change: ClaimChange) -> String {
    guard change.old == nil || change.new == nil else { return ": \(claim(change))" }
    return (change.new ?? change.old)?.figures ?? ""
  }

  /// What happened to a claim, in a word or two.
  static func kind(_ kind: ClaimChange.Kind) -> String {
    switch kind {
    case .broke: "fails now"
    case .mended: "holds now"
    case .addedFailing: "new, fails"
    case .addedHolding: "new, holds"
    case .removed: "no longer made"
    case .otherFigures: "other figures"
    }
  }

  /// `Unchanged: 5 notebooks, 20 claims, 63 metrics, 30 figures.`
  static func unchanged(_ count: ResultsDifference.Count) -> String {
    "Unchanged: \(counted(count.notebooks, "notebook")), \(counted(count.claims, "claim")), "
      + "\(counted(count.metrics, "metric")), \(counted(count.figures, "figure"))."
  }

  /// How much changed: `2 notebooks changed, 1 was added`.
  static func headline(_ difference: ResultsDifference) -> String {
    if difference.isEmpty {
      return difference.problems.isEmpty ? "Nothing changed." : "Nothing else changed."
    }
    let kinds: [(NotebookDifference.Presence, String)] = [
      (.changed, "changed"), (.added, "added"), (.removed, "removed"),
    ]
    let parts = kinds.compactMap { presence, word -> String? in
      let found = difference.notebooks.count { $0.presence == presence }
      return found == 0 ? nil : "\(counted(found, "notebook")) \(word)"
    }
    return parts.joined(separator: ", ") + "."
  }

  /// What changed among the data sets of the log; nil where nothing did.
  static func datasets(_ change: NotebookDifference.DatasetChange) -> String? {
    if change.isEmpty { return nil }
    var parts: [String] = []
    if !change.changed.isEmpty {
      parts.append(
        "\(change.changed.count) of \(counted(change.total, "data set")) of the log changed")
    }
    if !change.added.isEmpty { parts.append("\(change.added.count) added") }
    if !change.removed.isEmpty { parts.append("\(change.removed.count) removed") }
    return parts.joined(separator: ", ")
  }
}

import Records

/// A claim that changed sides, came, went, or holds or fails by other figures. One that is not applicable is as good as not made.
struct ClaimChange: Sendable, Equatable {
  let text: String
  let old: ClaimOutput?
  let new: ClaimOutput?

  /// What happened, the most important first.
  enum Kind: Int, Sendable, Comparable {
    case broke, addedFailing, mended, removed, addedHolding, otherFigures

    static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
  }

  var kind: Kind {
    switch (old.flatMap(\.holds), new.flatMap(\.holds)) {
    case (true?, false?): .broke
    case (false?, true?): .mended
    case (nil, false?): .addedFailing
    case (nil, true?): .addedHolding
    case (_?, nil): .removed
    default: .otherFigures
    }
  }

  /// All changes, the most important first. Claims are the same if their texts are; of equal texts the
  /// first belongs to the first.
  static func changes(_ old: [ClaimOutput], _ new: [ClaimOutput]) -> [ClaimChange] {
    var rest = old
    var changes: [ClaimChange] = []
    for claim in new {
      let index = rest.firstIndex { $0.text == claim.text }
      let before = index.map { rest.remove(at: $0) }
      if before != claim { changes.append(.init(text: claim.text, old: before, new: claim)) }
    }
    changes += rest.map { ClaimChange(text: $0.text, old: $0, new: nil) }
    // Stable: claims of a kind stay in the order of the notebook.
    return changes.enumerated().sorted {
      ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset)
    }.map(\.element)
  }
}

import Records

/// A final metric that is another, came or went.
struct MetricChange: Sendable, Equatable {
  let name: String
  let old: Metrics.Result?
  let new: Metrics.Result?
  /// What seeds do to the metric; nil where there is no sweep over seeds on both sides.
  var noise: SeedNoise?

  /// What a change means where a metric has a direction.
  enum Verdict: String, Sendable { case better, worse }

  /// All changes: first the `highlights` in their order, then the others by their names.
  static func changes(
    _ old: [String: Metrics.Result], _ new: [String: Metrics.Result], highlights: [String] = []
  ) -> [MetricChange] {
    let all = Set(old.keys).union(new.keys)
    let first = highlights.filter(all.contains)
    return (first + all.subtracting(first).sortedByBytes()).compactMap { name in
      let (before, after) = (old[name], new[name])
      return before?.value == after?.value && before?.unit == after?.unit
        ? nil : MetricChange(name: name, old: before, new: after)
    }
  }

  var unit: String { new?.unit ?? old?.unit ?? "" }

  /// New less old; nil unless both are numbers.
  var change: Double? {
    guard let before = old?.value.number, let after = new?.value.number else { return nil }
    return after - before
  }

  /// The change relative to the old value's size; nil where that is 0 or not finite.
  var relativeChange: Double? {
    guard let change, let before = old?.value.number, before != 0, change.isFinite,
      before.isFinite
    else { return nil }
    return change / abs(before)
  }

  /// How many doubles lie between old and new, the new one included; nil for whole numbers and for
  /// what is not finite.
  var unitsInTheLastPlace: UInt64? {
    if case .int? = old?.value, case .int? = new?.value { return nil }
    // A double that happens to be whole reads back as an integer.
    guard let before = old?.value.number, let after = new?.value.number, before.isFinite,
      after.isFinite
    else { return nil }
    let (one, other) = (Self.rank(before), Self.rank(after))
    return one > other ? one - other : other - one
  }

  /// Nil where the metric has no direction, or neither value is nearer to its goal.
  var verdict: Verdict? {
    guard let before = old?.value.number, let after = new?.value.number else { return nil }
    return verdict(before, after)
  }

  /// Whether the means over the seeds got worse by more than seeds do.
  var isWorseBeyondSeeds: Bool {
    guard let noise, noise.verdict == .beyond else { return false }
    return verdict(noise.oldMean, noise.newMean) == .worse
  }

  private func verdict(_ before: Double, _ after: Double) -> Verdict? {
    guard let direction = new?.better else { return nil }
    if after.isNaN { return before.isNaN ? nil : .worse }
    if before.isNaN { return .better }
    let (one, other): (Double, Double)
    switch direction {
    case .less: (one, other) = (before, after)
    case .more: (one, other) = (after, before)
    case .nearOne: (one, other) = (abs(before - 1), abs(after - 1))
    case .notAboveReal: return nil
    }
    return one == other ? nil : other < one ? .better : .worse
  }

  /// Where a double stands among all doubles in their order.
  private static func rank(_ value: Double) -> UInt64 {
    let top: UInt64 = 1 << 63
    return value.bitPattern & top == 0 ? value.bitPattern + top : top - (value.bitPattern & ~top)
  }
}

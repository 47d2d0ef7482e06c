/// What a claim asks of a number: `.atMost(158)`, `.below("loss/train")`, `.atMost(0.5, of: "quality/cvae/frechet-distance")`.
public struct ClaimLimit: Sendable {
  enum Relation: Sendable {
    case atMost, atLeast, below, above, within
  }

  /// A number, or a factor and the metric that it multiplies.
  enum Bound: Sendable {
    case number(Double)
    case metric(String, factor: Double)
  }

  let relation: Relation
  let bound: Bound
  /// The upper end of a range; only for `within`.
  var upper: Double?

  /// Not more than `value`.
  public static func atMost(_ value: Double) -> ClaimLimit {
    ClaimLimit(relation: .atMost, bound: .number(value))
  }
  /// Not more than a metric of this run, or that many times as much.
  public static func atMost(_ factor: Double = 1, of metric: String) -> ClaimLimit {
    ClaimLimit(relation: .atMost, bound: .metric(metric, factor: factor))
  }
  /// Not less than `value`.
  public static func atLeast(_ value: Double) -> ClaimLimit {
    ClaimLimit(relation: .atLeast, bound: .number(value))
  }
  /// Not less than `count`: of labels, say.
  public static func atLeast(_ count: Int) -> ClaimLimit { .atLeast(Double(count)) }
  /// Not less than a metric of this run, or that many times as much.
  public static func atLeast(_ factor: Double = 1, of metric: String) -> ClaimLimit {
    ClaimLimit(relation: .atLeast, bound: .metric(metric, factor: factor))
  }
  /// Less than `value`.
  public static func below(_ value: Double) -> ClaimLimit {
    ClaimLimit(relation: .below, bound: .number(value))
  }
  /// Less than a metric of this run.
  public static func below(_ metric: String) -> ClaimLimit {
    ClaimLimit(relation: .below, bound: .metric(metric, factor: 1))
  }
  /// More than `value`.
  public static func above(_ value: Double) -> ClaimLimit {
    ClaimLimit(relation: .above, bound: .number(value))
  }
  /// More than a metric of this run.
  public static func above(_ metric: String) -> ClaimLimit {
    ClaimLimit(relation: .above, bound: .metric(metric, factor: 1))
  }
  /// In a range, ends included.
  public static func within(_ range: ClosedRange<Double>) -> ClaimLimit {
    ClaimLimit(relation: .within, bound: .number(range.lowerBound), upper: range.upperBound)
  }
}

extension ClaimLimit {
  /// Whether `value` meets the limit.
  ///
  /// - Parameters:
  ///   - value: what is claimed about.
  ///   - bound: the limit as a number.
  func holds(_ value: Double, _ bound: Double) -> Bool {
    switch relation {
    case .atMost: value <= bound
    case .atLeast: value >= bound
    case .below: value < bound
    case .above: value > bound
    case .within: value >= bound && value <= upper ?? bound
    }
  }

  /// The figures behind a claim: `152.9 ≤ 158 nats`, `96.2 % ≥ 95 %`, `0.95 within 0.9 to 1.1`.
  ///
  /// - Parameter unit: the unit; a `share` is told in percent.
  func figures(_ value: Double, _ bound: Double, unit: String) -> String {
    let isShare = unit == "share"
    func text(_ number: Double) -> String {
      isShare ? "\((100 * number).short) %" : number.short
    }
    let relation =
      switch relation {
      case .atMost: "\(text(value)) ≤ \(text(bound))"
      case .atLeast: "\(text(value)) ≥ \(text(bound))"
      case .below: "\(text(value)) < \(text(bound))"
      case .above: "\(text(value)) > \(text(bound))"
      case .within: "\(text(bound)) ≤ \(text(value)) ≤ \(text(upper ?? bound))"
      }
    let figures = unit.isEmpty || isShare ? relation : "\(relation) \(unit)"
    guard case .metric(let name, let factor) = self.bound, factor != 1 else { return figures }
    return "\(figures), \(factor.short) of `\(name)`"
  }
}

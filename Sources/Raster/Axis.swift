/// One direction of a plot.
public struct Axis: Sendable, Equatable {
  /// What is measured, with its unit; may be empty.
  public var label: String
  /// The values at the ends; nil takes the data's. Frames of an animation should share a range.
  public var range: ClosedRange<Double>?
  /// Whether equal ratios have equal lengths. Values that are not positive are then left out.
  public var isLogarithmic: Bool
  /// Whether only whole numbers get ticks, as for epochs; plots set it when all values are whole.
  var isWhole = false
  /// What stands at ½, 1½, 2½ and so on in place of numbers; bar plots set it.
  var categories: [String]?

  /// An axis.
  public init(_ label: String, range: ClosedRange<Double>? = nil, isLogarithmic: Bool = false) {
    self.label = label
    self.range = range
    self.isLogarithmic = isLogarithmic
  }

  /// Whether a value has a place on the axis. Beyond 10³⁰⁰ differences of values may overflow.
  func admits(_ value: Double) -> Bool {
    abs(value) < 1e300 && (!isLogarithmic || value > 1e-290)
  }

  /// The range to draw: the given one, else that of the values with `padding` of its length added on either
  /// side; never empty. Without values it is 0 to 1, or 1 to 10 on a logarithmic axis.
  func resolvedRange(of values: some Sequence<Double>, padding: Double) -> ClosedRange<Double> {
    if let range, admits(range.lowerBound), admits(range.upperBound) {
      return isLong(range.lowerBound, range.upperBound) ? range : widened(range.lowerBound)
    }
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where admits(value) {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return isLogarithmic ? 1...10 : 0...1 }
    guard isLong(low, high) else { return widened(low) }
    if isLogarithmic {
      // A few hundredths of the logarithm, without leaving the arithmetic that is the same everywhere.
      let factor = padding == 0 ? 1 : 1 + padding * (Logarithm.binary(high / low))
      return low / factor...high * factor
    }
    let extra = (high - low) * padding
    return low - extra...high + extra
  }

  /// Whether ticks can divide a range: ends that agree to nine digits count as equal.
  private func isLong(_ low: Double, _ high: Double) -> Bool {
    high - low > max(abs(low), abs(high)) * 1e-9 && (isLogarithmic || high - low > 1e-280)
  }

  private func widened(_ value: Double) -> ClosedRange<Double> {
    if isLogarithmic { return value / 2...value * 2 }
    let extra = abs(value) < 1e-270 ? 1 : abs(value) * 0.1
    return value - extra...value + extra
  }
}

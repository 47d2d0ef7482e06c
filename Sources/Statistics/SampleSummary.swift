/// What a sample of finite numbers is like: where it lies, how wide it is, and how well its mean is known.
public struct SampleSummary: Equatable, Sendable {
  /// How many numbers there are, at least one.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// The standard deviation of what the sample was drawn from, √(Σ(x − mean)² / (n − 1)); nil for a single number.
  public let standardDeviation: Double?
  /// The middle number, or the mean of the two in the middle.
  public let median: Double
  /// The least and the greatest number.
  public let least: Double, greatest: Double

  /// Describes a sample; nil for an empty one.
  ///
  /// - Parameter values: finite numbers, in any order.
  public init?(of values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let center = Center(of: sorted)
    count = sorted.count
    mean = center.mean
    standardDeviation = count > 1 ? center.standardDeviation(of: sorted) : nil
    let half = count / 2
    median = count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
    (least, greatest) = (first, last)
  }
}

/// The mean of numbers with more digits than a double has, so that small deviations from it keep all theirs.
private struct Center {
  /// The mean as a double.
  let mean: Double
  /// What the mean is beyond that.
  private let rest: Double

  init(of values: [Double]) {
    var sum = ExtendedSum()
    for value in values { sum.add(value) }
    mean = sum.value / Double(values.count)
    // What is left over when the mean is taken from each number.
    var remainder = ExtendedSum()
    for value in values {
      let deviation = Deviation(of: value, from: mean)
      remainder.add(deviation.high)
      remainder.add(deviation.low)
    }
    rest = remainder.value / Double(values.count)
  }

  /// The standard deviation of at least two numbers that have this mean.
  func standardDeviation(of values: [Double]) -> Double {
    let deviations = values.map { Deviation(of: $0, from: mean) }
    let largest = deviations.reduce(0) { max($0, abs($1.high)) }
    if largest == 0 { return 0 }
    // A power of two, which rounds nothing, brings them to a size whose squares are numbers, too.
    let exponent = min(max(largest.exponent, -1000), 1000)
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    var sum = ExtendedSum()
    for deviation in deviations {
      let (high, low) = (deviation.high / unit, (deviation.low - rest) / unit)
      let square = high * high
      sum.add(square)
      // What the square is beyond its double.
      sum.add((-square).addingProduct(high, high) + (2 * high + low) * low)
    }
    return (sum.value / Double(values.count - 1)).squareRoot() * unit
  }
}

/// The difference of two doubles without rounding: a double, and what it lacks.
private struct Deviation {
  let high: Double, low: Double

  init(of value: Double, from other: Double) {
    high = value - other
    let part = value - high
    low = (value - (high + part)) + (part - other)
  }
}

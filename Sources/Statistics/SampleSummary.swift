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
    standardDeviation = count > 1 ? (center.squares(of: sorted) / Double(count - 1)).squareRoot() : nil
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

  /// The sum of the squares of the deviations from the mean.
  func squares(of values: [Double]) -> Double {
    var sum = ExtendedSum()
    for value in values {
      let deviation = Deviation(of: value, from: mean)
      let low = deviation.low - rest
      let square = deviation.high * deviation.high
      sum.add(square)
      // What the square is beyond its double.
      sum.add((-square).addingProduct(deviation.high, deviation.high) + 2 * deviation.high * low)
    }
    return sum.value
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

/// Takes values to pixels along one axis of the plot.
struct Scale {
  let range: ClosedRange<Double>
  let isLogarithmic: Bool
  /// Pixel edges at the ends of the range.
  let start: Double, end: Double
  private let low: Double, span: Double

  init(_ range: ClosedRange<Double>, isLogarithmic: Bool, start: Int, end: Int) {
    self.range = range
    self.isLogarithmic = isLogarithmic
    self.start = Double(start)
    self.end = Double(end)
    let low = isLogarithmic ? Logarithm.binary(range.lowerBound) : range.lowerBound
    let high = isLogarithmic ? Logarithm.binary(range.upperBound) : range.upperBound
    self.low = low
    span = high - low
  }

  /// The position of a value that the axis admits; far outside, any place far outside.
  func position(_ value: Double) -> Double {
    let v = isLogarithmic ? Logarithm.binary(value) : value
    return min(max(start + (v - low) / span * (end - start), -1e9), 1e9)
  }

  /// The nearest edge between pixels.
  func pixel(_ value: Double) -> Int { Int(position(value).rounded()) }
}

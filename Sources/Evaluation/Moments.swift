/// The first moments of a sample, computed in double precision in the order of the sample.
public struct Moments: Sendable, Equatable {
  /// The mean.
  public let mean: Double
  /// The standard deviation, over n.
  public let deviation: Double
  /// The fourth standardised moment less 3, which is 0 for a normal distribution.
  public let kurtosis: Double

  /// Measures a sample.
  public init(of sample: [Float]) {
    let count = Double(sample.count)
    let mean = sample.reduce(0) { $0 + Double($1) } / count
    var second = 0.0
    var fourth = 0.0
    for value in sample {
      let square = (Double(value) - mean) * (Double(value) - mean)
      second += square
      fourth += square * square
    }
    self.mean = mean
    deviation = (second / count).squareRoot()
    kurtosis = fourth / count / (second / count * (second / count)) - 3
  }
}

import Kernels
import Platform
import Statistics

extension SweepSummary {
  /// What the values of one metric are like over the seeds.
  package struct Measure: Codable, Equatable, Sendable {
    package let unit: String
    package let description: String
    /// Which values are better; absent where it was not said.
    package var better: Direction?
    /// The value of each run; null where it has none.
    package let values: [JSON]
    /// How many of them are finite numbers: those that the rest is about.
    package let n: Int
    package let mean: Double
    /// Absent for a single number.
    package var standardDeviation: Double?
    package let median: Double
    package let least: Double
    package let greatest: Double
    /// The ends of an interval for the mean: see `Bootstrap`.
    package let interval: [Double]

    enum CodingKeys: String, CodingKey {
      case unit, description, better, values, n, mean, median, least, greatest, interval
      case standardDeviation = "standard_deviation"
    }

    /// Describes the values of a metric; nil where none is a finite number.
    ///
    /// The stream of its interval is named `bootstrap/` and the metric's name, at seed 0: all settings of a notebook are
    /// drawn from in the same way, whatever else has been swept.
    init?(_ name: String, of results: [Metrics.Result?], notebook: String) {
      values = results.map { result in
        guard let value = result?.value, value.number != nil else { return .null }
        return value
      }
      let finite = values.compactMap(\.number).filter(\.isFinite)
      guard let summary = SampleSummary(of: finite),
        let first = results.lazy.compactMap(\.self).first
      else { return nil }
      unit = first.unit
      description = first.description
      better = first.better
      n = summary.count
      mean = summary.mean
      standardDeviation = summary.standardDeviation
      median = summary.median
      (least, greatest) = (summary.least, summary.greatest)
      let key = RandomStream.key(seed: 0, notebook: notebook, name: "bootstrap/\(name)")
      let interval = Bootstrap.interval(ofMeanOf: finite, using: RandomStream(key: key))
      self.interval = [interval.lowerBound, interval.upperBound]
    }

    /// The finite values.
    package var numbers: [Double] { values.compactMap(\.number).filter(\.isFinite) }

    /// A number that is the greater, the worse the value is; where no direction is better, how far it is from the median.
    package func badness(of value: Double) -> Double {
      switch better {
      case .less?, .notAboveReal?: value
      case .more?: -value
      case .nearOne?: abs(value - 1)
      case nil: abs(value - median)
      }
    }
  }
}

import Raster

/// An axis of a plot.
public struct PlotAxis: Codable, Equatable, Sendable {
  /// What is measured, with its unit.
  public let label: String
  /// The least and the greatest value shown; nil to take them from the data.
  public let range: ClosedRange<Double>?
  /// Whether equal ratios take equal room.
  public let isLogarithmic: Bool

  /// An axis.
  public init(_ label: String, _ range: ClosedRange<Double>? = nil, logarithmic: Bool = false) {
    self.label = label
    self.range = range
    self.isLogarithmic = logarithmic
  }

  /// An axis between values that were computed. Where they are no range, since training went another way than it should,
  /// the axis takes its range from the data.
  public init(_ label: String, from least: Double, to greatest: Double) {
    let isRange = least.isFinite && greatest.isFinite && least < greatest
    self.init(label, isRange ? least...greatest : nil)
  }

  /// The axis as plots draw it.
  var axis: Axis { Axis(label, range: range, isLogarithmic: isLogarithmic) }
}

/// A number for each of some images, and their mean.
public struct ImageScores: Sendable, Equatable {
  /// The numbers, [n].
  public let values: [Double]

  /// The mean over the images, in their order; 0 without any.
  public var mean: Double { values.reduce(0, +) / Double(max(1, values.count)) }
}

import Kernels

/// Images in pairs: what a network is given, and what it should make of it. Image i of the one belongs to image i of
/// the other; sizes may differ, and labels are the targets'.
public struct ImagePairs: Sendable, Equatable {
  /// What is given, [count, …].
  public let sources: DigitSet
  /// What should come of it, [count, …].
  public let targets: DigitSet

  /// Pairs the images of two sets of equal length.
  public init(from sources: DigitSet, to targets: DigitSet) {
    require(
      sources.count == targets.count,
      "\(sources.count) images in pairs with \(targets.count)")
    self.sources = sources
    self.targets = targets
  }

  /// Number of pairs.
  public var count: Int { targets.count }

  /// The first `count` pairs, or all if there are fewer.
  public func prefix(_ count: Int) -> ImagePairs {
    ImagePairs(from: sources.prefix(count), to: targets.prefix(count))
  }
}

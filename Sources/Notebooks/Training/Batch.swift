import Digits
import Kernels
import Tensors

/// The digits of one training step.
public struct Batch {
  /// The number of whole epochs before this one.
  public let epoch: Int
  /// The number of steps before this one, over all epochs: what random streams are indexed by.
  public let step: Int
  /// Pixels in [0, 1], [size, 784].
  public let images: Tensor
  /// The digits' labels, [size].
  public let labels: [UInt8]

  /// The number of digits.
  public var size: Int { labels.count }

  /// Pixels in [−1, 1], [size, 784].
  public var symmetricImages: Tensor { images.scaled(by: 2, plus: -1) }

  /// `stream` at this step.
  public func stream(_ stream: RandomStream) -> RandomStream { stream.at(step: UInt64(step)) }
}

extension DigitSet {
  /// All images with pixels in [0, 1], [count, 784].
  public var tensor: Tensor { tensor(0..<count) }

  /// Consecutive images with pixels in [0, 1], [range.count, 784].
  public func tensor(_ range: Range<Int>) -> Tensor {
    Tensor([range.count, Self.area]) { copyImages(in: range, as: .unit, into: $0) }
  }

  /// The images at `indices` with pixels in [0, 1], [indices.count, 784].
  public func tensor(at indices: ArraySlice<Int32>) -> Tensor {
    let imagesPerTask = 32
    return Tensor([indices.count, Self.area]) { output in
      Engine.current.compute { workers in
        workers.run((indices.count + imagesPerTask - 1) / imagesPerTask) { task in
          let first = task * imagesPerTask
          copyImages(
            at: indices.dropFirst(first).prefix(imagesPerTask), as: .unit,
            into: output + first * Self.area)
        }
      }
    }
  }

  /// The first `count` digits, or all if there are fewer.
  public func prefix(_ count: Int) -> DigitSet {
    if count >= self.count { return self }
    return DigitSet(
      images: Array(images.prefix(count * Self.area)), labels: Array(labels.prefix(count)),
      styles: styles.map { Array($0.prefix(count)) })
  }
}

extension DigitSet {
  /// The first digits of a label, `count` of them or all if there are fewer.
  public func first(_ count: Int, of label: UInt8) -> DigitSet {
    let indices = labels.indices.filter { labels[$0] == label }.prefix(count)
    return DigitSet(
      images: indices.flatMap { images[$0 * Self.area..<($0 + 1) * Self.area] },
      labels: indices.map { labels[$0] },
      styles: styles.map { styles in indices.map { styles[$0] } })
  }

  /// The last `count` digits, or all if there are fewer.
  public func suffix(_ count: Int) -> DigitSet {
    if count >= self.count { return self }
    return DigitSet(
      images: Array(images.suffix(count * Self.area)), labels: Array(labels.suffix(count)),
      styles: styles.map { Array($0.suffix(count)) })
  }
}

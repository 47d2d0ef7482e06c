import Kernels

extension DigitSet {
  /// Consecutive images, with their labels and styles if there are any.
  public subscript(range: Range<Int>) -> DigitSet {
    require(
      range.lowerBound >= 0 && range.upperBound <= count, "images \(range) of \(count)")
    let pixels = Array(images[range.lowerBound * shape.size..<range.upperBound * shape.size])
    if !isLabelled { return DigitSet(unlabelled: pixels, shape: shape) }
    return DigitSet(
      images: pixels, labels: Array(labels[range]), shape: shape,
      styles: styles.map { Array($0[range]) })
  }

  /// The first `count` images, or all if there are fewer.
  public func prefix(_ count: Int) -> DigitSet {
    count >= self.count ? self : self[0..<count]
  }

  /// The last `count` images, or all if there are fewer.
  public func suffix(_ count: Int) -> DigitSet {
    count >= self.count ? self : self[self.count - count..<self.count]
  }

  /// The first half and the rest, which has an image more where their number is odd: two sets that share no image.
  public var halves: (first: DigitSet, second: DigitSet) {
    (self[0..<count / 2], self[count / 2..<count])
  }

  /// The first images of a label, `count` of them or all if there are fewer.
  public func first(_ count: Int, of label: UInt8) -> DigitSet {
    let indices = labels.indices.filter { labels[$0] == label }.prefix(count)
    return DigitSet(
      images: indices.flatMap { images[$0 * shape.size..<($0 + 1) * shape.size] },
      labels: indices.map { labels[$0] }, shape: shape,
      styles: styles.map { styles in indices.map { styles[$0] } })
  }
}

import Digits
import Tensors

extension Yardstick {
  /// The figures of real digits that are no test digits, and of those that something has been done to.
  ///
  /// - Parameters:
  ///   - anchor: what is done to the digits, or which others are taken.
  ///   - data: the data set that this is the yardstick of.
  /// - Returns: nil where there are fewer than two pictures of an anchor: no digit has another label.
  /// - Throws: `NonFiniteError` if the training of a reader breaks down.
  public func figures(
    of anchor: Anchor, in data: DigitData
  ) throws(NonFiniteError) -> [Measure: Double]? {
    let digits = anchor.pictures(of: data, count: extent.anchorPictures)
    if digits.count < 2 { return nil }
    let quality = quality(of: digits.pictures(0..<digits.count), labels: digits.labels)
    return figures(
      of: quality, classificationAccuracy: try classificationAccuracy(of: digits)
    ).filter { $0.value.isFinite }
  }
}

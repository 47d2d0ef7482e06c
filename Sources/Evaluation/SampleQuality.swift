import Digits
import Tensors

/// How good samples are, by every measure that applies to them.
public struct SampleQuality: Sendable {
  /// The number of samples that were looked at.
  public let count: Int
  /// What the judge reads in each, [count].
  public let labels: [UInt8]
  /// How often that is the label that was asked for; nil for a model without labels.
  public let agreement: LabelAgreement?
  /// How often each label is read.
  public let histogram: LabelHistogram
  /// The squared whitened Fréchet distance of their features from those of test digits.
  public let frechetDistance: Double
  /// Whether they repeat training digits.
  public let copies: Copies
  /// How sharp they are.
  public let sharpness: Sharpness
  /// How much the pictures of a label differ.
  public let diversity: Diversity

  init(
    of images: Tensor, expected: [UInt8]?, _ reading: Judge.Reading,
    _ reference: WhitenedFrechetDistance, _ search: NearestDigits, searched: Int,
    _ classes: [UInt8], _ shape: ImageShape
  ) {
    count = images.shape[0]
    labels = reading.labels
    agreement = expected.map { LabelAgreement(read: reading.labels, expected: $0) }
    histogram = LabelHistogram(of: reading.labels, classes: classes)
    frechetDistance = reference(FeatureMoments(of: reading.features))
    copies = Copies(search.matches(for: images.firstRows(min(searched, count))), shape)
    sharpness = Sharpness(of: images, shape)
    diversity = Diversity(of: images, read: reading.labels)
  }

  /// The mean over the labels of the pictures' distance from each other, as a share of that of real digits;
  /// 0 if there are no labels to compare.
  public func relativeDiversity(to digits: SampleQuality) -> Double {
    let shares = diversity.relative(to: digits.diversity)
    return shares.reduce(0) { $0 + $1.share } / Double(max(1, shares.count))
  }
}

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
  /// The share whose label the judge is sure of, from 0 to 1: holds to be at least 0.9 probable.
  public let confidentShare: Double
  /// The squared whitened Fréchet distance of their features from those of test digits.
  public let frechetDistance: Double
  /// The squared Fréchet distance in the features' own units.
  public let plainFrechetDistance: Double
  /// The share of them in the manifold of test digits, from 0 to 1.
  public let precision: Double
  /// The share of test digits in their manifold, from 0 to 1.
  public let recall: Double
  /// Whether they repeat training digits.
  public let copies: Copies
  /// How sharp they are.
  public let sharpness: Sharpness
  /// How much the pictures of a label differ.
  public let diversity: Diversity

  init(
    of images: Tensor, expected: [UInt8]?, _ reading: Judge.Reading,
    _ reference: QualityReference
  ) {
    let shape = reference.shape
    count = images.shape[0]
    labels = reading.labels
    agreement = expected.map { LabelAgreement(read: reading.labels, expected: $0) }
    histogram = LabelHistogram(of: reading.labels, classes: reference.classes)
    let sure = reading.probabilities.count { $0 >= PictureFidelity.sureProbability }
    confidentShare = Double(sure) / Double(count)
    let moments = FeatureMoments(of: reading.features)
    frechetDistance = reference.whitened(moments)
    plainFrechetDistance = reference.plain(moments)
    let manifold = FeatureManifold(of: reading.features)
    precision = reference.manifold.share(of: manifold)
    recall = manifold.share(of: reference.manifold)
    let searched = images.firstRows(min(reference.searched, count))
    copies = Copies(reference.search.matches(for: searched), shape)
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

/// What the quality of samples is measured from.
struct QualityReference: Sendable {
  /// The test digits' features, as a Gaussian.
  let whitened: WhitenedFrechetDistance
  let plain: FrechetDistance
  /// The same as a manifold.
  let manifold: FeatureManifold
  /// The training digits that may have been copied, and for how many samples they are searched.
  let search: NearestDigits
  let searched: Int
  /// The labels that there are.
  let classes: [UInt8]
  let shape: ImageShape
}

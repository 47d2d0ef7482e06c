import Digits

/// What is measured of samples. The raw value is the metric's name.
public enum Measure: String, CaseIterable, Sendable {
  /// The share that the judge reads as the label that was asked for, from 0 to 1.
  case labelAgreement = "label-agreement"
  /// The same for the label where it is least.
  case worstLabelAgreement = "worst-label-agreement"
  /// The share of test digits that a reader trained on the samples reads right, from 0 to 1.
  case classificationAccuracy = "classification-accuracy"
  /// The share whose label the judge is sure of, from 0 to 1.
  case confidentReadings = "confident-readings"
  /// The squared whitened Fréchet distance from test digits.
  case frechetDistance = "frechet-distance"
  /// The squared Fréchet distance from test digits in the features' own units.
  case plainFrechetDistance = "plain-frechet-distance"
  /// The share of the samples in the manifold of the test digits, from 0 to 1.
  case precision
  /// The share of the test digits in the manifold of the samples, from 0 to 1.
  case recall
  /// The number of labels that come.
  case modes
  /// The divergence of the labels from the uniform distribution, in nats.
  case labelDivergence = "label-divergence"
  /// The sharpness, that of test digits being 1.
  case sharpness
  /// The diversity within labels, that of test digits being 1.
  case diversity
  /// The share of copies of training digits, from 0 to 1.
  case copies
  /// The distance to the nearest training digit, that of test digits being 1.
  case nearest
}

extension Yardstick {
  /// The figures of samples: those that apply, so without labels none of those that need them. One that is a share of real digits'
  /// is NaN or infinite where that is 0: where no digit has an edge, or every test digit is a training digit, too.
  ///
  /// - Parameters:
  ///   - quality: what has been measured.
  ///   - classificationAccuracy: that of the same samples, where they have labels.
  public func figures(
    of quality: SampleQuality, classificationAccuracy: Double? = nil
  ) -> [Measure: Double] {
    var figures: [Measure: Double] = [
      .confidentReadings: quality.confidentShare,
      .frechetDistance: quality.frechetDistance,
      .plainFrechetDistance: quality.plainFrechetDistance,
      .precision: quality.precision,
      .recall: quality.recall,
      .modes: Double(quality.histogram.covered),
      .labelDivergence: quality.histogram.divergenceFromUniform,
      .sharpness: quality.sharpness.relative(to: testDigits.sharpness),
      .diversity: quality.relativeDiversity(to: testDigits),
      .copies: quality.copies.share,
      .nearest: quality.copies.meanDistance / testDigits.copies.meanDistance,
    ]
    if let agreement = quality.agreement {
      figures[.labelAgreement] = agreement.overall
      figures[.worstLabelAgreement] = agreement.worst?.share
    }
    figures[.classificationAccuracy] = classificationAccuracy
    return figures
  }

  /// The figures of the test digits beside themselves. None is read by a reader that has learned them.
  public var figuresOfTestDigits: [Measure: Double] {
    var figures = figures(of: testDigits)
    // But for rounding.
    figures[.frechetDistance] = 0
    figures[.plainFrechetDistance] = 0
    return figures
  }
}

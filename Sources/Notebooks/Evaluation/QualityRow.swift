import Evaluation
import Platform
import Records

/// One measure of samples as the report shows it.
struct QualityRow {
  /// The result's name, without its folder.
  let name: String
  /// What the table calls it.
  let title: String
  /// What was measured, for the list of results.
  let description: String
  /// The unit; empty for a pure number.
  let unit: String
  /// The samples' figure.
  let value: Double
  /// The figure of real digits.
  let reference: Double
  /// What a better model has.
  let better: Direction

  /// A figure with four significant digits; all are in `metrics.json`.
  func shown(_ value: Double) -> Double {
    Double(NumberText.rounded(value, digits: 4)) ?? value
  }

  /// All measures that apply. Those that are shares of a real digits' measure do not where that is 0: where no digit
  /// has an edge, or every test digit is a training digit, too.
  static func rows(of samples: SampleQuality, _ yardstick: Yardstick) -> [QualityRow] {
    let digits = yardstick.testDigits
    let rows =
      agreement(samples, digits) + [
        QualityRow(
          name: "frechet-distance", title: "Fréchet distance",
          description:
            "Whitened Fréchet distance of the judge's features from those of test digits",
          unit: "", value: samples.frechetDistance, reference: yardstick.frechetFloor,
          better: .less),
        QualityRow(
          name: "modes", title: "labels that come",
          description: "Labels with at least a tenth of an equal share of the samples",
          unit: "labels", value: Double(samples.histogram.covered),
          reference: Double(digits.histogram.covered), better: .more),
        QualityRow(
          name: "label-divergence", title: "divergence of the labels from uniform, nats",
          description:
            "Divergence of the labels that the judge reads from the uniform distribution",
          unit: "nats", value: samples.histogram.divergenceFromUniform,
          reference: digits.histogram.divergenceFromUniform, better: .less),
        QualityRow(
          name: "sharpness", title: "sharpness",
          description: "Mean squared Laplacian relative to real digits",
          unit: "", value: samples.sharpness.relative(to: digits.sharpness), reference: 1,
          better: .nearOne),
        QualityRow(
          name: "diversity", title: "diversity",
          description: "Mean distance between samples of a label relative to real digits",
          unit: "", value: samples.relativeDiversity(to: digits), reference: 1, better: .nearOne),
        QualityRow(
          name: "copies", title: "share of copies of training digits",
          description: "Share of samples within \(Copies.distance.short) of a training digit",
          unit: "share", value: samples.copies.share, reference: digits.copies.share,
          better: .notAboveReal),
        QualityRow(
          name: "nearest", title: "distance to the nearest training digit",
          description: "Mean distance to the nearest training digit relative to real digits",
          unit: "", value: samples.copies.meanDistance / digits.copies.meanDistance, reference: 1,
          better: .nearOne),
      ]
    return rows.filter { $0.value.isFinite }
  }

  private static func agreement(
    _ samples: SampleQuality, _ digits: SampleQuality
  ) -> [QualityRow] {
    guard let agreement = samples.agreement, let worst = agreement.worst,
      let reference = digits.agreement
    else { return [] }
    return [
      QualityRow(
        name: "label-agreement", title: "label agreement",
        description: "Share of samples in which the judge reads the label that was asked for",
        unit: "share", value: agreement.overall, reference: reference.overall, better: .more),
      QualityRow(
        name: "worst-label-agreement", title: "label agreement of the worst label",
        description: "The same for the label with the least share, \(worst.label)",
        unit: "share", value: worst.share, reference: reference.worst?.share ?? 0, better: .more),
    ]
  }
}

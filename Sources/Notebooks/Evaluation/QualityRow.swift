import Evaluation
import Platform
import Records

/// One measure of samples as the report shows it.
struct QualityRow {
  let measure: Measure
  /// What the table calls it.
  let title: String
  /// What was measured, for the list of results.
  let description: String
  /// The unit; empty for a pure number.
  let unit: String
  /// The samples' figure.
  let value: Double
  /// What a better model has.
  let better: Direction

  /// All measures that apply to samples.
  ///
  /// - Parameters:
  ///   - figures: the samples' figures.
  ///   - samples: what they are figures of.
  ///   - yardstick: what they were measured with.
  static func rows(
    _ figures: [Measure: Double], of samples: SampleQuality, _ yardstick: Yardstick
  ) -> [QualityRow] {
    Measure.allCases.compactMap { measure in
      guard let value = figures[measure] else { return nil }
      let words = words(for: measure, samples, yardstick)
      return QualityRow(
        measure: measure, title: words.title, description: words.description, unit: words.unit,
        value: value, better: words.better)
    }
  }

  /// A figure with four significant digits, all being in `metrics.json`; a dash where there is none.
  static func shown(_ figure: Double?) -> any ScalarRepresentable {
    figure.map { Double(NumberText.rounded($0, digits: 4)) ?? $0 } ?? "–"
  }

  private typealias Words = (title: String, description: String, unit: String, better: Direction)

  private static func words(
    for measure: Measure, _ samples: SampleQuality, _ yardstick: Yardstick
  ) -> Words {
    switch measure {
    case .labelAgreement:
      (
        "label agreement",
        "Share of samples in which the judge reads the label that was asked for", "share", .more
      )
    case .worstLabelAgreement:
      (
        "label agreement of the worst label",
        "The same for the label with the least share, \(samples.agreement?.worst?.label ?? 0)",
        "share", .more
      )
    case .classificationAccuracy:
      (
        "classification accuracy score",
        "Share of test digits that a reader trained on the samples alone reads right", "share",
        .more
      )
    case .confidentReadings:
      (
        "confident readings",
        "Share of samples whose label the judge holds to be at least "
          + "\(PictureFidelity.sureProbability.short) probable", "share", .more
      )
    case .frechetDistance:
      (
        "Fréchet distance, whitened",
        "Whitened Fréchet distance of the judge's features from those of test digits", "", .less
      )
    case .plainFrechetDistance:
      (
        "Fréchet distance, plain",
        "Fréchet distance of the judge's features from those of test digits, not whitened", "",
        .less
      )
    case .precision:
      ("precision", "Share of samples in the manifold of test digits", "share", .more)
    case .recall:
      ("recall", "Share of test digits in the manifold of the samples", "share", .more)
    case .modes:
      (
        "labels that come", "Labels with at least a tenth of an equal share of the samples",
        "labels", .more
      )
    case .labelDivergence:
      (
        "divergence of the labels, nats",
        "Divergence of the labels that the judge reads from the uniform distribution", "nats", .less
      )
    case .sharpness:
      ("sharpness", "Mean squared Laplacian relative to real digits", "", .nearOne)
    case .diversity:
      (
        "diversity", "Mean distance between samples of a label relative to real digits", "",
        .nearOne
      )
    case .copies:
      (
        "copies of training digits",
        "Share of samples within \(Copies.distance(yardstick.shape).short) of a training digit",
        "share", .notAboveReal
      )
    case .nearest:
      (
        "nearest training digit",
        "Mean distance to the nearest training digit relative to real digits", "", .nearOne
      )
    }
  }
}

import Digits
import Evaluation
import Platform
import Records
import Tensors

extension Lab {
  /// Measures what several models make of the test digits' counterparts: results named `<model>/…`, and one table with
  /// a row for each model and one for the digits themselves.
  ///
  /// The results are `psnr` in decibels, `ssim` where pictures have 11 × 11 pixels at least, `absolute-error`,
  /// `frechet-distance`, `sharpness`, `agreement`, the share in which the judge reads the original's label, and
  /// `sure-mistakes`, how many look right and are wrong.
  ///
  /// - Parameters:
  ///   - models: what each made, by its name in the results: pixels in [0, 1], [n, height · width · channels].
  ///   - originals: what it should be, n test digits.
  ///   - digits: the data set that they are from, with labels.
  ///   - titles: what the table calls the models, in the same order; their names if there are none.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  /// - Returns: the measures, in the same order.
  /// - Throws: `DataError` where the digits have no labels; `NonFiniteError` if training the judge breaks down.
  @discardableResult
  public func fidelity(
    of models: KeyValuePairs<String, Tensor>, to originals: DigitSet, from digits: DigitData,
    titles: [String] = [], line: Int = #line, file: String = #fileID
  ) throws -> [PictureFidelity] {
    let yardstick = try yardstick(for: digits)
    reporter.live("\(record.identity.notebook): measuring pictures")
    defer { reporter.clear() }
    let judge = yardstick.judge
    let original = judge.reading(of: originals, in: 0..<originals.count)
    var rows: [[any ScalarRepresentable]] = []
    var measures: [PictureFidelity] = []
    for (index, model) in models.enumerated() {
      let measure = PictureFidelity(
        of: model.value, to: originals, readAs: original, by: yardstick)
      let results = FidelityResult.results(of: measure)
      for result in results {
        let name = "\(model.key)/\(result.name)"
        guard result.value.isFinite else {
          inapplicableMetrics.insert(name)
          continue
        }
        add(
          result: name, result.scalar, result.unit, result.description, line, file, isTabled: true,
          better: result.better)
      }
      rows.append([titles.isEmpty ? model.key : titles[index]] + results.map(\.cell))
      measures.append(measure)
    }
    let agreement = LabelAgreement(read: original.labels, expected: originals.labels).overall
    rows.append(
      ["digits", "", "1", "0", Self.shown(yardstick.frechetFloor), "1", Self.shown(agreement), "0"])
    table(
      """
      \(originals.count) pictures by each, beside the test digits that they should be, whose Fréchet distance is that \
      of training digits. [What the measures mean](../../measures.md)
      """, columns: ["pictures"] + FidelityResult.titles, rows: rows, line: line, file: file)
    return measures
  }

  private static func shown(_ value: Double) -> String { NumberText.rounded(value, digits: 4) }
}

/// One measure of one model.
private struct FidelityResult {
  let name: String
  let description: String
  let unit: String
  let value: Double
  let better: Direction
  var isCount = false

  static let titles = [
    "PSNR, dB", "SSIM", "absolute error", "Fréchet distance", "sharpness", "agreement",
    "sure mistakes",
  ]

  var scalar: Scalar { isCount ? .int(Int64(value)) : .double(value) }

  /// Four digits; nothing for what does not apply.
  var cell: any ScalarRepresentable {
    value.isFinite ? NumberText.rounded(value, digits: 4) : ""
  }

  static func results(of measure: PictureFidelity) -> [FidelityResult] {
    [
      FidelityResult(
        name: "psnr", description: "Mean peak signal-to-noise ratio", unit: "dB",
        value: measure.peakSignalToNoise.mean, better: .more),
      FidelityResult(
        name: "ssim", description: "Mean structural similarity", unit: "",
        value: measure.structuralSimilarity?.mean ?? .nan, better: .more),
      FidelityResult(
        name: "absolute-error",
        description: "Mean absolute difference of pixels in [0, 1]", unit: "",
        value: measure.absoluteError.mean, better: .less),
      FidelityResult(
        name: "frechet-distance",
        description: "Whitened Fréchet distance of the judge's features from those of test digits",
        unit: "", value: measure.frechetDistance, better: .less),
      FidelityResult(
        name: "sharpness",
        description: "Mean squared Laplacian relative to the originals", unit: "",
        value: measure.sharpness, better: .nearOne),
      FidelityResult(
        name: "agreement",
        description: "Share of pictures in which the judge reads the original's label",
        unit: "share", value: measure.agreement.overall, better: .more),
      FidelityResult(
        name: "sure-mistakes",
        description: "Pictures that the judge surely reads as another label than the original's",
        unit: "pictures", value: Double(measure.sureMistakes.count), better: .less, isCount: true),
    ]
  }
}

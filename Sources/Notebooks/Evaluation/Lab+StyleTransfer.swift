import Digits
import Evaluation
import Platform
import Records
import Tensors

/// A conditional model as style transfer sees it: what it takes from a digit, and how it draws another one with
/// that.
public struct StyleModel {
  let encode: (_ images: Tensor, _ labels: [UInt8]) -> Tensor
  let decode: (_ codes: Tensor, _ labels: [UInt8]) -> Tensor
  let strength: Float

  /// A model.
  ///
  /// - Parameters:
  ///   - strength: the factor by which a code is multiplied before it is decoded with another label.
  ///   - encode: codes, [n, dimensions], of images with pixels in [0, 1], [n, height · width · channels], and labels, [n].
  ///   - decode: images, [n, height · width · channels], of codes and labels.
  public init(
    strength: Float = 1,
    encode: @escaping (_ images: Tensor, _ labels: [UInt8]) -> Tensor,
    decode: @escaping (_ codes: Tensor, _ labels: [UInt8]) -> Tensor
  ) {
    self.strength = strength
    self.encode = encode
    self.decode = decode
  }
}

/// The digits whose style is shown in others: ten sevens, which every hand writes differently, or what comes next
/// to that.
public struct StyleOriginals {
  /// The digits, all of one label.
  public let digits: DigitSet
  /// Their label.
  public let label: UInt8

  /// The first ten sevens of a set, or those that there are. Where it has none, digits of its first label that is
  /// among `labels`, or of its first label.
  public init(from set: DigitSet, labels: [UInt8]) {
    let known = set.labels.filter(labels.contains)
    label = known.contains(7) ? 7 : known.first ?? set.labels[0]
    digits = set.first(10, of: label)
  }

  /// `Ten sevens`, or `3 digits of label 4`.
  public var words: String {
    if label == 7, digits.count > 1 { return "\(digits.count.inWords.capitalized) sevens" }
    return "\(digits.count) digit\(digits.count == 1 ? "" : "s") of label \(label)"
  }

  var caption: String { "\(words), in row \(label), and other digits in their styles" }
}

extension Lab {
  /// Draws the first digits of one label as every other one, a row each, with themselves in the row of their label; leaves
  /// the pictures in the log, `transfer/images` UInt8 [label, original, height, width], and shows them: `figures/transfer.png`.
  ///
  /// - Parameters:
  ///   - model: what encodes and decodes.
  ///   - digits: where the originals are taken from; see `StyleOriginals`.
  ///   - labels: the labels, ascending.
  ///   - isCover: whether the picture stands for the notebook in the index.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func transfer(
    by model: StyleModel, of digits: DigitSet, to labels: [UInt8], isCover: Bool = false,
    line: Int = #line, file: String = #fileID
  ) {
    let originals = StyleOriginals(from: digits, labels: labels)
    record(originals, by: model, to: labels, at: "transfer/images", line)
    figure(
      "transfer", caption: originals.caption, panel(of: originals, at: "images", labels),
      isCover: isCover, line: line, file: file)
  }

  /// The same for several models side by side; the pictures of each are in the log at `transfer/<model>`.
  public func transfer(
    by models: KeyValuePairs<String, StyleModel>, of digits: DigitSet, to labels: [UInt8],
    isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    let originals = StyleOriginals(from: digits, labels: labels)
    for (name, model) in models {
      record(originals, by: model, to: labels, at: "transfer/\(name)", line)
    }
    figure(
      "transfer", caption: originals.caption,
      .panels(models.map { panel(of: originals, at: $0.key, title: $0.key, labels) }),
      isCover: isCover, line: line, file: file)
  }

  private func record(
    _ originals: StyleOriginals, by model: StyleModel, to labels: [UInt8], at path: String,
    _ line: Int
  ) {
    let digits = originals.digits
    let images = digits.tensor
    let styles = model.encode(images, digits.labels).scaled(by: model.strength)
    let rows = labels.flatMap { label -> [UInt8] in
      if label == originals.label { return images.greyLevels }
      return model.decode(styles, digits.labels.map { _ in label }).greyLevels
    }
    record(
      rows, at: path, shape: [labels.count, digits.count] + digits.shape.dimensions,
      description: """
        \(originals.words) as each digit, row \(originals.label) the originals; \(digits.shape.levels) [label, original, \(digits.shape.axes)]
        """, line: line)
  }

  private func panel(
    of originals: StyleOriginals, at name: String, title: String? = nil, _ labels: [UInt8]
  ) -> FigureSpec {
    .digits(
      .whole("transfer/\(name)"), columns: originals.digits.count, title: title,
      rowLabels: labels.map { "\($0)" })
  }

  /// Draws every digit of a set as another one and measures what becomes of its style: the metrics `transfer/agreement`, and
  /// `transfer/slant` and `transfer/thickness` (correlations) and `…-slope` of both; a picture of how legibility and slopes depend
  /// on the strength, `figures/strength.png`; and a table of what the codes tell of the style. For a model with another
  /// strength than 1 the metrics at strength 1 come first, as `transfer/full-strength/…`.
  ///
  /// For digits with known writers the table has all their factors, for others slant and thickness as
  /// measured in the pictures: the share of each factor's variance that a linear prediction explains, from the
  /// code of the original, and from the code of the digit that it was made into; the former are metrics, too: `style/<factor>`.
  ///
  /// - Parameters:
  ///   - model: what encodes and decodes.
  ///   - name: the model's name where a notebook has several: metrics are then `transfer/<name>/…` and `style/<name>/…`, and the
  ///     picture is `strength-<name>`.
  ///   - digits: the digits, [n].
  ///   - labels: the labels that there are, at least two.
  ///   - judge: who reads the new ones.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func measureTransfer(
    by model: StyleModel, named name: String? = nil, of digits: DigitSet, to labels: [UInt8],
    judge: Judge, line: Int = #line, file: String = #fileID
  ) {
    let images = digits.tensor
    let codes = model.encode(images, digits.labels)
    let newLabels = StyleTransfer.newLabels(for: digits.labels, among: labels)
    let whose = name.map { " (\($0))" } ?? ""
    let folder = name.map { "\($0)/" } ?? ""
    func leave(_ transferred: Tensor, _ part: String, _ how: String) {
      let transfer = StyleTransfer(
        from: images, digits.labels, to: transferred, newLabels, readBy: judge)
      for (measure, value, unit, meaning, better) in [
        (
          "agreement", transfer.agreement.overall, "share", "Share of new digits read as such",
          .more
        ),
        ("slant-slope", transfer.slantSlope, "", "Slope of slant on the original's", .nearOne),
        (
          "thickness-slope", transfer.thicknessSlope, "", "Slope of thickness on the original's",
          .nearOne
        ),
        ("slant", transfer.slant, "", "Correlation of slant with the original's", .more),
        (
          "thickness", transfer.thickness, "", "Correlation of thickness with the original's",
          .more
        ),
      ] as [(String, Double, String, String, Direction)] {
        metric(
          "transfer/\(folder)\(part)\(measure)", value, unit: unit, meaning + how + whose,
          better: better, line: line, file: file)
      }
    }
    let transferred = model.decode(codes.scaled(by: model.strength), newLabels)
    if model.strength != 1 {
      leave(model.decode(codes, newLabels), "full-strength/", " at strength 1")
    }
    leave(transferred, "", model.strength == 1 ? "" : " at strength \(model.strength)")
    plotStrengths(of: model, digits, newLabels, codes, judge, name, line, file)
    let shares = explainedVariance(
      of: digits, images, codes: codes, newCodes: model.encode(transferred, newLabels))
    table(
      "Share of a factor's variance that a linear prediction explains, R², from 0 to 1\(whose)",
      columns: ["factor of the style", "from the digit's code", "from the new digit's code"],
      rows: shares.map { [$0, $1, $2] }, line: line, file: file)
    for (factor, share, _) in shares {
      add(
        result: "style/\(folder)\(factor.replacing(" ", with: "-"))", .double(share), "",
        "R² of a linear prediction of \(factor) from the codes\(whose)", line, file,
        isTabled: true, better: .more)
    }
  }

  /// Shows legibility and slopes at several strengths, of the first two thousand digits, or of a hundred at the smoke profile.
  private func plotStrengths(
    of model: StyleModel, _ digits: DigitSet, _ newLabels: [UInt8], _ codes: Tensor, _ judge: Judge,
    _ name: String?, _ line: Int, _ file: String
  ) {
    let count = min(profile == .smoke ? 100 : 2000, digits.count)
    let few = digits.prefix(count), images = few.tensor
    let labels = Array(newLabels.prefix(count)), codes = codes.firstRows(count)
    let group = name.map { "strength/\($0)" } ?? "strength"
    for percent in stride(from: 0, through: 150, by: 25) {
      let transfer = StyleTransfer(
        from: images, few.labels,
        to: model.decode(codes.scaled(by: Float(percent) / 100), labels), labels, readBy: judge)
      log(
        "\(group)/agreement", transfer.agreement.overall, step: percent,
        "Share of the pictures that the judge reads as asked, at each percentage of the strength",
        unit: "share", line: line)
      for (quantity, slope) in [
        ("slant", transfer.slantSlope), ("thickness", transfer.thicknessSlope),
      ] {
        log(
          "\(group)/\(quantity)", slope, step: percent,
          "Regression slope of the pictures' \(quantity) on the originals', at each percentage of the strength",
          line: line)
      }
    }
    plot(
      name.map { "strength-\($0)" } ?? "strength",
      "Legibility and slopes over the strength, by which codes are multiplied before they are decoded",
      [
        "\(group)/agreement": "read as the new label", "\(group)/slant": "slope of slant",
        "\(group)/thickness": "slope of thickness",
      ], title: name.map { "Strength of the style: \($0)" } ?? "Strength of the style",
      x: "strength, percent", y: PlotAxis("share, slope"), line: line, file: file)
  }

  /// Decodes for each digit the code of the next digit of its label, and leaves how often the judge reads the label as the metric
  /// `own-codes/agreement`. Where codes from the normal distribution do worse, the codes of a label fill only a part of it.
  ///
  /// - Parameters:
  ///   - model: what encodes and decodes.
  ///   - name: the model's name where a notebook has several: the metric is then `own-codes/<name>/agreement`.
  ///   - digits: the digits.
  ///   - judge: who reads.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func exchangeCodes(
    by model: StyleModel, named name: String? = nil, of digits: DigitSet, judge: Judge,
    line: Int = #line, file: String = #fileID
  ) {
    let codes = model.encode(digits.tensor, digits.labels)
    let places = digits.labels.indices.map(Int32.init)
    var next = places
    for same in Dictionary(grouping: places, by: { digits.labels[Int($0)] }).values {
      for (place, other) in zip(same, same.dropFirst() + same.prefix(1)) {
        next[Int(place)] = other
      }
    }
    let read = judge.reading(of: model.decode(codes.rows(at: next[...]), digits.labels)).labels
    metric(
      "own-codes/\(name.map { "\($0)/" } ?? "")agreement",
      LabelAgreement(read: read, expected: digits.labels).overall, unit: "share",
      "Share of pictures decoded from another digit's code that are read as its label"
        + (name.map { " (\($0))" } ?? ""), better: .more, line: line, file: file)
  }

  private func explainedVariance(
    of digits: DigitSet, _ images: Tensor, codes: Tensor, newCodes: Tensor
  ) -> [(factor: String, before: Double, after: Double)] {
    let moments = ImageMoments(of: images, digits.shape)
    let factors: [(name: String, values: [Double])] =
      digits.styles.map { styles in
        WriterFactor.all.map { factor in (factor.name, styles.map(factor.value)) }
      } ?? [("slant", moments.slants), ("thickness", moments.thicknesses)]
    let (before, after) = (LinearPrediction(from: codes), LinearPrediction(from: newCodes))
    return factors.map {
      ($0.name, before.rSquared(of: $0.values), after.rSquared(of: $0.values))
    }
  }
}

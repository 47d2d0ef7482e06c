import Digits
import Evaluation
import Layers
import Records
import Tensors

extension Lab {
  /// Compares the codes of digits with the standard normal distribution that new codes are drawn from: the distributions in the
  /// log, `codes/mean` and `codes/log-variance`, a table of the moments of
  /// codes drawn by the stream `drawn codes`, and the metrics `codes/shift` and `codes/spread` (see `moments`),
  /// `codes/divergence`, of all digits' codes together, and `codes/outside`, the share beyond the circle that 95 % of
  /// the normal distribution lies in.
  ///
  /// - Parameters:
  ///   - posterior: The encoder's distributions of the digits' codes.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func compareWithPrior(
    _ posterior: DiagonalGaussian, line: Int = #line, file: String = #fileID
  ) {
    record(
      posterior.mean, at: "codes/mean",
      description: "Means of the distributions of the test digits' codes [digit, dimension]",
      line: line)
    record(
      posterior.logVariance, at: "codes/log-variance",
      description: """
        Natural logarithms of the variances of the distributions of the test digits' codes [digit, dimension]
        """, line: line)
    let distribution = LatentDistribution(of: posterior, using: stream("drawn codes"))
    moments("codes", "drawn codes", of: distribution.codes, line: line, file: file)
    metric(
      "codes/divergence", distribution.divergenceFromPrior, unit: "nats",
      "Divergence of the distribution of all codes from the prior", better: .less, line: line,
      file: file)
    metric(
      "codes/outside", distribution.shareOutside, unit: "share",
      "Share of codes beyond the circle of z1 and z2 that 95 % of the prior lie in", line: line,
      file: file)
  }

  /// Bounds the probability of the first 2,000 digits from below in two ways, by 200 codes for each from the stream
  /// `likelihood`: the metrics `likelihood/evidence-bound` and `likelihood/importance-weighted`, both as losses in nats per
  /// digit. At the smoke profile 20 digits and 5 codes.
  ///
  /// - Parameters:
  ///   - posterior: The encoder's distributions of the digits' codes.
  ///   - digits: The digits.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  ///   - logits: The decoder: logits, [n, pixels], of codes, [n, dimensions], of the first n digits in their order.
  public func boundLikelihood(
    _ posterior: DiagonalGaussian, of digits: DigitSet, line: Int = #line, file: String = #fileID,
    logits: (Tensor) -> Tensor
  ) {
    let isSmoke = profile == .smoke
    let count = min(isSmoke ? 20 : 2000, digits.count), samples = isSmoke ? 5 : 200
    let few = DiagonalGaussian(
      mean: posterior.mean.firstRows(count), logVariance: posterior.logVariance.firstRows(count))
    reporter.live(label("bounding the likelihood"))
    defer { reporter.clear() }
    let bound = ImportanceWeightedBound(
      of: digits.prefix(count).tensor, few, samples: samples, using: stream("likelihood"),
      logits: logits)
    metric(
      "likelihood/evidence-bound", bound.negativeEvidenceBound, unit: "nats per digit",
      "Evidence lower bound, negated: what the test loss estimates, on \(count) digits",
      better: .less, line: line, file: file)
    metric(
      "likelihood/importance-weighted", bound.negativeWeightedBound, unit: "nats per digit",
      "Importance-weighted bound with \(samples) codes, negated, on the same digits",
      better: .less, line: line, file: file)
  }

  /// Lets the judge read reconstructions: a table of the share of each label that is read right, of the digits and of the
  /// reconstructions, and the metric `reconstructions/agreement`.
  ///
  /// - Parameters:
  ///   - images: The reconstructions, pixels in [0, 1], [n, pixels].
  ///   - digits: The digits that they are of, [n].
  ///   - data: The data that the judge has learned to read.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Throws: `NonFiniteError` if training the judge breaks down.
  public func readReconstructions(
    _ images: Tensor, of digits: DigitSet, _ data: DigitData, line: Int = #line,
    file: String = #fileID
  ) throws {
    let judge = try judge(for: data)
    let readings = [digits.tensor, images].map {
      LabelAgreement(read: judge.reading(of: $0).labels, expected: digits.labels)
    }
    table(
      "Share of test digits and of their reconstructions that the judge reads right, label by label",
      columns: [""] + readings[0].classes.map { "\($0.label)" } + ["all"],
      rows: zip(["digits", "reconstructions"], readings).map { name, reading in
        [name as any ScalarRepresentable] + reading.classes.map(\.share) + [reading.overall]
      }, line: line, file: file)
    metric(
      "reconstructions/agreement", readings[1].overall, unit: "share",
      "Share of reconstructions that are read as the digit's label", better: .more, line: line,
      file: file)
  }

  /// Leaves how much of the labels codes tell: the share of test digits whose label a small classifier reads from the code, as the
  /// metric `codes/label`. It learns from the codes of at most 10,000 training digits.
  ///
  /// - Parameters:
  ///   - encode: codes, [n, dimensions], of images and labels.
  ///   - name: the model's name where a notebook has several: the metric is then `codes/<name>/label`.
  ///   - train: digits to learn from.
  ///   - test: digits to read.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  /// - Throws: `NonFiniteError` if training breaks down.
  public func readLabelsFromCodes(
    of encode: (Tensor, [UInt8]) -> Tensor, named name: String? = nil, train: DigitSet,
    test: DigitSet, line: Int = #line, file: String = #fileID
  ) throws {
    let classes = 1 + Int((train.labels + test.labels).max() ?? 0)
    let train = train.prefix(min(10_000, train.count))
    let reader = try CodeReader(
      of: encode(train.tensor, train.labels), train.labels,
      tested: encode(test.tensor, test.labels), test.labels, classes: classes)
    metric(
      "codes/\(name.map { "\($0)/" } ?? "")label", reader.share, unit: "share",
      "Share of test digits whose label a classifier tells from the code; by chance "
        + "\((1 / Double(Set(test.labels).count)).short)" + (name.map { " (\($0))" } ?? ""),
      line: line, file: file)
  }
}

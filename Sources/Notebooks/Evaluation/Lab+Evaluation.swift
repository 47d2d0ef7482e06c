import Digits
import Evaluation
import Layers
import Platform
import Records
import Tensors

extension Lab {
  /// The reader of a data set's digits, by which samples are judged: trained at the first call ever and
  /// kept beside the results. At the smoke profile a poor one, in a second.
  ///
  /// - Throws: `DataError` where the digits have no labels to be read; `NonFiniteError` if training it breaks down.
  public func judge(for digits: DigitData) throws -> Judge {
    try yardstick(for: digits).judge
  }

  /// The judge along with how real digits measure.
  ///
  /// - Throws: `DataError` where the digits have no labels to be read; `NonFiniteError` if training the judge breaks
  ///   down; `RecordingError` where the notebook has made a mistake before.
  public func yardstick(for digits: DigitData) throws -> Yardstick {
    try throwMistake()
    guard digits.isLabelled else {
      throw DataError(
        purpose: "measuring by a judge, which learns to read,", need: "labelled images",
        found: "are no labels in \(digits.name)",
        remedy: "Sharpness and distances to training images can be measured without.")
    }
    return try judges.yardstick(for: digits, judgeSchedule, extent, reporter: reporter)
  }

  private var judgeSchedule: Judge.Schedule { profile == .smoke ? .smoke : .standard }
  private var extent: Yardstick.Extent { profile == .smoke ? .smoke : .standard }

  /// Measures samples by all that applies: results named `quality/…`, one table with the figures of real
  /// digits and of the anchors beside, a strip with one sample of each label, and a warning for each sign of mode collapse.
  ///
  /// - Parameters:
  ///   - samples: Pixels in [0, 1], [n, height · width · channels]; 10,000 make a good measure.
  ///   - labels: What they were drawn for, [n]; nil for a model without labels.
  ///   - digits: The data set whose test part they should look like, with labels.
  ///   - model: The model's name where a notebook has several: results are then `quality/<model>/…`.
  ///   - latent: The dimensions of the codes that they were drawn from; nil where there are none. Kept as `quality/latent`.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Returns: The measures, for claims.
  /// - Throws: `DataError` where the digits have no labels; `NonFiniteError` if training the judge or a reader breaks
  ///   down.
  @discardableResult
  public func evaluate(
    samples: Tensor, labels: [UInt8]? = nil, against digits: DigitData, of model: String? = nil,
    latent: Int? = nil, line: Int = #line, file: String = #fileID
  ) throws -> SampleQuality {
    let yardstick = try yardstick(for: digits)
    let anchors = try judges.anchors(
      of: digits, judgeSchedule, by: yardstick, reporter: reporter)
    reporter.live("\(record.identity.notebook): measuring samples")
    defer { reporter.clear() }
    let quality = yardstick.quality(of: samples, labels: labels)
    let accuracy = try labels.map { labels in
      let set = DigitSet(
        images: samples.firstRows(quality.count).greyLevels,
        labels: Array(labels.prefix(quality.count)), shape: digits.shape)
      return try yardstick.classificationAccuracy(of: set)
    }
    let all = QualityRow.rows(
      yardstick.figures(of: quality, classificationAccuracy: accuracy), of: quality, yardstick)
    let rows = all.filter { $0.value.isFinite }
    let folder = model.map { "quality/\($0)" } ?? "quality"
    inapplicableMetrics.formUnion(
      all.filter { !$0.value.isFinite }.map { "\(folder)/\($0.measure.rawValue)" })
    for row in rows {
      add(
        result: "\(folder)/\(row.measure.rawValue)", .double(row.value), row.unit, row.description,
        line, file, isTabled: true, better: row.better)
    }
    addReferences(yardstick, anchors, latent, to: folder, line, file)
    tableMeasures(rows, of: quality, yardstick, anchors, model, folder, latent, line, file)
    record(
      quality.labels, at: "\(folder)/read-labels", shape: [quality.count],
      description: "Label that the judge reads in each sample [sample]", line: line)
    tableLabels(of: quality, model, line, file)
    showOneOfEach(samples, labels, digits, yardstick, model, line, file)
    let signs = [
      TrainingHealth.missingModes(quality.histogram),
      TrainingHealth.lowDiversity(quality.diversity, of: yardstick.testDigits.diversity),
    ]
    let whose = model.map { "\($0): " } ?? ""
    for sign in signs.compactMap(\.self) { warning(whose + sign, line: line, file: file) }
    return quality
  }

  /// What figures of samples are to be seen beside: of real digits, and the latent dimensions.
  private func addReferences(
    _ yardstick: Yardstick, _ anchors: [AnchorFigures], _ latent: Int?, to folder: String,
    _ line: Int, _ file: String
  ) {
    func add(_ name: String, _ value: Scalar, _ unit: String, _ description: String) {
      self.add(result: name, value, unit, description, line, file, isTabled: true)
    }
    add(
      "\(folder)/frechet-floor", .double(yardstick.frechetFloor), "",
      "Whitened Fréchet distance of training digits from test digits")
    add(
      "\(folder)/judge-accuracy", .double(yardstick.testDigits.agreement?.overall ?? 0), "",
      "Share of test digits that the judge reads right")
    if let latent {
      add(
        "\(folder)/latent", .int(Int64(latent)), "dimensions",
        "Dimensions of the codes that samples were drawn from")
    }
    // Once for all models of a notebook.
    if record.results.contains(where: { $0.name.hasPrefix("quality/real/") }) { return }
    guard let real = anchors.first else { return }
    for measure in Measure.allCases {
      guard let figure = real[measure] else { continue }
      add(
        "quality/real/\(measure.rawValue)", .double(figure), "",
        "What real training digits have for `\(measure.rawValue)`")
    }
  }

  /// A row for each measure: of the samples, of test digits and of the anchors.
  private func tableMeasures(
    _ rows: [QualityRow], of quality: SampleQuality, _ yardstick: Yardstick,
    _ anchors: [AnchorFigures], _ model: String?, _ folder: String, _ latent: Int?, _ line: Int,
    _ file: String
  ) {
    let subject = model.map { "samples of \($0)" } ?? "samples"
    let drawn = latent.map { ", drawn from \($0) latent dimensions," } ?? ""
    let accuracy = yardstick.testDigits.agreement?.overall ?? 0
    let searched = min(quality.count, yardstick.extent.searched)
    let real = yardstick.figuresOfTestDigits
    table(
      """
      \(quality.count) \(subject)\(drawn) beside \(yardstick.testDigits.count) test digits and the anchors: training \
      digits, and training digits to which something was done. Copies and the nearest training digit are those of the \
      first \(searched), diversity is that of at most \(Diversity.picturesOfLabel) of a label. The judge reads \
      \((100 * accuracy).short) % of test digits right. [What the measures mean](../../measures.md)
      """,
      columns: MeasuresTable.columns(anchors: anchors.map(\.name)),
      rows: rows.map { row in
        let figures = [row.value, real[row.measure]] + anchors.map { $0[row.measure] }
        return [row.title] + figures.map(QualityRow.shown) + [row.better.rawValue]
      },
      metrics: rows.map { "\(folder)/\($0.measure.rawValue)" }, line: line, file: file)
  }

  /// Samples of each label, as the judge reads them; for a conditional model the share that is read as what was asked for.
  private func tableLabels(
    of quality: SampleQuality, _ model: String?, _ line: Int, _ file: String
  ) {
    let whose = model.map { " of \($0)" } ?? ""
    if let agreement = quality.agreement?.classes {
      table(
        "Label agreement\(whose), label by label", columns: agreement.map { "\($0.label)" },
        rows: [agreement.map(\.share)], line: line, file: file)
    } else {
      let labels = quality.histogram.classes
      table(
        "Samples\(whose) that the judge reads as each label", columns: labels.map { "\($0)" },
        rows: [labels.map { quality.histogram.counts[Int($0)] }], line: line, file: file)
    }
  }

  /// The first test digit of each label above the first samples of it: of those that were asked for, or of those
  /// that the judge reads so; crossed out where there are too few.
  private func showOneOfEach(
    _ samples: Tensor, _ labels: [UInt8]?, _ digits: DigitData, _ yardstick: Yardstick,
    _ model: String?, _ line: Int, _ file: String
  ) {
    let labels = labels ?? yardstick.judge.reading(of: samples).labels
    let classes = yardstick.classes, shape = digits.shape
    let blank = [UInt8](repeating: 0, count: shape.size)
    let real = classes.flatMap { label -> [UInt8] in
      guard let index = digits.test.labels.firstIndex(of: label) else { return blank }
      return digits.test.tensor(index..<index + 1).greyLevels
    }
    let ofEach = classes.map { label in
      Array(labels.indices.lazy.filter { labels[$0] == label }.prefix(Self.samplesOfEach))
    }
    let strips = (0..<Self.samplesOfEach).flatMap { row in
      ofEach.flatMap { indices -> [UInt8] in
        indices.indices.contains(row)
          ? samples.rows(at: [Int32(indices[row])]).greyLevels : blank
      }
    }
    let name = model.map { "digits-\($0)" } ?? "digits"
    record(
      real + strips, at: "quality/\(name)",
      shape: [1 + Self.samplesOfEach, classes.count] + shape.dimensions,
      description: """
        A row of test digits, one of each label, above \(Self.samplesOfEach) rows of samples, without ink where one is missing; \
        \(shape.levels) [row, label, \(shape.axes)]
        """, line: line)
    figure(
      name, caption: "Each digit: a real one above samples, crossed out where there is none",
      .digits(
        .whole("quality/\(name)"), columns: classes.count,
        rowLabels: ["digit"] + [String](repeating: "sample", count: Self.samplesOfEach),
        columnLabels: classes.map { "\($0)" }, marksBlanks: true),
      line: line, file: file)
  }

  /// Samples of each label that are shown below a real digit.
  private static let samplesOfEach = 3

  /// Warns of signs that training failed in the metrics logged so far.
  ///
  /// - Parameters:
  ///   - falling: Metrics that should fall: warns if one ends higher than it began.
  ///   - discriminators: Losses of discriminators in nats: warns if one stays near its least.
  ///   - smoothing: How far the discriminators' target for digits lies below 1.
  ///   - turns: Numbers of steps in the turns of adversaries: warns if one keeps to its limit.
  ///   - limit: The greatest number of steps in a turn.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func warnOfFailure(
    falling: [String] = [], discriminators: [String] = [], smoothing: Double = 0,
    turns: [String] = [], limit: Int = 1, line: Int = #line, file: String = #fileID
  ) {
    let signs =
      falling.map { TrainingHealth.divergence(record.series($0), "`\($0)`") }
      + discriminators.map {
        TrainingHealth.saturation(record.series($0), "`\($0)`", smoothing: smoothing)
      }
      + turns.map { TrainingHealth.imbalance(record.series($0), "`\($0)`", limit: limit) }
    for sign in signs.compactMap(\.self) { warning(sign, line: line, file: file) }
  }

  /// Warns where the loss of a discriminator, by cross-entropy of digits and pictures together, stays near its least or ends above
  /// that of guessing.
  ///
  /// - Parameters:
  ///   - discriminator: The loss's metric, in nats.
  ///   - smoothing: How the discriminator's targets were smoothed.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Returns: The warnings, for claims.
  @discardableResult
  public func warnOfFailure(
    discriminator: String, smoothing: LabelSmoothing, line: Int = #line, file: String = #fileID
  ) -> [String] {
    let losses = record.series(discriminator)
    let signs = [
      TrainingHealth.saturation(losses, "`\(discriminator)`", leastLoss: smoothing.leastLoss),
      TrainingHealth.worseThanGuessing(losses, "`\(discriminator)`"),
    ].compactMap(\.self)
    for sign in signs { warning(sign, line: line, file: file) }
    return signs
  }

  /// Warns of every sign that an adversarial training failed: those of the discriminator's loss, and those of collapse, few labels or
  /// samples that hardly differ within one.
  ///
  /// - Parameters:
  ///   - name: The training's name, which warnings of collapse begin with.
  ///   - discriminator: The metric of the discriminator's loss, in nats.
  ///   - smoothing: How the discriminator's targets were smoothed.
  ///   - samples: Pixels in [0, 1], [n, height · width · channels]; a thousand are enough.
  ///   - digits: The data set that they should look like, with labels.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Returns: The warnings, for claims.
  /// - Throws: `DataError` where the digits have no labels; `NonFiniteError` if training the judge breaks down.
  @discardableResult
  public func warnOfFailure(
    of name: String, discriminator: String, smoothing: LabelSmoothing, samples: Tensor,
    against digits: DigitData, line: Int = #line, file: String = #fileID
  ) throws -> [String] {
    let yardstick = try yardstick(for: digits)
    let labels = yardstick.judge.reading(of: samples).labels
    let collapse = [
      TrainingHealth.missingModes(LabelHistogram(of: labels, classes: digits.distinctLabels)),
      TrainingHealth.lowDiversity(
        Diversity(of: samples, read: labels), of: yardstick.testDigits.diversity),
    ].compactMap { $0.map { "\(name): \($0)" } }
    let signs = warnOfFailure(
      discriminator: discriminator, smoothing: smoothing, line: line, file: file)
    for sign in collapse { warning(sign, line: line, file: file) }
    return signs + collapse
  }
}

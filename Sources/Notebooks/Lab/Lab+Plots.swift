import Layers
import Records

extension Lab {
  /// Shows series that were logged, as curves over their steps: `figures/<name>.png`.
  ///
  ///     lab.plot("losses", "Losses over the epochs", ["loss/train": "training", "loss/test": "test"],
  ///              x: "epoch", y: PlotAxis("nats per digit", 0...5))
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - caption: What the picture shows, as Markdown.
  ///   - series: The series' names, and what each is called beside its curve.
  ///   - faint: Series to be drawn pale behind those, in the same colours in turn: noisy ones whose means are shown.
  ///   - guides: Values for comparison.
  ///   - title: The title above; the caption where it is nil.
  ///   - x: What a step is.
  ///   - y: The axis of the values.
  ///   - isCover: Whether the picture stands for the notebook in the index.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func plot(
    _ name: String, _ caption: String, _ series: KeyValuePairs<String, String>,
    faint: [String] = [], guides: [FigureSpec.Guide] = [], title: String? = nil, x: String,
    y: PlotAxis,
    isCover: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    let background = faint.enumerated().map { index, name in
      FigureSpec.Line(name, name: "", faint: true, color: index)
    }
    let lines = series.enumerated().map { index, entry in
      FigureSpec.Line(entry.key, name: entry.value, color: faint.isEmpty ? nil : index)
    }
    figure(
      name, caption: caption,
      .lines(
        background + lines, guides: guides, title: title ?? caption, x: PlotAxis(x), y: y),
      isCover: isCover, line: line, file: file)
  }

  /// Shows losses of adversaries by cross-entropy, in nats, as curves over the turns: `figures/<name>.png`. Lines for comparison
  /// stand at a discriminator's loss when it can only guess, and at the least that smoothed targets allow.
  ///
  /// - Parameters:
  ///   - name: The picture's name.
  ///   - caption: What the picture shows, as Markdown.
  ///   - series: The series' names, and what each is called beside its curve.
  ///   - smoothing: How the discriminator's targets were smoothed.
  ///   - title: The title above.
  ///   - range: The range of the axis.
  ///   - isLogarithmic: Whether equal ratios take equal room.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func adversarialLosses(
    _ name: String, _ caption: String, _ series: KeyValuePairs<String, String>,
    smoothing: LabelSmoothing = .none, title: String = "Losses", nats range: ClosedRange<Double>,
    logarithmic isLogarithmic: Bool = false, line: Int = #line, file: String = #fileID
  ) {
    let least: [FigureSpec.Guide] =
      smoothing == .none ? [] : [.init("least", at: smoothing.leastLoss)]
    plot(
      name, caption, series, guides: [.init("guessing", at: 1.386)] + least, title: title,
      x: "turn", y: PlotAxis("nats", range, logarithmic: isLogarithmic), line: line, file: file)
  }

  /// Shows the losses `loss/train` and `loss/test` that were logged, leaves their last values as metrics, and warns where one rises. Their
  /// unit is that of `loss/test`, of which ``describe(_:unit:line:)`` told.
  ///
  /// - Parameters:
  ///   - caption: What the picture shows, as Markdown.
  ///   - article: How far the article trained, and the test loss that it reached; nil where there is none to compare with.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func learningCurves(
    _ caption: String, article: (training: String, loss: Double)? = nil, line: Int = #line,
    file: String = #fileID
  ) {
    let unit = record.unit(ofSeries: "loss/test") ?? ""
    metric("loss/test", "Test loss", better: .less, line: line, file: file)
    metric("loss/train", unit: unit, "Training loss", better: .less, line: line, file: file)
    plot(
      "learning", caption, ["loss/train": "training", "loss/test": "test"],
      guides: article.map { [.init("article, \($0.training)", at: $0.loss)] } ?? [], title: "Loss",
      x: stepUnit, y: axis(unit.isEmpty ? "loss" : unit, aroundLastOf: "loss/train", "loss/test"),
      line: line, file: file)
    warnOfFailure(falling: ["loss/train", "loss/test"], line: line, file: file)
  }

  /// An axis for losses that start far above where they end: from a little below the least of the last values to a quarter
  /// above the greatest.
  ///
  /// - Parameters:
  ///   - label: What is measured, with its unit.
  ///   - series: The series on the axis.
  public func axis(_ label: String, aroundLastOf series: String...) -> PlotAxis {
    let last = series.compactMap { record.series($0).last }
    return PlotAxis(label, from: 0.95 * (last.min() ?? .nan), to: 1.25 * (last.max() ?? .nan))
  }
}

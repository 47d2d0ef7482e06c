import Records

extension Lab {
  /// Checks a statement of the article about a number; the report shows whether it holds, with the number and its limit.
  ///
  ///     lab.claim("The test loss comes within 3 % of the article's", loss, .atMost(158), unit: "nats")
  ///
  /// - Parameters:
  ///   - text: The statement, as Markdown.
  ///   - value: The number.
  ///   - limit: What it has to be.
  ///   - unit: The unit; a `share` is told in percent.
  ///   - detail: What else belongs to the figures: `label 5`.
  ///   - reason: Why the statement is not about this run, for the report: that the article has other data, say. Nothing is
  ///     checked then. Nil where it is about this run.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func claim(
    _ text: String, _ value: Double, _ limit: ClaimLimit, unit: String = "", detail: String = "",
    unless reason: String? = nil, line: Int = #line, file: String = #fileID
  ) {
    if let reason { return leaveOut(text, because: reason, line, file) }
    let bound: Double
    switch limit.bound {
    case .number(let number): bound = number
    case .metric(let name, let factor):
      if let reason = inapplicability(of: name) {
        return leaveOut(text, because: reason, line, file)
      }
      guard let metric = finalValue(of: name, line) else { return }
      bound = factor * metric.value
    }
    let figures = limit.figures(value, bound, unit: unit)
    claim(
      text, limit.holds(value, bound), detail: detail.isEmpty ? figures : "\(figures), \(detail)",
      line: line, file: file)
  }

  /// Checks a statement of the article about a metric that the run has left before.
  ///
  ///     lab.claim("The test loss is below the training loss", "loss/test", .below("loss/train"))
  ///
  /// - Parameters:
  ///   - text: The statement, as Markdown.
  ///   - metric: The metric's name.
  ///   - limit: What it has to be.
  ///   - detail: What else belongs to the figures: `label 5`.
  ///   - reason: Why the statement is not about this run; nil where it is.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func claim(
    _ text: String, _ metric: String, _ limit: ClaimLimit, detail: String = "",
    unless reason: String? = nil, line: Int = #line, file: String = #fileID
  ) {
    if let reason { return leaveOut(text, because: reason, line, file) }
    if let reason = inapplicability(of: metric) {
      return leaveOut(text, because: reason, line, file)
    }
    guard let metric = finalValue(of: metric, line) else { return }
    claim(
      text, metric.value, limit, unit: metric.unit, detail: detail, line: line, file: file)
  }

  /// Checks a statement of the article; the report shows whether it holds.
  ///
  /// - Parameters:
  ///   - text: The statement, as Markdown.
  ///   - holds: Whether it holds.
  ///   - detail: The figures behind it: `152.9 ≤ 153.4`.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func claim(
    _ text: String, _ holds: Bool, detail: String = "", line: Int = #line, file: String = #fileID
  ) {
    add(.claim(ClaimOutput(text: text, holds: holds, detail: detail)), line, file)
  }

  /// Leaves a statement with the reason why it is not about this run.
  private func leaveOut(_ text: String, because reason: String, _ line: Int, _ file: String) {
    add(.claim(ClaimOutput(text: text, holds: nil, detail: reason)), line, file)
  }

  /// Why a metric has no value; nil where that is not because of the data.
  private func inapplicability(of metric: String) -> String? {
    inapplicableMetrics.contains(metric) ? "these data have no \(metric)" : nil
  }

  /// A metric that the run has left, with its unit. One that was never asked for is a mistake of the notebook's.
  private func finalValue(of metric: String, _ line: Int) -> (value: Double, unit: String)? {
    for case .result(let result) in record.outputs.map(\.content) where result.name == metric {
      switch result.value {
      case .double(let value): return (value, result.unit)
      case .int(let value): return (Double(value), result.unit)
      default: break
      }
    }
    misuse("a claim is about the metric \(metric), which has no value before this line", line)
    return nil
  }
}

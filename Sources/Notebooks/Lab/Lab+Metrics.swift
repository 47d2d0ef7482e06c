import Evaluation
import Records

extension Lab {
  /// Tells what series are, before their first values: the log and the figures say it of them.
  ///
  ///     lab.describe(
  ///       ["loss/train": "Loss of training digits, mean over an epoch", "loss/test": "Loss of the test digits"],
  ///       unit: "nats per digit")
  ///
  /// - Parameters:
  ///   - series: What each series is, by its name.
  ///   - unit: The unit of all of them; empty for pure numbers.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func describe(
    _ series: KeyValuePairs<String, String>, unit: String = "", line: Int = #line
  ) {
    for (name, description) in series {
      if description.isEmpty { misuse("the description of the series \(name) is empty", line) }
      told[name] = (description, unit)
    }
  }

  /// Adds a value to the series of a metric: `/metrics/<name>/step` and `/value`.
  ///
  /// - Parameters:
  ///   - name: Lower-case words; parts separated by `/`, as in `loss/test`.
  ///   - value: The value; kept as a double.
  ///   - step: The epoch, iteration or period; must rise from call to call.
  ///   - description: What is measured; nil for what ``describe(_:unit:line:)`` told. The first call's counts.
  ///   - unit: Its unit, empty for a pure number; nil for what ``describe(_:unit:line:)`` told. The first call's counts.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func log(
    _ name: String, _ value: some BinaryFloatingPoint, step: Int, _ description: String? = nil,
    unit: String? = nil, line: Int = #line
  ) {
    let path = "metrics/\(name)"
    if let shortcoming = LogPath.shortcoming(of: name) {
      return misuse("no metric can be called \"\(name)\": \(shortcoming)", line)
    }
    if let last = record.arrays["\(path)/step"]?.doubles.last, Double(step) <= last {
      return misuse(
        "the metric \(name) has a value at step \(Int(last)), and the next one is to be at step \(step): "
          + "steps must rise", line)
    }
    guard isFree("\(path)/step", line), isFree("\(path)/value", line),
      grow(
        "\(path)/step", by: [Int64(step)], unit: unitOfSteps, line: line,
        description: { "Step of each value of \(name) [value]" })
    else { return }
    let told = told[name]
    guard
      grow(
        "\(path)/value", by: [Double(value)], unit: unit ?? told?.unit ?? "", line: line,
        description: { "\(description ?? told?.description ?? name) [value]" })
    else { return }
    note(entryOf: "\(path)/value")
  }

  /// Adds a value to the series of each of several metrics, of which ``describe(_:unit:line:)`` told.
  ///
  /// - Parameters:
  ///   - values: The values by the metrics' names.
  ///   - step: The epoch, iteration or period; must rise from call to call.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func log(_ values: KeyValuePairs<String, Double>, step: Int, line: Int = #line) {
    for (name, value) in values { log(name, value, step: step, line: line) }
  }

  /// Leaves the final value of a metric, for the report, `metrics.json` and the index: the last one of its series, or the
  /// mean of the last few.
  ///
  /// - Parameters:
  ///   - name: Lower-case words; parts separated by `/`. No two final values share a name.
  ///   - series: The series' name where it is another one.
  ///   - count: How many values the mean is taken over, from the last one back.
  ///   - unit: The unit, empty for a pure number; nil for the series'.
  ///   - description: What was measured.
  ///   - better: Which values are better, for comparisons; nil where none are.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Returns: The value; NaN where nothing was logged, which is a mistake of the notebook's.
  @discardableResult
  public func metric(
    _ name: String, of series: String? = nil, meanOfLast count: Int = 1, unit: String? = nil,
    _ description: String, better: Direction? = nil, line: Int = #line, file: String = #fileID
  ) -> Double {
    let values = record.series(series ?? name).suffix(count)
    if values.isEmpty {
      misuse(
        "nothing was logged as \(series ?? name), so the metric \(name) has no last value", line)
    }
    let value = values.reduce(0, +) / Double(values.count)
    metric(
      name, value, unit: unit ?? record.unit(ofSeries: series ?? name) ?? "", description,
      better: better, line: line, file: file)
    return value
  }

  /// Leaves the value that a series had at a step, or last before it, as a final one.
  ///
  /// - Parameters:
  ///   - name: Lower-case words; parts separated by `/`. No two final values share a name.
  ///   - series: The series' name.
  ///   - step: The epoch, iteration or period.
  ///   - unit: The unit, empty for a pure number; nil for the series'.
  ///   - description: What was measured.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func metric(
    _ name: String, of series: String, atStep step: Int, unit: String? = nil, _ description: String,
    line: Int = #line, file: String = #fileID
  ) {
    let steps = record.arrays["metrics/\(series)/step"]?.doubles ?? []
    guard let index = steps.lastIndex(where: { $0 <= Double(step) }) else {
      return misuse("nothing was logged as \(series) up to step \(step)", line)
    }
    metric(
      name, record.series(series)[index], unit: unit ?? record.unit(ofSeries: series) ?? "",
      description, line: line, file: file)
  }

  /// Leaves the rank correlation of two series, at the steps that both have, as a final metric.
  ///
  /// - Parameters:
  ///   - name: Lower-case words; parts separated by `/`. No two final values share a name.
  ///   - one: A series' name.
  ///   - other: The other's.
  ///   - description: What it tells.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func rankCorrelation(
    _ name: String, of one: String, and other: String, _ description: String, line: Int = #line,
    file: String = #fileID
  ) {
    func values(_ series: String) -> [Double: Double] {
      let steps = record.arrays["metrics/\(series)/step"]?.doubles ?? []
      return Dictionary(zip(steps, record.series(series)), uniquingKeysWith: { $1 })
    }
    let (ones, others) = (values(one), values(other))
    let steps = ones.keys.filter { others[$0] != nil }.sorted()
    if steps.isEmpty { return misuse("\(one) and \(other) have no step in common", line) }
    metric(
      name,
      Evaluation.rankCorrelation(steps.compactMap { ones[$0] }, steps.compactMap { others[$0] }),
      description, line: line, file: file)
  }

  /// Leaves the final value of a metric, for the report, `metrics.json` and the index.
  ///
  /// - Parameters:
  ///   - name: Lower-case words; parts separated by `/`. No two final values share a name.
  ///   - value: The value; kept as a double.
  ///   - unit: The unit; empty for a pure number.
  ///   - description: What was measured.
  ///   - better: Which values are better, for comparisons; nil where none are.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func metric(
    _ name: String, _ value: some BinaryFloatingPoint, unit: String = "",
    _ description: String = "", better: Direction? = nil, line: Int = #line, file: String = #fileID
  ) {
    add(result: name, .double(Double(value)), unit, description, line, file, better: better)
  }

  /// Leaves a final count, for the report, `metrics.json` and the index.
  public func metric(
    _ name: String, _ value: Int, unit: String = "", _ description: String = "",
    better: Direction? = nil, line: Int = #line, file: String = #fileID
  ) {
    add(result: name, .int(Int64(value)), unit, description, line, file, better: better)
  }

  /// Leaves a final metric; `isTabled` says that a table shows it.
  func add(
    result name: String, _ value: Scalar, _ unit: String, _ description: String, _ line: Int,
    _ file: String, isTabled: Bool = false, better: Direction? = nil
  ) {
    if let shortcoming = LogPath.shortcoming(of: name) {
      return misuse("no metric can be called \"\(name)\": \(shortcoming)", line)
    }
    for case .result(let other) in record.outputs.map(\.content) where other.name == name {
      return misuse(
        "the metric \"\(name)\" has a final value already: give each metric a name of its own", line
      )
    }
    add(
      .result(
        ResultOutput(
          name: name, value: value, unit: unit, description: description, isTabled: isTabled,
          better: better)),
      line, file)
  }
}

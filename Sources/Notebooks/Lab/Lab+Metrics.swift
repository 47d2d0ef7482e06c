import Records

extension Lab {
  /// Adds a value to the series of a metric: `/metrics/<name>/step` and `/value`.
  ///
  /// - Parameters:
  ///   - name: Lower-case words; parts separated by `/`, as in `loss/test`.
  ///   - value: The value; kept as a double.
  ///   - step: The epoch, iteration or period; must rise from call to call.
  ///   - description: What is measured, with its unit; the first call's counts.
  public func metric(
    _ name: String, _ value: some BinaryFloatingPoint, step: Int, _ description: String? = nil,
    line: Int = #line
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
        "\(path)/step", by: [Int64(step)], line: line,
        description: { "Step of each value of \(name) [value]" })
    else { return }
    grow("\(path)/value", by: [Double(value)], line: line) { "\(description ?? name) [value]" }
  }

  /// The last value of a metric, or nil where none was recorded.
  public func lastValue(of metric: String) -> Double? {
    guard case .double(let values) = record.arrays["metrics/\(metric)/value"]?.values else {
      return nil
    }
    return values.last
  }

  /// Leaves a final metric, for the report, `metrics.json` and the index.
  ///
  /// - Parameters:
  ///   - name: Lower-case words; parts separated by `/`. No two results share a name.
  ///   - value: The value; kept as a double.
  ///   - unit: The unit; empty for a pure number.
  ///   - description: What was measured.
  ///   - better: Which values are better, for comparisons; nil where none are.
  public func result(
    _ name: String, _ value: some BinaryFloatingPoint, unit: String = "",
    _ description: String = "", better: Direction? = nil, line: Int = #line, file: String = #fileID
  ) {
    add(result: name, .double(Double(value)), unit, description, line, file, better: better)
  }

  /// Leaves a final count, for the report, `metrics.json` and the index.
  public func result(
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
      return misuse("no result can be called \"\(name)\": \(shortcoming)", line)
    }
    for case .result(let other) in record.outputs.map(\.content) where other.name == name {
      return misuse(
        "the result \"\(name)\" is already there: give each result a name of its own", line)
    }
    add(
      .result(
        ResultOutput(
          name: name, value: value, unit: unit, description: description, isTabled: isTabled,
          better: better)),
      line, file)
  }
}

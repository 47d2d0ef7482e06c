import Platform
import Records

extension SweepSummary {
  /// What tells a row from the others: `learningRate 0.001, epochs 5`; nothing where only seeds were swept.
  package func name(of row: Row) -> String {
    varied.map { "\($0.key) \(row.values[$0.key]?.settingText ?? "")" }.joined(separator: ", ")
  }

  /// The metric by which runs are compared first.
  var headline: (name: String, unit: String)? {
    guard let name = highlights.first,
      let measure = settings.lazy.compactMap({ $0.metrics[name] }).first
    else { return nil }
    return (name, measure.unit)
  }

  /// The headline with its unit, for an axis.
  var headlineLabel: String {
    headline.map { $0.unit.isEmpty ? $0.name : "\($0.name), \($0.unit)" } ?? ""
  }
}

extension [UInt64] {
  /// Numbers of a list: `0, 1, 2, 3 and 4`.
  var listed: String { map(String.init).joined(separator: ", ", last: " and ") }
}

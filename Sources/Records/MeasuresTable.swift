/// The table of what samples measure, beside test digits and anchors: pictures that are known to be good, or bad in one way.
package enum MeasuresTable {
  private static let before = ["measure", "samples", "test digits"]
  private static let after = ["better"]

  /// The headings of the columns.
  ///
  /// - Parameter anchors: what the anchors are called.
  package static func columns(anchors: [String]) -> [String] { before + anchors + after }

  /// The figures of the anchors in a table that has these columns, as the table has them: with four significant digits. Nil for
  /// another table.
  package static func anchors(in table: TableOutput) -> [AnchorRow]? {
    guard let metrics = table.metrics, table.columns.starts(with: before),
      Array(table.columns.suffix(after.count)) == after,
      table.columns.count > before.count + after.count
    else { return nil }
    return (before.count..<table.columns.count - after.count).map { column in
      var figures: [String: Double] = [:]
      for (metric, row) in zip(metrics, table.rows) {
        let measure = metric.split(separator: "/").last.map(String.init)
        if let measure, let figure = row[column].number { figures[measure] = figure }
      }
      return AnchorRow(name: table.columns[column], figures: figures)
    }
  }
}

/// What the pictures of an anchor measure.
package struct AnchorRow: Codable, Equatable, Sendable {
  /// What the anchor is called.
  package let name: String
  /// The figures by the measures' names, without `quality/`: those that apply to the samples beside.
  package var figures: [String: Double]

  package init(name: String, figures: [String: Double]) {
    self.name = name
    self.figures = figures
  }
}

extension RunRecord {
  /// The anchors that the run's samples were measured beside; none where it measured no samples. Of several models those of the
  /// first, for they are functions of the data set alone.
  package var anchors: [AnchorRow] {
    for case .table(let table) in outputs.lazy.map(\.content) {
      if let anchors = MeasuresTable.anchors(in: table) { return anchors }
    }
    return []
  }
}

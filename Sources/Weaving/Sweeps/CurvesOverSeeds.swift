import Records
import Statistics

/// Curves of several runs as one, and the data sets that they are drawn from.
struct CurvesOverSeeds {
  let isLogarithmic: Bool
  private(set) var arrays: [String: RecordedArray] = [:]

  init(isLogarithmic: Bool) { self.isLogarithmic = isLogarithmic }

  /// What the curves are.
  var words: String {
    isLogarithmic
      ? "median over the seeds, and each of them"
      : "mean and standard deviation over the seeds"
  }

  /// The mean of a curve over runs, or on a logarithmic axis their median, at the abscissas that all have, with what shows how
  /// far they lie apart; nothing where they have no abscissas in common.
  mutating func lines(
    _ line: FigureSpec.Line, over runs: [[String: RecordedArray]], name: String? = nil, color: Int
  ) -> [FigureSpec.Line] {
    let tables = runs.compactMap { run -> [Double: Double]? in
      guard let x = run[line.x]?.doubles, let y = run[line.y]?.doubles else { return nil }
      return [Double: Double](zip(x, y)) { _, last in last }
    }
    guard let first = tables.first else { return [] }
    let common = tables.dropFirst().reduce(Set(first.keys)) { $0.intersection($1.keys) }.sorted()
    if common.count < 2 { return [] }
    let x = record(common)
    let values = tables.map { table in common.map { table[$0] ?? .nan } }
    let samples = common.indices.map { index in
      SampleSummary(of: values.map { $0[index] }.filter(\.isFinite))
    }
    let middles = samples.map { (isLogarithmic ? $0?.median : $0?.mean) ?? .nan }
    let middle = FigureSpec.Line(
      x: x, y: record(middles),
      spread: isLogarithmic ? nil : record(samples.map { $0?.standardDeviation ?? 0 }),
      name: name ?? line.name, dashed: line.isDashed, color: color)
    let singles = values.map {
      FigureSpec.Line(x: x, y: record($0), name: "", faint: true, color: color)
    }
    return (isLogarithmic && runs.count > 1 ? singles : []) + [middle]
  }

  /// The same in the order in which they are drawn.
  static func singlesBehind(_ lines: [FigureSpec.Line]) -> [FigureSpec.Line] {
    lines.filter(\.isFaint) + lines.filter { !$0.isFaint }
  }

  /// Keeps numbers, and returns their path.
  private mutating func record(_ values: [Double]) -> String {
    let path = "curves/\(arrays.count)"
    arrays[path] = RecordedArray(values, shape: [values.count], description: "", unit: nil)
    return path
  }
}

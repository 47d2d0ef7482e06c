import Platform
import Raster
import Records
import Statistics

/// Curves of a sweep: the notebook's own plots, each curve the mean over the seeds within a band of a standard deviation. On a
/// logarithmic axis, where such a band would reach below zero, it is their median before the single runs. Where
/// settings were varied, each curve has a picture of its own, in which every setting has one.
struct SweepCurves {
  /// At most so many plots have a picture, and so many settings a curve.
  static let mostPictures = 12, mostSettings = 10

  private let summary: SweepSummary
  /// The plots of the first run whose log is there.
  private var plots: [Plot] = []
  /// For each setting the data sets of each run whose log is there.
  private var settings: [[[String: RecordedArray]]] = []

  /// A figure of the notebook that has curves alone.
  private struct Plot {
    let figure: FigureOutput
    let curves: LinesFigure

    /// Those that are in the foreground; pale ones are single runs' noise about them.
    var lines: [FigureSpec.Line] { curves.lines.filter { !$0.isFaint } }
  }

  /// Reads the logs of the runs.
  ///
  /// - Parameter problems: is told of logs that cannot be used.
  init(
    of summary: SweepSummary, runs: [String: Metrics], in group: String,
    problems: (String) -> Void
  ) {
    self.summary = summary
    for row in summary.settings.prefix(Self.mostSettings) {
      var setting: [[String: RecordedArray]] = []
      for folder in row.folders {
        guard let metrics = runs[folder] else { continue }
        do {
          let record = try RunRecord(reading: "\(group)/\(folder)/log.h5", toldOfBy: metrics)
          if plots.isEmpty { plots = Self.plots(of: record) }
          let paths = Set(plots.flatMap(\.lines).flatMap { [$0.x, $0.y] })
          setting.append(record.arrays.filter { paths.contains($0.key) })
        } catch {
          problems("\(folder): its curves are left out: \(describe(error))")
        }
      }
      settings.append(setting)
    }
  }

  private static func plots(of record: RunRecord) -> [Plot] {
    record.outputs.compactMap {
      guard case .figure(let figure) = $0.content, let curves = figure.spec.curves else {
        return nil
      }
      return Plot(figure: figure, curves: curves)
    }
  }

  /// The pictures, in the order of the notebook.
  func pictures() throws -> [SweepPicture] {
    var pictures: [SweepPicture] = []
    for plot in plots where pictures.count < Self.mostPictures {
      pictures +=
        try summary.varied.isEmpty ? [overSeeds(plot)].compactMap(\.self) : overSettings(plot)
    }
    return Array(pictures.prefix(Self.mostPictures))
  }

  /// A plot as it stands in the report, with bands.
  private func overSeeds(_ plot: Plot) throws -> SweepPicture? {
    guard let runs = settings.first else { return nil }
    var curves = CurvesOverSeeds(isLogarithmic: plot.curves.y.isLogarithmic)
    let lines = plot.lines.enumerated().flatMap { index, line in
      curves.lines(line, over: runs, color: line.color ?? index)
    }
    if lines.isEmpty { return nil }
    let spec = FigureSpec.lines(
      CurvesOverSeeds.singlesBehind(lines), guides: plot.curves.guides, title: plot.curves.title,
      x: plot.curves.x, y: plot.curves.y)
    return try SweepPicture(
      "curve-\(plot.figure.name)", caption: "\(plot.figure.caption): \(curves.words)",
      spec.figure.bitmap(of: FigureData(curves.arrays)))
  }

  /// A picture of each curve.
  private func overSettings(_ plot: Plot) throws -> [SweepPicture] {
    try plot.lines.enumerated().compactMap { index, line in
      var curves = CurvesOverSeeds(isLogarithmic: plot.curves.y.isLogarithmic)
      let lines = zip(summary.settings, settings).enumerated().flatMap { color, one in
        curves.lines(line, over: one.1, name: summary.name(of: one.0), color: color)
      }
      if lines.isEmpty { return nil }
      // Another setting may leave the range that suits the notebook's own.
      let y = PlotAxis(plot.curves.y.label, logarithmic: plot.curves.y.isLogarithmic)
      let spec = FigureSpec.lines(
        CurvesOverSeeds.singlesBehind(lines), title: line.name, x: plot.curves.x, y: y)
      let number = plot.lines.count == 1 ? "" : "-\(index + 1)"
      return try SweepPicture(
        "curve-\(plot.figure.name)\(number)",
        caption: "\(plot.figure.caption), \(line.name): \(curves.words)",
        spec.figure.bitmap(of: FigureData(curves.arrays)))
    }
  }
}

/// Curves of several runs as one, and the data sets that they are drawn from.
private struct CurvesOverSeeds {
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

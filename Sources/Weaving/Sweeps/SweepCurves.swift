import Platform
import Raster
import Records
import Statistics

/// Curves of a sweep: the notebook's own plots, each curve the mean over the seeds within a band of a standard deviation. Where
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
    var means = Means()
    let lines = settings.first.map { runs in plot.lines.compactMap { means.line($0, over: runs) } }
    guard let lines, !lines.isEmpty else { return nil }
    let spec = FigureSpec.lines(
      lines, guides: plot.curves.guides, title: plot.curves.title, x: plot.curves.x,
      y: plot.curves.y)
    return try SweepPicture(
      "curve-\(plot.figure.name)",
      caption: "\(plot.figure.caption): mean and standard deviation over the seeds",
      spec.figure.bitmap(of: FigureData(means.arrays)))
  }

  /// A picture of each curve.
  private func overSettings(_ plot: Plot) throws -> [SweepPicture] {
    try plot.lines.enumerated().compactMap { index, line in
      var means = Means()
      let lines = zip(summary.settings, settings).enumerated().compactMap { color, one in
        means.line(line, over: one.1, name: summary.name(of: one.0), color: color)
      }
      if lines.isEmpty { return nil }
      // Another setting may leave the range that suits the notebook's own.
      let y = PlotAxis(plot.curves.y.label, logarithmic: plot.curves.y.isLogarithmic)
      let spec = FigureSpec.lines(lines, title: line.name, x: plot.curves.x, y: y)
      let number = plot.lines.count == 1 ? "" : "-\(index + 1)"
      return try SweepPicture(
        "curve-\(plot.figure.name)\(number)",
        caption: "\(plot.figure.caption), \(line.name): mean and standard deviation over the seeds",
        spec.figure.bitmap(of: FigureData(means.arrays)))
    }
  }
}

/// Mean curves, and the data sets that they are drawn from.
private struct Means {
  private(set) var arrays: [String: RecordedArray] = [:]

  /// The mean of a curve over runs, at the abscissas that all have; nil where they have none in common.
  mutating func line(
    _ line: FigureSpec.Line, over runs: [[String: RecordedArray]], name: String? = nil,
    color: Int? = nil
  ) -> FigureSpec.Line? {
    let tables = runs.compactMap { run -> [Double: Double]? in
      guard let x = run[line.x]?.doubles, let y = run[line.y]?.doubles else { return nil }
      return [Double: Double](zip(x, y)) { _, last in last }
    }
    guard let first = tables.first else { return nil }
    let common = tables.dropFirst().reduce(Set(first.keys)) { $0.intersection($1.keys) }.sorted()
    if common.count < 2 { return nil }
    let samples = common.map { x in
      SampleSummary(of: tables.compactMap { $0[x] }.filter(\.isFinite))
    }
    let folder = "means/\(arrays.count)"
    func record(_ values: [Double], as part: String) -> String {
      let path = "\(folder)/\(part)"
      arrays[path] = RecordedArray(values, shape: [values.count], description: "", unit: nil)
      return path
    }
    return FigureSpec.Line(
      x: record(common, as: "x"), y: record(samples.map { $0?.mean ?? .nan }, as: "mean"),
      spread: record(samples.map { $0?.standardDeviation ?? 0 }, as: "deviation"),
      name: name ?? line.name, dashed: line.isDashed, color: color ?? line.color)
  }
}

import Platform
import Records

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

import Platform
import Raster
import Records
import Statistics

/// Learning curves of a sweep: for every series that the runs have logged, its mean over the seeds within a band of a standard
/// deviation, a curve for each setting.
struct SweepCurves {
  /// At most so many series have a picture, and so many settings a curve.
  static let mostSeries = 12, mostSettings = 10

  private let summary: SweepSummary
  /// For each setting the series by name, one entry for each run whose log is there.
  private let settings: [[String: [Series]]]

  /// A series of one run.
  private struct Series {
    let steps: [Double], values: [Double]
  }

  /// Reads the logs of the runs.
  ///
  /// - Parameter problems: is told of logs that cannot be used.
  init(
    of summary: SweepSummary, runs: [String: Metrics], in group: String,
    problems: (String) -> Void
  ) {
    self.summary = summary
    settings = summary.settings.prefix(Self.mostSettings).map { row in
      var all: [String: [Series]] = [:]
      for folder in row.folders {
        guard let metrics = runs[folder] else { continue }
        do {
          let record = try RunRecord(reading: "\(group)/\(folder)/log.h5", toldOfBy: metrics)
          for name in (metrics.series ?? [:]).keys {
            let series = Series(
              steps: record.arrays["metrics/\(name)/step"]?.doubles ?? [],
              values: record.series(name))
            if series.values.count > 1 { all[name, default: []].append(series) }
          }
        } catch {
          problems("\(folder): its learning curves are left out: \(describe(error))")
        }
      }
      return all
    }
  }

  /// The pictures, by the names of the series.
  func pictures() throws(RasterError) -> [SweepPicture] {
    var pictures: [SweepPicture] = []
    let names = Set(settings.flatMap(\.keys)).sortedByBytes()
    for name in names.prefix(Self.mostSeries) {
      let lines = zip(summary.settings, settings).enumerated().compactMap { color, one in
        one.1[name].flatMap { Self.line(summary.name(of: one.0), $0, color: color) }
      }
      if lines.isEmpty { continue }
      pictures.append(
        try SweepPicture(
          "curve-\(name.replacing("/", with: "-"))",
          caption: "`\(name)`: mean and standard deviation over the seeds",
          LinePlot("", x: Axis("step"), y: Axis(name), lines: lines).bitmap()))
    }
    return pictures
  }

  /// The mean curve at the steps that all runs have; nil where they have none in common.
  private static func line(_ name: String, _ runs: [Series], color: Int) -> LinePlot.Line? {
    let common = runs.dropFirst().reduce(Set(runs[0].steps)) { $0.intersection($1.steps) }.sorted()
    if common.isEmpty { return nil }
    let tables = runs.map { run in
      [Double: Double](zip(run.steps, run.values)) { _, last in last }
    }
    var means: [Double] = []
    var spreads: [Double] = []
    for step in common {
      let values = tables.compactMap { $0[step] }.filter(\.isFinite)
      let summary = SampleSummary(of: values)
      means.append(summary?.mean ?? .nan)
      spreads.append(summary?.standardDeviation ?? 0)
    }
    return LinePlot.Line(name, x: common, y: means, spread: spreads, color: color)
  }
}

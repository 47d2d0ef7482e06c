import Raster
import Records

/// How the metric that comes first depends on the settings that were tried.
struct SweepSettingsPlot {
  let summary: SweepSummary

  /// A plot for one or two settings, parallel coordinates for more, nothing where only seeds were swept.
  func pictures() throws(RasterError) -> [SweepPicture] {
    guard let headline = summary.headline?.name else { return [] }
    let varied = summary.varied
    switch varied.count {
    case 0: return []
    case 1, 2:
      let numeric = varied.filter { $0.values.allSatisfy { $0.number != nil } }
      let across = numeric.max { $0.values.count < $1.values.count } ?? varied[0]
      let other = varied.first { $0 != across }
      let bitmap =
        numeric.isEmpty ? bars(headline, across, other) : lines(headline, across, other)
      return [
        try SweepPicture(
          "settings",
          caption: "`\(headline)` against \(across.key)"
            + (numeric.isEmpty
              ? ": means over the seeds"
              : ": mean and standard deviation over the seeds, and each run"),
          bitmap)
      ]
    default:
      return [
        try SweepPicture(
          "settings",
          caption: "Means of `\(headline)` over the seeds, a line for each setting; the darker, "
            + "the better",
          parallel(headline, varied))
      ]
    }
  }

  /// The rows where an axis has a value, or all rows where there is no axis.
  private func rows(_ axis: SweepIdentity.Axis?, _ value: JSON?) -> [SweepSummary.Row] {
    guard let axis else { return summary.settings }
    return summary.settings.filter { $0.values[axis.key] == value }
  }

  private func lines(
    _ headline: String, _ across: SweepIdentity.Axis, _ other: SweepIdentity.Axis?
  ) -> Bitmap {
    var means: [LinePlot.Line] = []
    var runs: [LinePlot.Line] = []
    let values: [JSON?] = other.map { $0.values.map(Optional.some) } ?? [nil]
    for (color, value) in values.enumerated() {
      let points = rows(other, value).compactMap {
        row -> (x: Double, measure: SweepSummary.Measure)? in
        guard let x = row.values[across.key]?.number, let measure = row.metrics[headline] else {
          return nil
        }
        return (x, measure)
      }
      let name = other.map { "\($0.key) \(value?.settingText ?? "")" } ?? ""
      means.append(
        LinePlot.Line(
          name, x: points.map(\.x), y: points.map(\.measure.mean),
          spread: points.map { $0.measure.standardDeviation ?? 0 }, color: color))
      for point in points {
        for y in point.measure.numbers {
          runs.append(LinePlot.Line("", x: [point.x], y: [y], isFaint: true, color: color))
        }
      }
    }
    let numbers = across.values.compactMap(\.number)
    let (least, greatest) = (numbers.min() ?? 0, numbers.max() ?? 0)
    return LinePlot(
      "", x: Axis(across.key, isLogarithmic: least > 0 && greatest >= 20 * least),
      y: Axis(summary.headlineLabel), lines: runs + means
    ).bitmap()
  }

  private func bars(
    _ headline: String, _ across: SweepIdentity.Axis, _ other: SweepIdentity.Axis?
  ) -> Bitmap {
    let values: [JSON?] = other.map { $0.values.map(Optional.some) } ?? [nil]
    let series = values.map { value in
      BarPlot.Series(
        other.map { "\($0.key) \(value?.settingText ?? "")" } ?? "",
        values: across.values.map { category in
          rows(other, value).first { $0.values[across.key] == category }?.metrics[headline]?.mean
            ?? .nan
        })
    }
    return BarPlot(
      "", xLabel: across.key, y: Axis(summary.headlineLabel),
      categories: across.values.map(\.settingText), series: series
    ).bitmap()
  }

  private func parallel(_ headline: String, _ varied: [SweepIdentity.Axis]) -> Bitmap {
    let measured = summary.settings.compactMap { row in
      row.metrics[headline].map { (row: row, measure: $0) }
    }
    // By rank, so that one very bad setting does not make all others look alike.
    let order = measured.indices.sorted { one, other in
      let (a, b) = (measured[one].measure, measured[other].measure)
      return (a.badness(of: a.mean), one) < (b.badness(of: b.mean), other)
    }
    var merits = [Double](repeating: 0, count: measured.count)
    for (rank, place) in order.enumerated() {
      merits[place] = 1 - Double(rank) / Double(max(1, measured.count - 1))
    }
    let lines = zip(measured, merits).map { one, merit in
      ParallelPlot.Line(
        places: varied.map { axis in
          axis.values.firstIndex { $0 == one.row.values[axis.key] } ?? 0
        }, measure: one.measure.mean, merit: merit)
    }
    return ParallelPlot(
      "", columns: varied.map { .init($0.key, values: $0.values.map(\.settingText)) },
      measure: Axis(summary.headlineLabel), lines: lines
    ).bitmap()
  }
}

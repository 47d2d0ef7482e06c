import Platform
import Records

/// What several seeds make of a run's results, which are one of them: what reports and the index cite of a sweep.
package struct SeedsOfRun {
  let sweep: SweepOfGroup
  /// The row of the sweep.
  let row: SweepSummary.Row

  /// Finds the sweep over most seeds that these very results are a part of, with nothing varied but the seed. Nil where there
  /// is none.
  ///
  /// - Parameter logSHA256: the digest of the run's log.
  init?(of logSHA256: String?, in sweeps: [SweepOfGroup]) {
    let found = sweeps.compactMap { sweep -> (sweep: SweepOfGroup, row: SweepSummary.Row)? in
      guard sweep.summary.varied.isEmpty, let row = sweep.summary.settings.first,
        row.seeds.count > 1, let logSHA256, row.logSHA256.contains(logSHA256)
      else { return nil }
      return (sweep, row)
    }
    guard let (sweep, row) = found.max(by: { $0.row.seeds.count < $1.row.seeds.count }) else {
      return nil
    }
    (self.sweep, self.row) = (sweep, row)
  }

  /// The mean of a metric and its standard deviation, `20.1 ± 1.2`, or `20` where all runs have the same; nil where it is no
  /// number in two runs.
  func spread(of metric: String) -> String? {
    guard let measure = row.metrics[metric], let deviation = measure.standardDeviation else {
      return nil
    }
    let mean = NumberText.rounded(measure.mean, digits: 3)
    return deviation == 0 ? mean : "\(mean) ± \(NumberText.rounded(deviation, digits: 2))"
  }

  /// In how many runs a claim holds, `2 of 3`; nil where none makes it.
  func count(of claim: ClaimOutput) -> String? {
    row.claims.first { $0.text == claim.text }.map { "\($0.holds) of \($0.of)" }
  }

  /// The heading of a column of means and standard deviations: `5 seeds`.
  var heading: String { "\(row.seeds.count) seeds" }

  /// Which seeds there are, with a link to the page.
  ///
  /// - Parameter path: the way to the folder of the group: empty, or ending with `/`.
  /// - Returns: `[seeds 0, 1 and 2](…)`.
  func link(from path: String) -> String { "[seeds \(row.seeds.listed)](\(path)\(sweep.page))" }

  /// The pictures of curves with bands, from the folder of the group, by the names of the figures that they repeat.
  var curves: [(file: String, width: Int, figure: String)] {
    let prefix = "curve-"
    return sweep.summary.pictures.filter { $0.name.hasPrefix(prefix) }.map { picture in
      (
        "\(SweepIdentity.folders)/\(sweep.name)/\(picture.files[0])", picture.width,
        String(picture.name.dropFirst(prefix.count))
      )
    }
  }
}

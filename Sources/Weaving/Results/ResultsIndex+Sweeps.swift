import Foundation
import Platform
import Records

extension ResultsIndex {
  /// A sweep that has left a page.
  struct Sweep {
    /// Where the page is, from the index.
    let page: String
    /// The name of its folder.
    let name: String
    let summary: SweepSummary

    /// The sweeps of a group, in the order of their folders. One that cannot be read is left out and named in `problems`.
    static func all(of group: String, below output: String, problems: (String) -> Void) -> [Sweep] {
      let folder = "\(group)/\(SweepIdentity.folders)"
      return ResultsIndex.folders(in: "\(output)/\(folder)").compactMap { name in
        let page = "\(folder)/\(name)/sweep.md", numbers = "\(output)/\(folder)/\(name)/sweep.json"
        guard Files.exists("\(output)/\(page)") else { return nil }
        guard let text = FileManager.default.contents(atPath: numbers),
          let summary = try? SweepSummary.read(String(decoding: text, as: UTF8.self))
        else {
          problems("the index leaves out \(numbers), which is no sweep.json of this program")
          return nil
        }
        return Sweep(page: page, name: name, summary: summary)
      }
    }
  }

  /// What several seeds make of a notebook's results, which are one of them.
  struct Seeds {
    let sweep: Sweep
    /// The row of the sweep.
    let row: SweepSummary.Row

    /// Finds the sweep over most seeds that these very results are a part of, with nothing varied but the seed. Nil where there
    /// is none.
    init?(of metricsSHA256: String, in sweeps: [Sweep]) {
      let found = sweeps.compactMap { sweep -> (sweep: Sweep, row: SweepSummary.Row)? in
        guard sweep.summary.varied.isEmpty, let row = sweep.summary.settings.first,
          row.seeds.count > 1, row.metricsSHA256.contains(metricsSHA256)
        else { return nil }
        return (sweep, row)
      }
      guard let (sweep, row) = found.max(by: { $0.row.seeds.count < $1.row.seeds.count }) else {
        return nil
      }
      (self.sweep, self.row) = (sweep, row)
    }

    /// The mean of a metric and its standard deviation, `20.1 ± 1.2`; nil where it is no number in two runs.
    func spread(of metric: String) -> String? {
      guard let measure = row.metrics[metric], let deviation = measure.standardDeviation else {
        return nil
      }
      return
        "\(NumberText.rounded(measure.mean, digits: 3)) ± \(NumberText.rounded(deviation, digits: 2))"
    }

    /// In how many runs a claim holds, `2 of 3`; nil where none makes it.
    func count(of claim: ClaimOutput) -> String? {
      row.claims.first { $0.text == claim.text }.map { "\($0.holds) of \($0.of)" }
    }

    /// Which seeds there are, with a link to the page: `[seeds 0, 1 and 2](…)`.
    var link: String { "[seeds \(row.seeds.listed)](\(sweep.page))" }
  }
}

import Platform
import Records

/// The sweeps that one side has.
struct SweepFiles {
  private let summaries: [(place: String, group: String, summary: SweepSummary)]
  /// The files that are no `sweep.json` of this program, and why.
  let problems: [String]

  /// Reads the sweeps of the groups that are compared.
  ///
  /// - Throws: `ResultsError` where a file cannot be read.
  init(of tree: ResultsTree, in groups: Set<String>) throws(ResultsError) {
    let places = tree.files.filter { path, _ in
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      return parts.count == 4 && parts[1] == SweepIdentity.folders && parts[3] == "sweep.json"
        && groups.contains(parts[0])
    }
    let contents = try tree.contents(of: places.values)
    var summaries: [(place: String, group: String, summary: SweepSummary)] = []
    var problems: [String] = []
    for path in places.keys.sortedByBytes() {
      guard let location = places[path], let bytes = contents[location] else { continue }
      let group = String(path.prefix { $0 != "/" })
      if let summary = try? SweepSummary.read(String(decoding: bytes, as: UTF8.self)) {
        summaries.append((path, group, summary))
      } else {
        problems.append(
          "\(path) of \(tree.side.shortTitle) cannot be read: it is no sweep.json of this program")
      }
    }
    self.summaries = summaries
    self.problems = problems
  }

  /// The runs with the settings of `metrics` and the most seeds; nil where there are none.
  ///
  /// - Parameters:
  ///   - metrics: a run's. A sweep with another log for the same seed was made before or after these results.
  ///   - place: where the run's results are.
  ///   - stale: is told of such a sweep.
  func row(
    of metrics: Metrics, at place: Place, stale: (String) -> Void
  ) -> SweepSummary.Row? {
    var best: SweepSummary.Row?
    for (path, group, summary) in summaries
    where group == place.group && summary.notebook == metrics.notebook {
      for row in summary.settings where row.settings == metrics.settings {
        if let seed = row.seeds.firstIndex(of: metrics.seed),
          row.logSHA256[seed] != metrics.logSHA256 ?? ""
        {
          stale(path)
        } else if row.seeds.count > best?.seeds.count ?? 0 {
          best = row
        }
      }
    }
    return best
  }
}

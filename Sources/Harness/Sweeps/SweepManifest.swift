import Notebooks
import Platform
import Records

/// Every run of a sweep, in an order that depends on what is swept alone: notebooks as the catalogue has them, settings by
/// their values, seeds ascending. So the same number means the same run on every machine.
struct SweepManifest {
  let tasks: [SweepTask]
  /// What is swept of each notebook.
  let sweeps: [NotebookSweep]

  /// The part of a sweep that belongs to one notebook.
  struct NotebookSweep {
    let identity: SweepIdentity
    /// Each combination of values, with the places of its tasks in the manifest.
    let rows: [(values: [String: JSON], tasks: Range<Int>)]

    /// The places of all tasks.
    var tasks: Range<Int> {
      (rows.first?.tasks.lowerBound ?? 0)..<(rows.last?.tasks.upperBound ?? 0)
    }
  }

  /// The most runs of a sweep.
  static let most = 100_000

  /// Lists the runs.
  ///
  /// - Parameters:
  ///   - data: the name of the data.
  /// - Throws: `UsageError` or `SettingError` where the options name what is not there, or too much; `ResultsError` where the
  ///   program does not carry a source.
  init(
    of notebooks: [any Notebook.Type], options: SweepOptions, data: String, session: Session
  ) throws {
    let overrides = try SettingOverride.all(parsing: options.overrides)
    // Refuses what no notebook takes as a run would.
    let first = try options.results(seed: 0, settings: overrides.map(\.firstText))
    _ = try first.runs(of: notebooks, data: data)
    let profile = try first.chosenProfile()
    let seeds = options.seeds.seeds
    let chosen = session.catalogue.filter { type in notebooks.contains { $0.name == type.name } }
    let swept = try chosen.map { type in
      (type: type, axes: try SweepAxis.axes(of: type, profile: profile, overrides: overrides))
    }
    // Counted before any is made, and no further than it matters.
    let count = swept.reduce(0) { sum, one in
      let own = one.axes.reduce(seeds.count) { min($0 * $1.values.count, Self.most + 1) }
      return min(sum + own, Self.most + 1)
    }
    if count > Self.most {
      throw UsageError(
        description: "a sweep has at most \(Self.most) runs: give fewer seeds or values")
    }
    var tasks: [SweepTask] = []
    var sweeps: [NotebookSweep] = []
    for (type, axes) in swept {
      var rows: [(values: [String: JSON], tasks: Range<Int>)] = []
      for combination in SweepAxis.combinations(of: axes) {
        let first = tasks.count
        for seed in seeds {
          tasks.append(
            try SweepTask(
              number: tasks.count, of: type, seed: seed, settings: combination, options: options,
              data: data, sources: session.sources))
        }
        let values = [String: JSON](
          uniqueKeysWithValues: combination.map { ($0.key, $0.value.json) })
        rows.append((values, first..<tasks.count))
      }
      let identity = SweepIdentity(
        notebook: type.name, title: type.title, data: data, profile: profile, seeds: seeds,
        axes: axes.map { SweepIdentity.Axis(key: $0.key, values: $0.values) })
      sweeps.append(NotebookSweep(identity: identity, rows: rows))
    }
    self.tasks = tasks
    self.sweeps = sweeps
  }

  /// What tells this manifest from others: of the words of all its runs.
  var digest: String {
    let lines = tasks.map { ([$0.plan.identity.notebook] + $0.settings).joined(separator: " ") }
    return String(Digest.sha256(of: lines.joined(separator: "\n").utf8).prefix(16))
  }
}

extension SettingOverride {
  /// The override with its first value alone, as a run takes it.
  fileprivate var firstText: String {
    "\(notebook.map { "\($0)." } ?? "")\(key)=\(SweepAxis.texts(in: value)[0])"
  }
}

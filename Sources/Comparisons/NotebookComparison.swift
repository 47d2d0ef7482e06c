import Records

/// Compares what two sides say about one notebook.
struct NotebookComparison {
  let place: Place
  let old: Metrics?
  let new: Metrics?
  let source: SourceChange?
  let includedSources: [SourceChange]
  let figures: [FigureChange]
  /// How many figures there are on both sides together.
  let figureCount: Int
  let files: [FileChange]
  /// Runs of several seeds; nil where a side has none.
  var seeds: SeedComparison?

  /// What changed; empty where nothing did, nil where neither side has the notebook.
  ///
  /// A report that was woven anew is told of only where nothing else explains it, and so are other contents of
  /// `metrics.json`.
  var difference: NotebookDifference? {
    let others = files.filter { !$0.isRewovenReport }
    guard let difference = difference(others), difference.isEmpty else {
      return difference(others)
    }
    if others.count < files.count { return self.difference(files) }
    return old == new
      ? difference : self.difference([FileChange(file: "metrics.json", content: .changed(nil))])
  }

  private func difference(_ files: [FileChange]) -> NotebookDifference? {
    guard let either = new ?? old else { return nil }
    let both = old.flatMap { old in new.map { (old: old, new: $0) } }
    return NotebookDifference(
      place: place, title: either.title,
      presence: old == nil ? .added : new == nil ? .removed : .changed,
      claims: claims, settings: both.map { SettingChange.changes($0.old, $0.new) } ?? [],
      source: source, includedSources: includedSources, metrics: metrics, figures: figures,
      files: both == nil ? [] : files,
      newWarnings: Self.missing(old?.warnings ?? [], from: new?.warnings ?? []),
      goneWarnings: Self.missing(new?.warnings ?? [], from: old?.warnings ?? []),
      datasets: both.map { Self.datasets($0.old.datasets, $0.new.datasets) }
        ?? .init(changed: [], added: [], removed: [], total: either.datasets.count),
      isReportChanged: self.files.contains { $0.file == "report.md" && $0.content != .stale })
  }

  /// What did not change.
  var unchanged: ResultsDifference.Count {
    guard let new, old != nil else { return .init() }
    return .init(
      claims: new.claims.count - claims.count { $0.new != nil },
      metrics: numbers(of: new).count - metrics.count { $0.new != nil },
      figures: figureCount - Set(figures.map(\.name)).count)
  }

  private var claims: [ClaimChange] {
    ClaimChange.changes(old?.claims ?? [], new?.claims ?? [])
  }

  private var metrics: [MetricChange] {
    let changes = MetricChange.changes(
      numbers(of: old), numbers(of: new), highlights: (new ?? old)?.highlights ?? [])
    guard let seeds else { return changes }
    return changes.map { change in
      var change = change
      if change.change != nil { change.noise = seeds.noise(of: change.name) }
      return change
    }
  }

  /// The metrics of a side, and the last values of series; without these where the other side is of a version that had none.
  private func numbers(of side: Metrics?) -> [String: Metrics.Result] {
    let hasSeries = [old, new].compactMap(\.self).allSatisfy { $0.series != nil }
    return (hasSeries ? side?.numbers : side?.results) ?? [:]
  }

  /// What `from` has beyond `others`, in its order.
  private static func missing(_ others: [String], from all: [String]) -> [String] {
    all.filter { !others.contains($0) }
  }

  private static func datasets(
    _ old: [String: String], _ new: [String: String]
  ) -> NotebookDifference.DatasetChange {
    .init(
      changed: old.keys.filter { new[$0] != nil && new[$0] != old[$0] }.sortedByBytes(),
      added: new.keys.filter { old[$0] == nil }.sortedByBytes(),
      removed: old.keys.filter { new[$0] == nil }.sortedByBytes(),
      total: Set(old.keys).union(new.keys).count)
  }
}

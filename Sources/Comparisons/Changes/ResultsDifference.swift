/// What changed between two sides; every output is written from this value.
package struct ResultsDifference: Sendable {
  let from: Side
  let to: Side
  /// Those that changed, by their place.
  var notebooks: [NotebookDifference]
  /// What did not change.
  let unchanged: Count
  /// Files that could not be compared, and why.
  package let problems: [String]
  /// What a reviewer should know although it is no change.
  let notes: [String]

  /// How many of each there are.
  struct Count: Encodable, Sendable, Equatable {
    var notebooks = 0
    var claims = 0
    var metrics = 0
    var figures = 0
  }

  package var isEmpty: Bool { notebooks.isEmpty }

  /// The claims of all notebooks that changed sides, came or went, the most important first.
  var claimsThatChangedSides: [(place: Place, change: ClaimChange)] {
    let all = notebooks.flatMap { notebook in
      notebook.claims.filter { $0.kind != .otherFigures }.map { (notebook.place, $0) }
    }
    // Stable: claims of a kind stay in the order of the notebooks.
    return all.enumerated().sorted {
      ($0.element.1.kind, $0.offset) < ($1.element.1.kind, $1.offset)
    }.map(\.element)
  }

  /// Whether a metric got worse by more than seeds do, where sweeps on both sides tell that.
  package var isWorseBeyondSeeds: Bool {
    notebooks.contains { $0.metrics.contains(where: \.isWorseBeyondSeeds) }
  }

  /// Whether a claim fails that held before, or that was not made before.
  package var hasNewFailure: Bool {
    notebooks.contains { $0.claims.contains { $0.kind == .broke || $0.kind == .addedFailing } }
  }
}

/// What changed in the results of one notebook.
struct NotebookDifference: Sendable {
  let place: Place
  let title: String
  let presence: Presence
  let claims: [ClaimChange]
  let settings: [SettingChange]
  let source: SourceChange?
  /// What changed in the files that the notebook includes.
  let includedSources: [SourceChange]
  let metrics: [MetricChange]
  let figures: [FigureChange]
  /// All other files of the results that came, went or are not what they were.
  let files: [FileChange]
  /// Signs of trouble that the run found and did not find before, and the other way round.
  let newWarnings: [String]
  let goneWarnings: [String]
  /// The data sets of the log whose digests changed, came or went.
  let datasets: DatasetChange
  /// Whether `report.md` has another text.
  let isReportChanged: Bool
  /// What the logs say, where they were asked.
  var log: LogDifference?

  /// Which side has it.
  enum Presence: String, Sendable {
    case added, removed, changed
  }

  /// Names of data sets.
  struct DatasetChange: Sendable, Equatable {
    let changed: [String]
    let added: [String]
    let removed: [String]
    let total: Int

    var isEmpty: Bool { changed.isEmpty && added.isEmpty && removed.isEmpty }
  }

  /// Whether anything differs.
  var isEmpty: Bool {
    presence == .changed && claims.isEmpty && settings.isEmpty && source == nil
      && includedSources.isEmpty
      && metrics.isEmpty && figures.isEmpty && files.isEmpty && newWarnings.isEmpty
      && goneWarnings.isEmpty
      && datasets.isEmpty
  }

  /// The change of the notebook's source and those of the files that it includes.
  var allSources: [SourceChange] { [source].compactMap(\.self) + includedSources }

  /// Whether a number that the run left is another.
  var hasOtherNumbers: Bool { !metrics.isEmpty || !datasets.isEmpty }
}

import Records

extension DifferenceJSON {
  /// What changed in a notebook.
  struct NotebookEntry: Encodable {
    private let folder: String, notebook: String, title: String, presence: String, summary: String
    private let claims: [ClaimEntry]
    private let settings: [SettingEntry]
    @NullWhenNil private var source: SourceEntry?
    private let includedSources: [SourceEntry]
    private let metrics: [MetricEntry]
    private let figures: [FigureEntry]
    private let files: [FileEntry]
    private let newWarnings: [String], goneWarnings: [String]
    private let datasets: DatasetsEntry
    private let reportChanged: Bool
    /// Absent where no logs were compared.
    private let log: LogEntry?

    private enum CodingKeys: String, CodingKey {
      case folder, notebook, title, presence, summary, claims, settings, source, metrics, figures
      case files, datasets, log
      case includedSources = "included_sources"
      case newWarnings = "new_warnings"
      case goneWarnings = "gone_warnings"
      case reportChanged = "report_changed"
    }

    init(_ difference: NotebookDifference, pictures: String) {
      folder = difference.place.path
      notebook = difference.place.notebook
      title = difference.title
      presence = difference.presence.rawValue
      summary = difference.summary
      claims = difference.claims.map(ClaimEntry.init)
      settings = difference.settings.map {
        SettingEntry(name: $0.name, old: $0.old ?? .null, new: $0.new ?? .null)
      }
      source = difference.source.map(SourceEntry.init)
      includedSources = difference.includedSources.map(SourceEntry.init)
      metrics = difference.metrics.map(MetricEntry.init)
      figures = difference.figures.map { FigureEntry($0, of: difference, pictures: pictures) }
      files = difference.files.map { FileEntry(file: $0.file, text: ChangeWords.file($0)) }
      newWarnings = difference.newWarnings
      goneWarnings = difference.goneWarnings
      datasets = DatasetsEntry(
        changed: difference.datasets.changed, added: difference.datasets.added,
        removed: difference.datasets.removed, total: difference.datasets.total)
      reportChanged = difference.isReportChanged
      log = difference.log.map { LogEntry($0, of: difference, pictures: pictures) }
    }
  }

  private struct ClaimEntry: Encodable {
    struct State: Encodable {
      @NullWhenNil var holds: Bool?
      let detail: String
    }
    let text: String, kind: String
    @NullWhenNil var old: State?
    @NullWhenNil var new: State?

    init(_ change: ClaimChange) {
      text = change.text
      kind = ChangeWords.kind(change.kind)
      old = change.old.map { State(holds: $0.holds, detail: $0.detail) }
      new = change.new.map { State(holds: $0.holds, detail: $0.detail) }
    }
  }

  private struct SettingEntry: Encodable { let name: String, old: JSON, new: JSON }

  private struct SourceEntry: Encodable {
    @NullWhenNil var file: String?
    @NullWhenNil var onlyProse: Bool?
    /// Lines.
    @NullWhenNil var added: Int?
    @NullWhenNil var removed: Int?

    private enum CodingKeys: String, CodingKey {
      case file, added, removed
      case onlyProse = "only_prose"
    }

    init(_ change: SourceChange) {
      file = change.file.map { "experiments/\($0)" }
      onlyProse = change.isProseOnly
      added = change.lines?.added
      removed = change.lines?.removed
    }
  }

  private struct MetricEntry: Encodable {
    let name: String, unit: String
    let old: JSON, new: JSON
    @NullWhenNil var change: Double?
    @NullWhenNil var percent: Double?
    /// Units in the last place.
    @NullWhenNil var ulps: Int64?
    @NullWhenNil var verdict: String?
    @NullWhenNil var seeds: SeedsEntry?

    init(_ metric: MetricChange) {
      name = metric.name
      unit = metric.unit
      old = metric.old?.value ?? .null
      new = metric.new?.value ?? .null
      change = metric.change
      percent = metric.relativeChange.map { 100 * $0 }
      ulps = metric.unitsInTheLastPlace.map { Int64(clamping: $0) }
      verdict = metric.verdict?.rawValue
      seeds = metric.noise.map(SeedsEntry.init)
    }
  }

  /// What seeds do to a metric.
  private struct SeedsEntry: Encodable {
    let test = "permutation of means"
    let p: Double, leastP: Double, level: Double
    let oldN: Int, newN: Int
    let oldMean: Double, newMean: Double
    let verdict: String

    private enum CodingKeys: String, CodingKey {
      case test, p, level, verdict
      case leastP = "least_p"
      case oldN = "old_n"
      case newN = "new_n"
      case oldMean = "old_mean"
      case newMean = "new_mean"
    }

    init(_ noise: SeedNoise) {
      p = noise.probability
      leastP = noise.leastProbability
      level = SeedNoise.level
      (oldN, newN) = (noise.oldCount, noise.newCount)
      (oldMean, newMean) = (noise.oldMean, noise.newMean)
      verdict = noise.verdict.rawValue
    }
  }

  private struct FileEntry: Encodable { let file: String, text: String }

  private struct DatasetsEntry: Encodable {
    let changed: [String], added: [String], removed: [String], total: Int
  }
}

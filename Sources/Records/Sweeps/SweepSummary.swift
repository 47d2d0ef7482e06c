import Platform

/// `sweep.json`: what the runs of a sweep of one notebook show together, for programs; every number of it follows from the
/// runs' `metrics.json`.
package struct SweepSummary: Codable, Equatable, Sendable {
  package let schema: Int
  package let notebook: String
  package let title: String
  package let data: String
  /// Empty where the notebook used no data.
  package let dataSHA256: String
  package let profile: Profile
  package let sourceSHA256: String
  /// SHA-256 of the files that the notebook includes, by path; absent where there are none.
  package var includedSHA256: [String: String]?
  package let seeds: [UInt64]
  package let axes: [SweepIdentity.Axis]
  /// The folders of the runs that have left no results.
  package let missing: [String]
  /// The metrics that stand for the whole, in their order; by the first a run is the median or the worst one.
  package let highlights: [String]
  /// One row for each combination of values, in the order of the axes, the last of which changes first.
  package let settings: [Row]
  package var pictures: [Metrics.Picture] = []

  /// The version of the layout.
  package static let schema = 2

  /// What the runs with the same settings show together.
  package struct Row: Codable, Equatable, Sendable {
    /// The values of the axes.
    package let values: [String: JSON]
    /// The values of all settings.
    package let settings: [String: JSON]
    /// The seeds of the runs, ascending; the lists below have the same order.
    package let seeds: [UInt64]
    /// The folders of the runs, in the folder of their group.
    package let folders: [String]
    /// SHA-256 of all that each run's log holds. Reports depend on the sweep that they cite, and logs do not.
    package let logSHA256: [String]
    /// By the names of final metrics, and of series whose last values they are.
    package let metrics: [String: Measure]
    package let claims: [ClaimCount]
    /// The seed of the run whose headline is the median, or the one below it; absent where no run has one.
    package var medianSeed: UInt64?
    /// The seed of the run whose headline is the worst, or the furthest from the median where no direction is better.
    package var worstSeed: UInt64?

    enum CodingKeys: String, CodingKey {
      case values, settings, seeds, folders, metrics, claims
      case logSHA256 = "log_sha256"
      case medianSeed = "median_seed"
      case worstSeed = "worst_seed"
    }
  }

  /// How often a claim holds.
  package struct ClaimCount: Codable, Equatable, Sendable {
    package let text: String
    package let holds: Int
    /// How many runs make it.
    package let of: Int
  }

  enum CodingKeys: String, CodingKey {
    case schema, notebook, title, data, profile, seeds, axes, missing, highlights, settings
    case pictures
    case dataSHA256 = "data_sha256"
    case sourceSHA256 = "source_sha256"
    case includedSHA256 = "included_sha256"
  }

  /// The text of the file: keys sorted, doubles that read back as the same bits.
  package func text() throws -> String { try JSON(encoding: self).pretty }

  /// The results of one run.
  package struct Run: Sendable {
    package let folder: String
    package let metrics: Metrics

    package init(folder: String, metrics: Metrics) {
      self.folder = folder
      self.metrics = metrics
    }
  }

  /// Sums up the runs of a sweep; nil where there are none.
  ///
  /// - Parameters:
  ///   - sweep: what was swept.
  ///   - rows: the runs of each combination of values, by ascending seed; a combination may have none.
  ///   - missing: the folders of the runs that are not there.
  package init?(
    of sweep: SweepIdentity, rows: [(values: [String: JSON], runs: [Run])], missing: [String]
  ) {
    guard let first = rows.lazy.flatMap(\.runs).first?.metrics else { return nil }
    schema = Self.schema
    notebook = sweep.notebook
    title = sweep.title
    data = sweep.data
    dataSHA256 = first.dataSHA256
    profile = sweep.profile
    sourceSHA256 = first.sourceSHA256
    includedSHA256 = first.includedSHA256
    seeds = sweep.seeds
    axes = sweep.axes
    self.missing = missing
    highlights = first.highlights
    settings = rows.compactMap { row in
      row.runs.isEmpty ? nil : Row(row.values, row.runs, headline: first.highlights.first)
    }
  }

  /// The axes that have more than one value.
  package var varied: [SweepIdentity.Axis] { axes.filter { $0.values.count > 1 } }

  /// Reads a file.
  package static func read(_ text: String) throws -> SweepSummary { try JSON.decode(text) }
}

extension SweepSummary.Row {
  fileprivate init(_ values: [String: JSON], _ runs: [SweepSummary.Run], headline: String?) {
    self.values = values
    settings = runs[0].metrics.settings
    seeds = runs.map(\.metrics.seed)
    folders = runs.map(\.folder)
    logSHA256 = runs.map { $0.metrics.logSHA256 ?? "" }
    let numbers = runs.map(\.metrics.numbers)
    let names = Set(numbers.flatMap(\.keys)).sortedByBytes()
    let notebook = runs[0].metrics.notebook
    metrics = [String: SweepSummary.Measure](
      uniqueKeysWithValues: names.compactMap { name in
        SweepSummary.Measure(name, of: numbers.map { $0[name] }, notebook: notebook)
          .map { (name, $0) }
      })
    claims = Self.claims(of: runs.map(\.metrics.claims))
    let places = headline.flatMap { metrics[$0] }.map(Self.medianAndWorst)
    medianSeed = places?.median.map { runs[$0].metrics.seed }
    worstSeed = places?.worst.map { runs[$0].metrics.seed }
  }

  /// The claims of all runs, in the order in which they are first made.
  private static func claims(of runs: [[ClaimOutput]]) -> [SweepSummary.ClaimCount] {
    var texts: [String] = []
    let runs = runs.map(\.applicable)
    for claim in runs.joined() where !texts.contains(claim.text) { texts.append(claim.text) }
    return texts.map { text in
      let made = runs.joined().filter { $0.text == text }
      return SweepSummary.ClaimCount(
        text: text, holds: made.count { $0.holds == true }, of: made.count)
    }
  }

  /// The places of the runs whose value is the median, or the one below it, and the worst. Of equal ones the first is meant.
  private static func medianAndWorst(
    _ measure: SweepSummary.Measure
  ) -> (median: Int?, worst: Int?) {
    let values = measure.values.enumerated().compactMap { place, value in
      value.number.flatMap { $0.isFinite ? (place: place, value: $0) : nil }
    }
    let sorted = values.sorted { ($0.value, $0.place) < ($1.value, $1.place) }
    guard !sorted.isEmpty else { return (nil, nil) }
    let median = sorted[(sorted.count - 1) / 2]
    let worst = values.max {
      (measure.badness(of: $0.value), $1.place) < (measure.badness(of: $1.value), $0.place)
    }
    return (median.place, worst?.place)
  }
}

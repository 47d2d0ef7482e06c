import Platform

/// Everything that a run leaves, in memory: `log.h5` is this record, complete, and the report, the
/// figures and `metrics.json` are pure functions of it.
///
/// It holds no time, machine, thread count or path, so equal runs have equal records.
public struct RunRecord: Sendable, Equatable {
  /// What was run.
  public let identity: RunIdentity
  /// The notebook's source text with line feeds, from which the report is woven.
  public let source: String
  /// The files that the notebook includes, in the order in which the report shows them.
  public let included: [SourceFile]
  /// The SHA-256 of the data set, or nil where the notebook used none.
  public package(set) var dataSHA256: String?
  /// The SHA-256 of each data set that the notebook took besides, by name.
  public package(set) var domains: [String: String] = [:]
  /// The data sets by path, without a leading `/`: `metrics/loss/value`, `latents/codes` ….
  public package(set) var arrays: [String: RecordedArray] = [:]
  /// In which order the entries of growing data sets came; without entries in logs of earlier versions. Nothing depends on it but
  /// the order of events for other programs, so no digest covers it.
  package var order = EntryOrder()
  /// The descriptions of saved networks by the networks' names: the texts of `Architecture`.
  package var architectures: [String: String] = [:]
  /// What the report shows, in the order in which it was made.
  public package(set) var outputs: [Output] = []

  /// A record of a run that has left nothing yet.
  public init(
    identity: RunIdentity, source: String, included: [SourceFile] = [], dataSHA256: String? = nil
  ) {
    self.identity = identity
    self.source = LineEnds.normalized(source)
    self.included = included
    self.dataSHA256 = dataSHA256
  }

  /// The paths of all data sets, sorted by their UTF-8 bytes.
  public var paths: [String] { arrays.keys.sortedByBytes() }

  /// The SHA-256 of the source text, in hexadecimal.
  public var sourceSHA256: String { Digest.sha256(of: source.utf8) }

  /// The SHA-256 of every included file, by path.
  package var includedSHA256: [String: String] {
    [String: String](included.map { ($0.path, $0.sha256) }) { first, _ in first }
  }
}

/// What was run: the part of a record that is known before it starts.
public struct RunIdentity: Sendable, Equatable {
  /// The notebook's name.
  public let notebook: String
  /// The notebook's title.
  public let title: String
  /// What the notebook shows, in one line.
  public let summary: String
  /// The seed of all random streams.
  public let seed: UInt64
  /// How much work the run did.
  public let profile: Profile
  /// The name of the data: `strokes`, `mnist` or a folder's name.
  public let data: String
  /// The name of the source file, without folders.
  public let sourceName: String
  /// The settings in the order of their declaration.
  public let settings: [RecordedSetting]
  /// What the notebook reproduces.
  package let articles: [Article]
  /// What it rests on besides.
  package let references: [Citation]

  package init(
    notebook: String, title: String, summary: String, seed: UInt64, profile: Profile, data: String,
    sourceName: String, settings: [RecordedSetting], articles: [Article] = [],
    references: [Citation] = []
  ) {
    self.notebook = notebook
    self.title = title
    self.summary = summary
    self.seed = seed
    self.profile = profile
    self.data = data
    self.sourceName = sourceName
    self.settings = settings
    self.articles = articles
    self.references = references
  }

  /// Whether `file`, a `#fileID`, is the notebook's source.
  package func isSource(_ file: String) -> Bool {
    file.split(separator: "/").last.map(String.init) == sourceName
  }
}

/// A setting as a run used it.
public struct RecordedSetting: Codable, Sendable, Equatable {
  /// The property's name.
  public let key: String
  /// What it means.
  public let description: String
  /// The value that the run used.
  public let value: Scalar
  /// The value that the profile gives.
  public let preset: Scalar
  /// The value that the article has; nil where the notebook tells none of any setting.
  public let article: Scalar?
  /// The notebook's property that is the group of the setting, `training` or `training.rates` for a group in a group; nil for
  /// a setting of its own.
  public let group: String?

  /// A setting as a run used it.
  package init(
    key: String, description: String, value: Scalar, preset: Scalar, article: Scalar? = nil,
    group: String? = nil
  ) {
    self.key = key
    self.description = description
    self.value = value
    self.preset = preset
    self.article = article
    self.group = group
  }
}

extension Sequence<String> {
  /// The strings in the order of their UTF-8 bytes, which no locale or Unicode version changes.
  package func sortedByBytes() -> [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

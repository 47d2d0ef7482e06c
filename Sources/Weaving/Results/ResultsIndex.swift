import Foundation
import HDF5Storage
import Platform
import Records

/// `results/README.md`: a gallery of all results that are there, made from their `metrics.json`; and, for models side by
/// side, from the pictures in their logs.
package struct ResultsIndex {
  /// A folder of results with what its `metrics.json` says.
  struct Entry {
    /// The folder of the data and the profile: `strokes` or `mnist-smoke`.
    let group: String
    /// The folder of the notebook.
    let folder: String
    let metrics: Metrics
    /// SHA-256 of `metrics.json`, which has the digests of all else.
    let sha256: String
    /// Whether the log is there, which is not committed.
    let hasLog: Bool
    /// A row of real digits, one of each label, and rows of generated ones, [rows, 10, 28, 28], where the log has them.
    let digits: [UInt8]?
    /// The results of other seeds, where there is a sweep.
    let seeds: SeedsOfRun?
  }

  /// The folder of the groups.
  let output: String
  let entries: [Entry]
  /// Notebooks in the order in which they are to be shown.
  private let order: [String]
  /// The sweeps of each group.
  private let sweeps: [String: [SweepOfGroup]]

  /// Reads every `<group>/<notebook>/metrics.json` below `output`. A file that cannot be read is left out
  /// and named in `problems`.
  ///
  /// - Parameters:
  ///   - output: the folder of results.
  ///   - order: notebooks in the order in which they are to be shown; others follow, by name.
  ///   - problems: is told what a reader should know.
  init(output: String, order: [String] = [], problems: (String) -> Void) {
    var entries: [Entry] = []
    var sweeps: [String: [SweepOfGroup]] = [:]
    for group in Self.folders(in: output) {
      let sweepsOfGroup = SweepOfGroup.all(inGroup: "\(output)/\(group)", problems: problems)
      sweeps[group] = sweepsOfGroup
      for folder in Self.ordered(Self.folders(in: "\(output)/\(group)"), as: order) {
        let path = "\(output)/\(group)/\(folder)/metrics.json"
        guard Files.exists(path) else { continue }
        do {
          let metrics = try Metrics.read(path)
          guard Self.shows(metrics, folder) else { continue }
          let sha256 = Digest.sha256(ofText: FileManager.default.contents(atPath: path) ?? Data())
          let log = try? HDF5File.open(at: "\(output)/\(group)/\(folder)/log.h5")
          let digits = log.flatMap { Self.digits(in: $0, toldOfBy: metrics) }
          entries.append(
            Entry(
              group: group, folder: folder, metrics: metrics, sha256: sha256, hasLog: log != nil,
              digits: digits, seeds: SeedsOfRun(of: metrics.logSHA256, in: sweepsOfGroup)))
        } catch {
          problems("the index leaves out \(path), which is no metrics.json of this program")
        }
      }
    }
    self.output = output
    self.order = order
    self.entries = entries
    self.sweeps = sweeps
  }

  /// Names as `order` has them, then those that it does not have as they are.
  private static func ordered(_ names: [String], as order: [String]) -> [String] {
    order.filter(names.contains) + names.filter { !order.contains($0) }
  }

  /// Writes the index into `output`, and a picture of the models into each group.
  ///
  /// - Parameters:
  ///   - output: the folder of results.
  ///   - order: notebooks in the order in which they are to be shown; others follow, by name.
  ///   - problems: is told what a reader should know.
  /// - Throws: `ResultsError` where a file cannot be written.
  package static func update(
    output: String, order: [String] = [], problems: (String) -> Void
  ) throws {
    let index = ResultsIndex(output: output, order: order, problems: problems)
    for group in index.groups { try index.drawModels(of: group, problems: problems) }
    try Files.replace("\(output)/README.md", with: Array(index.markdown.utf8))
  }

  /// The digits in a log, unless they are others than its metrics tell of.
  private static func digits(in log: HDF5File, toldOfBy metrics: Metrics) -> [UInt8]? {
    let path = "quality/digits"
    guard let data = try? log.root.read(path, as: UInt8.self),
      data.shape.count == 4, data.shape[0] > 1, data.shape.dropFirst() == [10, 28, 28],
      Digest.sha256(of: RecordedArray(data.values, shape: data.shape, description: ""))
        == metrics.datasets[path]
    else { return nil }
    return data.values
  }

  /// Whether the index tells of a run's results: those of the standard profile with its own settings and seed 0, which are
  /// meant to be kept. Others are made to try something.
  package static func shows(_ identity: RunIdentity) -> Bool {
    identity.profile == .standard && identity.isUsual
  }

  private static func shows(_ metrics: Metrics, _ folder: String) -> Bool {
    metrics.profile == .standard && folder == metrics.notebook
  }

  static func folders(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && Files.isFolder("\(folder)/\($0)") }.sortedByBytes()
  }

  /// The groups, in order.
  private var groups: [String] {
    entries.map(\.group).reduce(into: []) { groups, group in
      if groups.last != group { groups.append(group) }
    }
  }

  /// The gallery as Markdown.
  var markdown: String {
    var parts = [
      "# Results",
      "Made by `swift run experiments all`; the same notebook, seed and data give the same bits on "
        + "every machine. [What the measures mean](measures.md).",
    ]
    if groups.count > 1 || entries.count > 2 { parts.append(overview) }
    for group in groups {
      parts.append("## \(group)")
      if let comparison = comparison(group) { parts.append(comparison) }
      parts += entries.filter { $0.group == group }.map(card)
      if let sweeps = sweeps[group], !sweeps.isEmpty {
        let links = sweeps.map { "[`\($0.name)`](\(group)/\($0.page))" }
        parts.append("What differs by chance: \(links.joined(separator: ", "))")
      }
    }
    parts.append(entries.isEmpty ? "No results yet." : digests)
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// What a second run has to give, in the form of `sha256sum`.
  private var digests: String {
    """
    ## Digests

    SHA-256 of each `metrics.json`, which has those of the source, the data and every data set and picture. To \
    countersign: `swift run experiments verify --data DATA --json` runs everything again, and its `result_sha256` is \
    the same.

    ```text
    \(entries.map { "\($0.sha256)  \($0.group)/\($0.folder)/metrics.json" }.joined(separator: "\n"))
    ```
    """
  }

  /// Which claims hold: a row for every notebook, a column for every group.
  private var overview: String {
    let notebooks = Self.ordered(
      Set(entries.map(\.metrics.notebook)).sortedByBytes(), as: order)
    let rows = notebooks.map { notebook -> [Scalar] in
      let cells = groups.map { group -> Scalar in
        guard
          let entry = entries.first(where: {
            $0.group == group && $0.metrics.notebook == notebook
          })
        else { return .string("") }
        return .string("[\(verdict(entry.metrics))](\(entry.group)/\(entry.folder)/report.md)")
      }
      return [.string("`\(notebook)`")] + cells
    }
    return Markdown.table(columns: ["claims that hold"] + groups, rows: rows)
  }

  private func verdict(_ metrics: Metrics) -> String {
    let claims = metrics.claims.applicable
    let holding = claims.count { $0.holds == true }
    if claims.isEmpty { return "no claims" }
    return "\(holding == claims.count ? "✅" : "❌") \(holding) of \(claims.count)"
  }

  /// A notebook's picture, key results and claims.
  private func card(_ entry: Entry) -> String {
    let metrics = entry.metrics
    let folder = "\(entry.group)/\(entry.folder)"
    var lines = ["### [\(metrics.title)](\(folder)/report.md)", ""]
    if !metrics.cover.isEmpty {
      let width = metrics.pictures.first { $0.files.contains(metrics.cover) }?.width ?? 360
      lines += [
        "<a href=\"\(folder)/report.md\"><img align=\"right\" width=\"\(min(width, 360))\" "
          + "src=\"\(folder)/\(metrics.cover)\" alt=\"\(Markdown.attribute(metrics.title))\"></a>",
        "",
      ]
    }
    lines += ["\(metrics.summary).", ""]
    for name in metrics.highlights {
      guard let result = metrics.results[name] else { continue }
      let unit = result.unit.isEmpty ? "" : " \(result.unit)"
      let meaning = result.description.isEmpty ? "" : ": \(result.description)"
      let spread = entry.seeds?.spread(of: name).map { " (over seeds \($0))" } ?? ""
      lines.append("- `\(name)` **\(result.value.display)\(unit)**\(spread)\(meaning)")
    }
    lines += metrics.claims.map { "- \(Markdown.claim($0, over: entry.seeds))" }
    if let seeds = entry.seeds {
      lines += ["", "What differs by chance: \(seeds.link(from: "\(entry.group)/"))."]
    }
    lines += ["", "<br clear=\"right\">"]
    return lines.joined(separator: "\n")
  }
}

extension JSON {
  /// A number for a reader: at most six significant digits.
  package var display: String {
    switch self {
    case .double(let value): NumberText.rounded(value)
    case .int(let value): "\(value)"
    case .string(let value): value
    default: compact
    }
  }
}

import Foundation
import Platform
import Raster

/// `metrics.json`: what was run, its final metrics, claims and digests, for programs to compare.
package struct Metrics: Codable, Equatable, Sendable {
  package let schema: Int
  package let notebook: String
  package let title: String
  package let summary: String
  package let data: String
  /// Empty where the notebook used no data.
  package let dataSHA256: String
  /// SHA-256 of each data set that the notebook took besides, by name; absent where there are none.
  package var domains: [String: String]?
  package let profile: Profile
  package let seed: UInt64
  package let sourceSHA256: String
  /// SHA-256 of the files that the notebook includes, by path; absent where there are none.
  package var includedSHA256: [String: String]?
  package let settings: [String: JSON]
  /// Names of results that stand for the whole in the index, in their order: the first four of those that can be
  /// better or worse, if there are any.
  package let highlights: [String]
  package let results: [String: Result]
  /// The last entry of every series that was logged, by its name; absent in results of earlier versions.
  package var series: [String: Entry]?
  /// What samples were measured beside, training digits first; absent where none were, and in results of earlier versions.
  package var anchors: [AnchorRow]?
  package let claims: [ClaimOutput]
  package let warnings: [String]
  /// The file of the picture that stands for the whole; empty where there is none.
  package let cover: String
  package let pictures: [Picture]
  /// SHA-256 of every data set of the log, by path.
  package let datasets: [String: String]
  /// SHA-256 of all that the log holds, its texts included; absent in results of earlier versions.
  package var logSHA256: String?
  package let reportSHA256: String

  package struct Result: Codable, Equatable, Sendable {
    package let value: JSON
    package let unit: String
    package let description: String
    /// Which values are better; absent where it was not said.
    package var better: Direction?
  }

  /// The last entry of a series.
  package struct Entry: Codable, Equatable, Sendable {
    package let step: JSON
    package let value: JSON
  }

  package struct Picture: Codable, Equatable, Sendable {
    package let name: String
    /// The files, from the folder of the results; the first is the one shown.
    package let files: [String]
    /// The width at which it is shown, in pixels of a web page.
    package let width: Int
    /// SHA-256 of the size and the pixels of every frame.
    package let pixelSHA256: String
    /// Where the images of a grid lie in the file; absent for other figures.
    package var cells: ImageGrid.Cells?

    package init(
      name: String, files: [String], width: Int, pixelSHA256: String, cells: ImageGrid.Cells?
    ) {
      self.name = name
      self.files = files
      self.width = width
      self.pixelSHA256 = pixelSHA256
      self.cells = cells
    }

    enum CodingKeys: String, CodingKey {
      case name, files, width, cells
      case pixelSHA256 = "pixel_sha256"
    }
  }

  enum CodingKeys: String, CodingKey {
    case schema, notebook, title, summary, data, profile, seed, settings, highlights, results
    case series, anchors, claims, warnings, cover, pictures, datasets, domains
    case dataSHA256 = "data_sha256"
    case sourceSHA256 = "source_sha256"
    case includedSHA256 = "included_sha256"
    case logSHA256 = "log_sha256"
    case reportSHA256 = "report_sha256"
  }

  /// The metrics of a record, its drawn pictures and its report.
  ///
  /// - Parameters:
  ///   - record: What the run has left.
  ///   - pictures: The pictures that were drawn of it.
  ///   - cover: The file of the picture that stands for the whole; empty where there is none.
  ///   - report: The text of `report.md`.
  /// - Throws: the error of `JSONEncoder`, never.
  package init(record: RunRecord, pictures: [Picture], cover: String, report: String) throws {
    let identity = record.identity
    schema = RunRecord.schema
    notebook = identity.notebook
    title = identity.title
    summary = identity.summary
    data = identity.data
    dataSHA256 = record.dataSHA256 ?? ""
    domains = record.domains.isEmpty ? nil : record.domains
    profile = identity.profile
    seed = identity.seed
    sourceSHA256 = record.sourceSHA256
    includedSHA256 = record.included.isEmpty ? nil : record.includedSHA256
    settings = [String: JSON](
      uniqueKeysWithValues: identity.settings.map { ($0.key, $0.value.json) })
    let judged = record.results.filter { $0.better != nil }
    highlights = (judged.isEmpty ? record.results : judged).prefix(4).map(\.name)
    results = [String: Result](
      uniqueKeysWithValues: record.results.map {
        (
          $0.name,
          Result(
            value: $0.value.json, unit: $0.unit, description: $0.description, better: $0.better)
        )
      })
    series = record.lastEntries
    let anchors = record.anchors
    self.anchors = anchors.isEmpty ? nil : anchors
    claims = record.claims
    warnings = record.outputs.compactMap {
      if case .warning(let text) = $0.content { text } else { nil }
    }
    self.pictures = pictures
    self.cover = cover
    datasets = record.datasetDigests
    logSHA256 = try record.sha256(datasets)
    reportSHA256 = Digest.sha256(of: report.utf8)
  }

  /// The text of the file: keys sorted, doubles that read back as the same bits.
  package func text() throws -> String { try JSON(encoding: self).pretty }

  /// The metrics, and the last values of the series that no metric is named like.
  package var numbers: [String: Result] {
    let last = (series ?? [:]).mapValues { Result(value: $0.value, unit: "", description: "") }
    return results.merging(last) { metric, _ in metric }
  }

  /// Whether the results were made from these texts.
  package func isMade(fromSourceOf record: RunRecord) -> Bool {
    sourceSHA256 == record.sourceSHA256 && includedSHA256 ?? [:] == record.includedSHA256
  }

  /// Reads a file.
  package static func read(_ path: String) throws -> Metrics {
    try JSON.decode(try String(contentsOfFile: path, encoding: .utf8))
  }
}

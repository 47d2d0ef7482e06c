import Foundation
import Raster

/// `metrics.json`: what was run, its final metrics, claims and digests, for programs to compare.
struct Metrics: Codable, Equatable, Sendable {
  let schema: Int
  let notebook: String
  let title: String
  let summary: String
  let data: String
  /// Empty where the notebook used no data.
  let dataSHA256: String
  let profile: Profile
  let seed: UInt64
  let sourceSHA256: String
  let settings: [String: JSON]
  /// Names of results that stand for the whole in the index, in their order: the first four of those that can be
  /// better or worse, if there are any.
  let highlights: [String]
  let results: [String: Result]
  let claims: [ClaimOutput]
  let warnings: [String]
  /// The file of the picture that stands for the whole; empty where there is none.
  let cover: String
  let pictures: [Picture]
  /// SHA-256 of every data set of the log, by path.
  let datasets: [String: String]
  /// SHA-256 of all that the log holds, its texts included; absent in results of earlier versions.
  var logSHA256: String?
  let reportSHA256: String

  struct Result: Codable, Equatable, Sendable {
    let value: JSON
    let unit: String
    let description: String
    /// Which values are better; absent where it was not said.
    var better: Direction?
  }

  struct Picture: Codable, Equatable, Sendable {
    let name: String
    /// The files, from the folder of the results; the first is the one shown.
    let files: [String]
    /// The width at which it is shown, in pixels of a web page.
    let width: Int
    /// SHA-256 of the size and the pixels of every frame.
    let pixelSHA256: String
    /// Where the images of a digit grid lie in the still picture; absent for other figures.
    var cells: ImageGrid.Cells?

    enum CodingKeys: String, CodingKey {
      case name, files, width, cells
      case pixelSHA256 = "pixel_sha256"
    }
  }

  enum CodingKeys: String, CodingKey {
    case schema, notebook, title, summary, data, profile, seed, settings, highlights, results
    case claims, warnings, cover, pictures, datasets
    case dataSHA256 = "data_sha256"
    case sourceSHA256 = "source_sha256"
    case logSHA256 = "log_sha256"
    case reportSHA256 = "report_sha256"
  }

  /// The metrics of a record, its drawn pictures and its report.
  ///
  /// - Throws: the error of `JSONEncoder`, never.
  init(record: RunRecord, pictures: [RenderedPicture], report: String) throws {
    let identity = record.identity
    schema = RunRecord.schema
    notebook = identity.notebook
    title = identity.title
    summary = identity.summary
    data = identity.data
    dataSHA256 = record.dataSHA256 ?? ""
    profile = identity.profile
    seed = identity.seed
    sourceSHA256 = record.sourceSHA256
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
    claims = record.claims
    warnings = record.outputs.compactMap {
      if case .warning(let text) = $0.content { text } else { nil }
    }
    let first = pictures.first { $0.isCover } ?? pictures.first { $0.isAnimated } ?? pictures.first
    cover = first?.files[0].path ?? ""
    self.pictures = pictures.map {
      Picture(
        name: $0.name, files: $0.files.map(\.path), width: $0.shownWidth,
        pixelSHA256: $0.pixelSHA256, cells: $0.cells)
    }
    datasets = record.datasetDigests
    logSHA256 = try record.sha256(datasets)
    reportSHA256 = Digest.sha256(of: report.utf8)
  }

  /// The text of the file: keys sorted, doubles that read back as the same bits.
  func text() throws -> String { try JSON(encoding: self).pretty }

  /// Reads a file.
  static func read(_ path: String) throws -> Metrics {
    try JSON.decode(try String(contentsOfFile: path, encoding: .utf8))
  }
}

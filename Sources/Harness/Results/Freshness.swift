import Digits
import Foundation
import Raster

/// Whether results that are there are those that a run would make.
enum Freshness {
  /// The metrics of the results of `plan` if they come from the same source, settings, seed and data, the
  /// same program as far as it is known, and all committed files are as they were; nil otherwise.
  ///
  /// - Throws: What reading the data set throws.
  static func standing(_ plan: RunPlan, digits: () throws -> DigitData) throws -> Metrics? {
    let identity = plan.identity
    guard let metrics = try? Metrics.read("\(plan.goal)/metrics.json"),
      metrics.schema == RunRecord.schema, metrics.notebook == identity.notebook,
      metrics.seed == identity.seed, metrics.profile == identity.profile,
      metrics.data == identity.data,
      metrics.sourceSHA256 == Digest.sha256(of: plan.source.text.utf8),
      metrics.settings
        == [String: JSON](
          uniqueKeysWithValues: identity.settings.map { ($0.key, $0.value.json.asRead) }),
      firstDamaged(of: metrics, in: plan.goal) == nil, isOfThisProgram(plan)
    else { return nil }
    let isSameData = try metrics.dataSHA256.isEmpty || metrics.dataSHA256 == digits().sha256
    return isSameData ? metrics : nil
  }

  /// Results that were made here say which library made them; those from a repository do not.
  private static func isOfThisProgram(_ plan: RunPlan) -> Bool {
    guard let text = try? String(contentsOfFile: "\(plan.goal)/provenance.json", encoding: .utf8),
      let provenance: Provenance = try? JSON.decode(text)
    else { return true }
    return provenance.librarySHA256 == plan.sources.librarySHA256
  }

  /// The first file that is not as `metrics.json` tells: the report by its digest, a still picture by its
  /// pixels, an animation only by being there.
  static func firstDamaged(of metrics: Metrics, in folder: String) -> String? {
    guard let report = FileManager.default.contents(atPath: "\(folder)/report.md"),
      Digest.sha256(ofText: report) == metrics.reportSHA256
    else { return "report.md" }
    for picture in metrics.pictures {
      if let file = picture.files.first(where: { !isIntact($0, of: picture, in: folder) }) {
        return file
      }
    }
    return nil
  }

  private static func isIntact(
    _ file: String, of picture: Metrics.Picture, in folder: String
  ) -> Bool {
    guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
      return false
    }
    if file.hasSuffix(".gif") {
      return bytes.starts(with: Array("GIF89a".utf8)) && bytes.last == 0x3b
    }
    guard let bitmap = try? Bitmap.decoding(png: Array(bytes)) else { return false }
    return picture.files.count > 1 || Renderer.digest([bitmap]) == picture.pixelSHA256
  }
}

extension JSON {
  /// The value as it comes back from a file, where 1.0 cannot be told from 1.
  fileprivate var asRead: JSON { (try? JSON.decode(compact)) ?? self }
}

import Hashing
import Platform

extension RunRecord {
  /// SHA-256 of every data set, by path.
  var datasetDigests: [String: String] { arrays.mapValues { Digest.sha256(of: $0) } }

  /// SHA-256 of all that the log holds.
  ///
  /// - Throws: the error of `JSONEncoder`, never.
  package var logSHA256: String {
    get throws { try sha256(datasetDigests) }
  }

  /// The same: SHA-256 of a JSON text with what was run, what the report shows, and the digest, the
  /// description and the unit of every data set. It does not depend on the version of libhdf5, as the bytes of the file do.
  ///
  /// - Parameter datasets: the digests of the data sets.
  /// - Throws: the error of `JSONEncoder`, never.
  func sha256(_ datasets: [String: String]) throws -> String {
    let described = datasets.map { path, digest in
      // Logs of earlier versions tell no units.
      let texts = [digest, arrays[path]?.description ?? "", arrays[path]?.unit]
      return (path, JSON.array(texts.compactMap { $0.map(JSON.string) }))
    }
    var contents: [String: JSON] = [
      "schema": .int(Int64(Self.schema)), "notebook": .string(identity.notebook),
      "title": .string(identity.title), "summary": .string(identity.summary),
      "seed": .int(Int64(identity.seed)), "profile": .string(identity.profile.rawValue),
      "data": .string(identity.data), "data_sha256": .string(dataSHA256 ?? ""),
      "source_name": .string(identity.sourceName), "source_sha256": .string(sourceSHA256),
      "settings": .array(try identity.settings.map { try JSON(encoding: $0) }),
      "outputs": .array(try outputs.map { try JSON(encoding: $0) }),
      "datasets": .object([String: JSON](uniqueKeysWithValues: described)),
    ]
    if !included.isEmpty {
      contents["included_sha256"] = .object(includedSHA256.mapValues(JSON.string))
    }
    if !architectures.isEmpty {
      contents["architectures"] = .object(architectures.mapValues(JSON.string))
    }
    if !identity.articles.isEmpty {
      contents["articles"] = .array(try identity.articles.map { try JSON(encoding: $0) })
    }
    if !identity.references.isEmpty {
      contents["references"] = .array(try identity.references.map { try JSON(encoding: $0) })
    }
    // Absent where there are none, as in results of earlier versions.
    if !domains.isEmpty { contents["domains"] = .object(domains.mapValues(JSON.string)) }
    return Digest.sha256(of: JSON.object(contents).compact.utf8)
  }
}

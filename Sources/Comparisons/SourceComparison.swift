import Platform
import Records

/// Finds the sources that results were made from, by their digests, and what changed in them.
struct SourceComparison {
  /// The texts of one side's notebooks.
  struct Texts {
    let byFile: [String: String]
    private let fileBySHA256: [String: String]

    init(_ files: [String: [UInt8]]) {
      var byFile: [String: String] = [:]
      var fileBySHA256: [String: String] = [:]
      for (file, bytes) in files.sorted(by: { $0.key < $1.key }) {
        guard let text = String(validating: bytes, as: UTF8.self) else { continue }
        byFile[file] = text
        // Results are made from the text with line feeds, those of older programs from the bytes.
        fileBySHA256[Digest.sha256(of: bytes)] = file
        fileBySHA256[Digest.sha256(ofText: bytes)] = file
      }
      self.byFile = byFile
      self.fileBySHA256 = fileBySHA256
    }

    func file(withSHA256 digest: String) -> String? { fileBySHA256[digest] }
  }

  let from: Texts
  let to: Texts

  /// What changed in the source; nil where it is the same.
  func change(_ old: Metrics, _ new: Metrics) -> SourceChange? {
    if old.sourceSHA256 == new.sourceSHA256 { return nil }
    let before = from.file(withSHA256: old.sourceSHA256)
    let after = to.file(withSHA256: new.sourceSHA256)
    guard let before, let after, let one = from.byFile[before], let other = to.byFile[after] else {
      return SourceChange(file: after ?? before)
    }
    return SourceChange(file: after, old: one, new: other)
  }

  /// What to say where the new results were not made from the source that is there; nil where they were,
  /// or nobody can tell.
  func staleness(of new: Metrics, at place: Place, old: Metrics?) -> String? {
    guard to.file(withSHA256: new.sourceSHA256) == nil else { return nil }
    // The file is known by what the old results were made from.
    let digests = [old?.sourceSHA256, new.sourceSHA256].compactMap(\.self)
    guard let file = digests.compactMap({ from.file(withSHA256: $0) }).first,
      to.byFile[file] != nil
    else { return nil }
    return "\(place.path) was made from another text of experiments/\(file) than is there now: "
      + "run \(new.notebook) again"
  }
}

import Platform
import Records

/// What a second run of a notebook showed.
struct Verdict {
  let notebook: String
  /// The folder of the results.
  let folder: String
  /// Of the library that ran it again.
  let librarySHA256: String
  /// SHA-256 of the file `metrics.json` that is there: it has the digests of all else.
  var oldSHA256: String?
  /// The results of the second run.
  var new: Metrics?
  /// SHA-256 of their `metrics.json`.
  var newSHA256: String?
  /// Where these are, if they differ.
  var newFolder: String?
  var differences: [String] = []
  var remarks: [String] = []
  /// Why nothing could be compared.
  var trouble: String?

  init(notebook: String, folder: String, librarySHA256: String) {
    self.notebook = notebook
    self.folder = folder
    self.librarySHA256 = librarySHA256
  }

  var exitStatus: Int32 {
    if trouble != nil { return ExitStatus.trouble }
    return differences.isEmpty ? ExitStatus.success : ExitStatus.different
  }

  private var status: String {
    if trouble != nil { return "trouble" }
    return differences.isEmpty ? "same" : "different"
  }

  /// A few lines for people.
  var text: String {
    if let trouble { return "\(notebook): \(trouble)" }
    guard let new else { return notebook }
    if differences.isEmpty {
      return "\(notebook): the same bits as \(folder): \(new.datasets.count) data sets, "
        + "\(new.pictures.count) pictures and the report"
    }
    var lines = ["\(notebook): not the same bits as \(folder)"]
    lines += differences.map { "  \($0)" } + remarks.map { "  (\($0))" }
    if let newFolder { lines.append("  the new results are in \(newFolder)") }
    return lines.joined(separator: "\n")
  }
}

/// For programs: all that somebody needs who wants to countersign.
extension Verdict: Encodable {
  private enum CodingKeys: String, CodingKey {
    case notebook, folder, status, differences, remarks, toolchain, processor, error, profile, seed
    case settings, data
    case librarySHA256 = "library_sha256"
    case processorFeatures = "processor_features"
    case newFolder = "new_folder"
    case oldSHA256 = "expected_result_sha256"
    case newSHA256 = "result_sha256"
    case sourceSHA256 = "source_sha256"
    case includedSHA256 = "included_sha256"
    case dataSHA256 = "data_sha256"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(notebook, forKey: .notebook)
    try container.encode(folder, forKey: .folder)
    try container.encode(status, forKey: .status)
    try container.encode(differences, forKey: .differences)
    try container.encode(remarks, forKey: .remarks)
    try container.encode("Swift \(Provenance.compiler)", forKey: .toolchain)
    try container.encode(librarySHA256, forKey: .librarySHA256)
    try container.encode(Processor.name, forKey: .processor)
    try container.encode(Processor.features, forKey: .processorFeatures)
    try container.encodeIfPresent(trouble, forKey: .error)
    try container.encodeIfPresent(newFolder, forKey: .newFolder)
    try container.encodeIfPresent(oldSHA256, forKey: .oldSHA256)
    guard let new else { return }
    try container.encode(new.profile, forKey: .profile)
    try container.encode(new.seed, forKey: .seed)
    try container.encode(new.settings, forKey: .settings)
    try container.encode(new.sourceSHA256, forKey: .sourceSHA256)
    try container.encodeIfPresent(new.includedSHA256, forKey: .includedSHA256)
    try container.encode(new.data, forKey: .data)
    try container.encode(new.dataSHA256, forKey: .dataSHA256)
    try container.encodeIfPresent(newSHA256, forKey: .newSHA256)
  }
}

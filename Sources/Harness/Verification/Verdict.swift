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

  /// All that somebody needs who wants to countersign.
  var json: JSON {
    var members: [String: JSON] = [
      "notebook": .string(notebook), "folder": .string(folder), "status": .string(status),
      "differences": .array(differences.map(JSON.string)),
      "remarks": .array(remarks.map(JSON.string)),
      "toolchain": .string("Swift \(Provenance.compiler)"),
      "library_sha256": .string(librarySHA256),
      "processor": .string(Processor.name),
      "processor_features": .array(Processor.features.map(JSON.string)),
    ]
    if let trouble { members["error"] = .string(trouble) }
    if let newFolder { members["new_folder"] = .string(newFolder) }
    members["expected_result_sha256"] = oldSHA256.map(JSON.string)
    if let new {
      members["profile"] = .string(new.profile.rawValue)
      members["seed"] = .int(Int64(new.seed))
      members["settings"] = .object(new.settings)
      members["source_sha256"] = .string(new.sourceSHA256)
      members["data"] = .string(new.data)
      members["data_sha256"] = .string(new.dataSHA256)
      members["result_sha256"] = newSHA256.map(JSON.string)
    }
    return .object(members)
  }
}

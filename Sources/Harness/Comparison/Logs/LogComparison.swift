import Foundation

/// Adds to a difference what the logs of both sides say.
struct LogComparison {
  let from: ResultsTree
  let to: ResultsTree

  /// The difference with logs compared wherever both sides have one, and notes where they have not.
  ///
  /// - Throws: `ResultsError`, `HDF5Error` or `LogError` where a log cannot be read.
  func completed(_ difference: ResultsDifference) async throws -> ResultsDifference {
    var completed = difference
    var notes: [String] = []
    for (index, notebook) in difference.notebooks.enumerated() where notebook.presence == .changed {
      let path = "\(notebook.place.path)/log.h5"
      let missing = [from, to].filter { $0.files[path] == nil }.map(\.side.shortTitle)
      if missing.isEmpty {
        completed.notebooks[index].log = try LogDifference(
          try await record(path, in: from), try await record(path, in: to))
      } else {
        notes.append(
          "no log of \(notebook.place.path) in \(missing.joined(separator: ", ", last: " and ")): "
            + "logs are not committed; compare two folders of results that have them")
      }
    }
    return ResultsDifference(
      from: completed.from, to: completed.to, notebooks: completed.notebooks,
      unchanged: completed.unchanged, problems: completed.problems, notes: completed.notes + notes)
  }

  private func record(_ path: String, in tree: ResultsTree) async throws -> RunRecord {
    guard let location = tree.files[path] else {
      throw ResultsError("read", path, "it is not there")
    }
    if case .file(let file) = location { return try RunRecord(reading: file) }
    // libhdf5 reads files, not bytes.
    let bytes = try await tree.contents(of: [location])[location] ?? []
    let file = try Files.temporaryPath("experiments-log")
    defer { unlink(file) }
    try Files.write(bytes, to: file)
    return try RunRecord(reading: file)
  }
}

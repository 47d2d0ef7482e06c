import Foundation
import Platform

/// The files of one side: results, and the sources of the notebooks beside them.
package struct ResultsTree: Sendable {
  /// Where the bytes of a file are.
  enum Location: Sendable, Hashable {
    case blob(Blob)
    case file(String)
  }

  let side: Side
  /// By their path from the folder of results: `mnist/vae/metrics.json`.
  let files: [String: Location]
  /// The Swift files of `experiments/` beside the folder of results, by their path from there.
  let sources: [String: Location]
  private let repository: Repository?

  /// The results of a commit.
  ///
  /// - Throws: `ResultsError` where it has none.
  package init(of commit: Commit, word: String, in repository: Repository)
    throws(ResultsError)
  {
    self.repository = repository
    side = .commit(commit, word: word)
    files = try repository.files(of: commit, in: repository.results).mapValues { .blob($0) }
    let parent = (repository.results as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? "experiments" : parent + "/experiments"
    sources = try repository.files(of: commit, in: folder)
      .filter { $0.key.hasSuffix(".swift") }.mapValues { .blob($0) }
    guard !notebooks.isEmpty else {
      throw ResultsError(
        "compare with", side.title,
        "it has no results in \(repository.results.isEmpty ? "." : repository.results)/",
        hint: "choose a commit that has some, or their folder with --output")
    }
  }

  /// The results of the work tree: those in a folder that git tracks, or would track.
  ///
  /// Results of tests and sweeps, which git ignores, are left out; logs count where the results beside them do.
  ///
  /// - Throws: `ResultsError` where there are none.
  package init(workTree folder: String) throws(ResultsError) {
    // Outside of git, everything counts.
    let repository = try? Repository(of: folder)
    let paths = try repository?.workTreeFiles(in: folder)
    try self.init(folder: folder, side: .workTree) { path in
      guard let paths, !paths.contains(path) else { return true }
      let place = (path as NSString).deletingLastPathComponent
      return path == "\(place)/log.h5" && paths.contains("\(place)/metrics.json")
    }
  }

  /// The results that are in a folder now.
  ///
  /// - Parameter isWanted: Which files count, by their path from the folder.
  /// - Throws: `ResultsError` where there are none.
  package init(
    folder: String, side: Side, where isWanted: (String) -> Bool = { _ in true }
  ) throws(ResultsError) {
    self.side = side
    repository = nil
    files = Self.listing(folder).filter { isWanted($0.key) }
    sources = Self.listing(Self.sourceFolder(beside: folder)).filter { $0.key.hasSuffix(".swift") }
    guard !notebooks.isEmpty else {
      throw ResultsError(
        "compare with", side == .workTree ? "\(folder) of the work tree" : folder,
        Files.isFolder(folder) ? "there are no results in it" : "there is no such folder",
        hint: "make some with experiments all, or name their folder with --output")
    }
  }

  /// The folders that have results, `mnist/vae`, sorted.
  package var notebooks: [Place] {
    files.keys.compactMap { path in
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[2] == "metrics.json" else { return nil }
      return Place(group: String(parts[0]), notebook: String(parts[1]))
    }.sorted()
  }

  /// The contents of files.
  ///
  /// - Throws: `ResultsError` where one cannot be read.
  func contents(of locations: some Sequence<Location>) throws(ResultsError) -> [Location:
    [UInt8]]
  {
    var contents: [Location: [UInt8]] = [:]
    var blobs: [Blob] = []
    for location in Set(locations) {
      switch location {
      case .blob(let blob): blobs.append(blob)
      case .file(let path):
        guard let bytes = FileManager.default.contents(atPath: path) else {
          throw .system("read", path)
        }
        contents[location] = Array(bytes)
      }
    }
    guard let repository else { return contents }
    for (blob, bytes) in zip(blobs, try repository.contents(of: blobs)) {
      contents[.blob(blob)] = bytes
    }
    return contents
  }

  private static func sourceFolder(beside results: String) -> String {
    URL(fileURLWithPath: results).standardizedFileURL.deletingLastPathComponent().path
      + "/experiments"
  }

  /// All files below a folder, hidden ones excepted: they belong to runs that have not finished.
  private static func listing(_ folder: String) -> [String: Location] {
    // A link would be listed as a file, not as the folder that it leads to.
    let place = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let paths = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []
    var files: [String: Location] = [:]
    for path in paths where !path.hasPrefix(".") && !path.contains("/.") {
      let file = "\(folder)/\(path)"
      if !Files.isFolder(file) { files[path] = .file(file) }
    }
    return files
  }
}

/// Where the results of a notebook lie below the folder of results.
package struct Place: Sendable, Hashable, Comparable {
  /// The folder of the data and the profile: `mnist`, `strokes-smoke`.
  package let group: String
  /// The folder of the notebook.
  package let notebook: String

  /// `mnist/vae`.
  var path: String { "\(group)/\(notebook)" }

  package static func < (one: Place, other: Place) -> Bool {
    one.path.utf8.lexicographicallyPrecedes(other.path.utf8)
  }
}

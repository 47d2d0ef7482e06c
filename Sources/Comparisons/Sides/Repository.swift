import Foundation
import Platform

/// The git repository that a folder of results lies in, read through `git`.
package struct Repository: Sendable {
  let git: Git
  /// The folder of results from the top of the repository, without a slash at its end; empty for the top.
  let results: String

  /// Finds the repository of a folder that need not be there any more.
  ///
  /// A link to a folder in no repository, perhaps on a larger disk, belongs to the repository that the link is in.
  ///
  /// - Throws: `ResultsError` outside a repository, and where git refuses to read it.
  package init(of folder: String) throws(ResultsError) {
    for place in Self.places(of: URL(fileURLWithPath: folder).standardizedFileURL.path) {
      let git = Git(folder: place.folder)
      let prefix = try git.run(["rev-parse", "--show-prefix"])
      if prefix.isSuccess {
        self.git = git
        let path = prefix.text + place.rest.joined(separator: "/")
        results = path.hasSuffix("/") ? String(path.dropLast()) : path
        return
      }
      guard prefix.message.contains("not a git repository") else {
        throw ResultsError(
          "find the history of", folder, prefix.firstLine, hint: prefix.command ?? "")
      }
    }
    throw ResultsError(
      "find the history of", folder, "it is in no git repository",
      hint: "run in a clone, or compare two folders of results: experiments diff BEFORE AFTER")
  }

  /// The folders in which to ask git, with the way from there: the nearest that is there, then those that a link on
  /// the path lies in.
  private static func places(of path: String) -> [(folder: String, rest: [String])] {
    var places: [(folder: String, rest: [String])] = []
    var rest: [String] = []
    var folder = path
    while folder != "/" {
      if places.isEmpty, Files.isFolder(folder) { places.append((folder, rest)) }
      rest.insert((folder as NSString).lastPathComponent, at: 0)
      let parent = (folder as NSString).deletingLastPathComponent
      if Files.isLink(folder) { places.append((parent, rest)) }
      folder = parent
    }
    return places.isEmpty ? [(folder, rest)] : places
  }

  /// The commit that a word of the command line means; nil where it means none.
  package func commit(_ word: String) throws(ResultsError) -> Commit? {
    let found = try git.run([
      "rev-parse", "--verify", "--quiet", "--end-of-options", word + "^{commit}",
    ])
    guard found.isSuccess, !word.isEmpty else { return nil }
    let fields = try git.output([
      "show", "--no-patch", "--no-show-signature", "--no-notes", "--no-color",
      "--format=%H%x00%h%x00%an%x00%as%x00%s", found.text, "--",
    ]).text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5 else { return nil }
    return Commit(
      hash: fields[0], short: fields[1], author: fields[2], date: fields[3], subject: fields[4])
  }

  /// The commit that a word means.
  ///
  /// - Throws: `ResultsError` that says what a shallow clone or a repository without commits lacks.
  package func requiredCommit(_ word: String) throws(ResultsError) -> Commit {
    if let commit = try commit(word) { return commit }
    throw try noCommit(word)
  }

  /// What is wrong with a word that means no commit.
  package func noCommit(_ word: String) throws(ResultsError) -> ResultsError {
    guard try git.run(["rev-parse", "--verify", "--quiet", "HEAD"]).isSuccess else {
      return ResultsError(
        "compare with", word, "the repository has no commit yet",
        hint: "commit results first, or compare two folders of results")
    }
    return ResultsError(
      "compare with", word, "there is no such commit",
      hint: try isShallow
        ? "this clone is shallow: fetch the history with git fetch --unshallow"
        : "see git log for those that are there")
  }

  /// Whether older commits are missing.
  package var isShallow: Bool {
    get throws(ResultsError) {
      try git.run(["rev-parse", "--is-shallow-repository"]).text == "true"
    }
  }

  /// The last commit that two have in common.
  ///
  /// - Throws: `ResultsError` where they have none, or a shallow clone does not know it.
  package func mergeBase(_ one: Commit, _ other: Commit) throws(ResultsError) -> Commit {
    let base = try git.run(["merge-base", one.hash, other.hash])
    if base.isSuccess { return try requiredCommit(base.text) }
    throw ResultsError(
      "compare", "\(one.short)...\(other.short)", "they have no commit in common",
      hint: try isShallow
        ? "this clone is shallow: fetch the history with git fetch --unshallow" : "")
  }

  /// The files below a folder of a commit, by their path from there. An empty folder is the top.
  func files(of commit: Commit, in folder: String) throws(ResultsError) -> [String: Blob] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let listing = try git.output(
      ["ls-tree", "-r", "-z", "--full-tree", commit.hash] + (folder.isEmpty ? [] : ["--", folder]))
    var files: [String: Blob] = [:]
    for entry in listing.fields {
      // `100644 blob <id>`, a tab, and the path.
      guard let tab = entry.firstIndex(of: "\t") else { continue }
      let words = entry[..<tab].split(separator: " ")
      let path = String(entry[entry.index(after: tab)...])
      guard words.count == 3, words[0].hasPrefix("100"), path.hasPrefix(prefix) else { continue }
      files[String(path.dropFirst(prefix.count))] = Blob(id: String(words[2]), path: path)
    }
    return files
  }

  /// The contents of blobs as they are kept, in their order.
  ///
  /// - Throws: `ResultsError` where the repository has lost one.
  func keptContents(of blobs: [Blob]) throws(ResultsError) -> [[UInt8]] {
    if blobs.isEmpty { return [] }
    let output = try git.output(
      ["cat-file", "--batch"], input: blobs.map { $0.id + "\n" }.joined()
    ).output
    var contents: [[UInt8]] = []
    var place = 0
    for blob in blobs {
      // `<id> blob <size>`, a line feed, the bytes, a line feed.
      guard let end = output[place...].firstIndex(of: UInt8(ascii: "\n")),
        let size = String(decoding: output[place..<end], as: UTF8.self)
          .split(separator: " ").last.flatMap({ Int($0) }), end + size + 1 < output.count
      else {
        throw ResultsError(
          "read", "blob \(blob.id)", "the repository does not have it",
          hint: "check the repository with git fsck")
      }
      contents.append(Array(output[end + 1..<end + 1 + size]))
      place = end + 1 + size + 1
    }
    return contents
  }
}

/// A file of a commit.
struct Blob: Sendable, Hashable {
  /// The hash of the contents.
  let id: String
  /// The path from the top of the repository.
  let path: String
}

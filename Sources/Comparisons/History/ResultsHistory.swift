import Platform
import Raster
import Records
import Weaving

/// The committed results of many commits. What two commits share is read once.
package final class ResultsHistory {
  private let repository: Repository
  private let selection: @Sendable (Place) -> Bool
  /// By commit.
  private var trees: [String: ResultsTree] = [:]
  /// By the hash of `metrics.json`; nil where it cannot be read.
  private var metrics: [ResultsTree.Location: Metrics?] = [:]
  /// By the hash of a picture's file.
  private var pixels: [ResultsTree.Location: String] = [:]

  package init(repository: Repository, selection: @escaping @Sendable (Place) -> Bool) {
    self.repository = repository
    self.selection = selection
  }

  /// The results of a commit.
  ///
  /// - Throws: `ResultsError` where it has none.
  package func tree(_ commit: Commit) throws -> ResultsTree {
    if let tree = trees[commit.hash] { return tree }
    let tree = try ResultsTree(of: commit, word: commit.short, in: repository)
    trees[commit.hash] = tree
    return tree
  }

  /// The commits of a range on the line of first parents, the oldest first.
  ///
  /// - Throws: `ResultsError` where `from` does not come before `to`.
  func line(from: Commit, to: Commit) throws -> [(hash: String, parents: [String])] {
    let git = repository.git
    guard try git.run(["merge-base", "--is-ancestor", from.hash, to.hash]).isSuccess else {
      let isReverse = try git.run([
        "merge-base", "--is-ancestor", to.hash, from.hash,
      ]).isSuccess
      let isShallow = try repository.isShallow
      throw ResultsError(
        "search from \(from.short) to", to.short, "\(from.short) does not come before \(to.short)",
        hint: isReverse
          ? "swap them"
          : isShallow ? "this clone is shallow: fetch the history with git fetch --unshallow" : "")
    }
    let list = try git.output([
      "rev-list", "--reverse", "--first-parent", "--parents", "\(from.hash)..\(to.hash)", "--",
    ])
    return list.text.split(separator: "\n").map { line in
      let hashes = line.split(separator: " ").map(String.init)
      return (hashes[0], Array(hashes.dropFirst()))
    }
  }

  /// The commit of a hash.
  func commit(_ hash: String) throws -> Commit { try repository.requiredCommit(hash) }

  /// The last commit that two have in common.
  func mergeBase(_ one: Commit, _ other: Commit) throws -> Commit {
    try repository.mergeBase(one, other)
  }

  /// The hash of the folder of results of each commit, which tells whether anything in it changed; nil
  /// where there is none.
  func folders(of commits: [String]) throws -> [String?] {
    if commits.isEmpty { return [] }
    let folder = repository.results
    guard !folder.contains("\n") else {
      throw ResultsError("read the history of", folder, "its name has a line feed")
    }
    let answer = try repository.git.output(
      ["cat-file", "--batch-check=%(objectname)"],
      input: commits.map { "\($0):\(folder)\n" }.joined())
    return answer.text.split(separator: "\n").map { line in
      line.hasSuffix(" missing") ? nil : String(line)
    }
  }

  /// What a subject is in the results of a commit: a text for each notebook that has it.
  func observe(_ subject: Subject, at commit: Commit) throws -> [Place: String] {
    guard let tree = try? tree(commit) else { return [:] }
    var observed: [Place: String] = [:]
    for place in tree.notebooks where selection(place) {
      observed[place] = try observe(subject, at: place, in: tree)
    }
    return observed
  }

  private func observe(
    _ subject: Subject, at place: Place, in tree: ResultsTree
  ) throws -> String? {
    switch subject {
    case .figure(let name):
      var texts: [String] = []
      for file in ["\(name).gif", "\(name).png"] {
        guard let location = tree.files["\(place.path)/figures/\(file)"] else { continue }
        texts.append(try pixelText(location, in: tree))
      }
      return texts.isEmpty ? nil : texts.joined(separator: " ")
    case .metric(let name):
      let result = try metrics(at: place, in: tree)?.numbers[name]
      return result.map { $0.value.compact }
    case .claim(let text):
      let claim = try metrics(at: place, in: tree)?.claims.first { $0.text == text }
      return claim.map(\.state)
    }
  }

  private func metrics(at place: Place, in tree: ResultsTree) throws -> Metrics? {
    guard let location = tree.files["\(place.path)/metrics.json"] else { return nil }
    if let known = metrics[location] { return known }
    let bytes = try tree.contents(of: [location])[location] ?? []
    let read: Metrics? = try? JSON.decode(String(decoding: bytes, as: UTF8.self))
    metrics[location] = .some(read)
    return read
  }

  /// A text that is the same for files that show the same.
  private func pixelText(
    _ location: ResultsTree.Location, in tree: ResultsTree
  ) throws -> String {
    if let known = pixels[location] { return known }
    let bytes = try tree.contents(of: [location])[location] ?? []
    let text: String
    if let animation = try? DecodedAnimation(gif: bytes) {
      text = Renderer.digest(animation.frames) + " \(animation.delays)"
    } else if let bitmap = try? Bitmap.decoding(png: bytes) {
      text = Renderer.digest([bitmap])
    } else {
      text = "damaged " + Digest.sha256(of: bytes)
    }
    pixels[location] = text
    return text
  }

  /// The subject with its full name, as the results of one of the commits have it.
  ///
  /// - Throws: `UsageError` where none has it, or a part of a claim's text fits several.
  package func resolve(_ subject: Subject, at commits: [Commit]) throws -> Subject {
    var names: Set<String> = []
    for commit in commits {
      let tree = try tree(commit)
      for place in tree.notebooks where selection(place) {
        names.formUnion(try self.names(like: subject, at: place, in: tree))
      }
    }
    let valid = names.sortedByBytes()
    switch subject {
    case .metric(let name):
      if !names.contains(name) { throw UsageError.unknown("metric", name, valid: valid) }
    case .figure(let name):
      if !names.contains(name) { throw UsageError.unknown("figure", name, valid: valid) }
    case .claim(let text):
      if names.contains(text) { return subject }
      let fitting = valid.filter { $0.lowercased().contains(text.lowercased()) }
      guard let found = fitting.first else { throw UsageError.unknown("claim", text, valid: valid) }
      if fitting.count > 1 {
        throw UsageError(
          description: "\"\(text)\" is a part of several claims: "
            + fitting.joined(separator: "; "))
      }
      return .claim(found)
    }
    return subject
  }

  private func names(
    like subject: Subject, at place: Place, in tree: ResultsTree
  ) throws -> [String] {
    switch subject {
    case .metric: return try metrics(at: place, in: tree)?.numbers.keys.map(\.self) ?? []
    case .claim: return try metrics(at: place, in: tree)?.claims.map(\.text) ?? []
    case .figure:
      let prefix = "\(place.path)/figures/"
      return tree.files.keys.filter {
        $0.hasPrefix(prefix) && ($0.hasSuffix(".png") || $0.hasSuffix(".gif"))
      }.map { String($0.dropFirst(prefix.count).dropLast(4)) }
    }
  }
}

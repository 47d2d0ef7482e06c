import Platform

extension Repository {
  /// The contents of blobs as a checkout would write them, in their order.
  ///
  /// Files whose attributes name a filter (Git LFS, git-crypt) are read through it. Where that fails, perhaps
  /// because the filter is not installed, they stay as git keeps them.
  ///
  /// - Throws: `ResultsError` where the repository has lost one.
  func contents(of blobs: [Blob]) throws(ResultsError) -> [[UInt8]] {
    if blobs.isEmpty { return [] }
    var contents = try keptContents(of: blobs)
    let filtered = try pathsWithFilters(Set(blobs.map(\.path)))
    for (index, blob) in blobs.enumerated() where filtered.contains(blob.path) {
      // One at a time: `--batch` tells the size before the filter, not after it.
      let answer = try git.run(["cat-file", "--filters", "--path=\(blob.path)", blob.id])
      if answer.isSuccess { contents[index] = answer.output }
    }
    return contents
  }

  /// The files below a folder that git tracks or would track, by their path from there; nil where git does not
  /// look into the folder, as behind a link.
  func workTreeFiles(in folder: String) throws(ResultsError) -> Set<String>? {
    let answer = try Git(folder: folder).run([
      "ls-files", "--cached", "--others", "--exclude-standard", "-z",
    ])
    return answer.isSuccess ? Set(answer.fields) : nil
  }

  /// Those of the paths whose attributes name a filter.
  private func pathsWithFilters(_ paths: Set<String>) throws(ResultsError) -> Set<String> {
    let top = Git(
      folder: "\(git.folder)/\(try git.output(["rev-parse", "--show-cdup"]).text)")
    let answer = try top.output(
      ["check-attr", "-z", "--stdin", "filter"],
      input: paths.map { $0 + "\0" }.joined())
    // A path, the attribute's name and its value, each with a NUL at its end.
    let fields = answer.fields
    return Set(
      stride(from: 0, to: fields.count - 2, by: 3).filter {
        !["unspecified", "unset", "set"].contains(fields[$0 + 2])
      }.map { fields[$0] })
  }
}

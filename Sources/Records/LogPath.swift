/// Names in the log: the paths of data sets, and of metrics and results, which are parts of such paths.
package enum LogPath {
  /// The groups that the program fills itself.
  private static let reserved = ["chain", "claims", "report", "results"]

  /// What keeps `path` from being one; nil where nothing does.
  ///
  /// A path is of parts with a slash between them. A part is of letters, digits and a few signs, so that it means the same
  /// in HDF5, in a file's name and in Markdown.
  package static func shortcoming(of path: String) -> String? {
    if path.isEmpty { return "it is empty" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.contains("") { return "a slash stands between two parts" }
    if parts.contains(".") || parts.contains("..") { return "no part is . or .." }
    if parts.contains(where: { $0.utf8.count > 100 }) { return "a part has at most 100 bytes" }
    let odd = path.first { !$0.isLetter && !$0.isNumber && !"/-_.+=,:@~()".contains($0) }
    return odd.map { "\"\($0)\" cannot stand in it: take letters, digits and -_.+=,:@~()" }
  }

  /// What keeps a new data set from `path` where others have `paths`; nil where nothing does.
  package static func shortcoming(of path: String, besides paths: some Sequence<String>) -> String?
  {
    if let shortcoming = shortcoming(of: path) { return shortcoming }
    if let group = reserved.first(where: { path == $0 || path.hasPrefix("\($0)/") }) {
      return "the group \(group) is the program's own"
    }
    // HDF5 has either a data set or a group under one name.
    return paths.first { $0.hasPrefix("\(path)/") || path.hasPrefix("\($0)/") }.map {
      "there is a data set \($0), and one cannot lie within another"
    }
  }
}

import Foundation
import Platform
import Records

/// Adds to a difference what the logs of both sides say.
package struct LogComparison {
  package let from: ResultsTree
  package let to: ResultsTree
  /// Which notebooks are compared.
  package let selection: @Sendable (Place) -> Bool

  package init(from: ResultsTree, to: ResultsTree, selection: @escaping @Sendable (Place) -> Bool) {
    self.from = from
    self.to = to
    self.selection = selection
  }

  /// The difference with logs compared wherever both sides have one, notes where they have not, and problems where
  /// a log is damaged or of another run than the results beside it.
  ///
  /// - Throws: `ResultsError` where a repository cannot be read.
  package func completed(_ difference: ResultsDifference) throws -> ResultsDifference {
    var notebooks = difference.notebooks
    var problems = difference.problems
    var notes = difference.notes
    for place in Set(from.notebooks).intersection(to.notebooks).filter(selection).sorted() {
      let path = "\(place.path)/log.h5"
      let old = try record(of: place, in: from, &problems)
      let new = try record(of: place, in: to, &problems)
      guard let index = notebooks.firstIndex(where: { $0.place == place }) else { continue }
      if let old, let new {
        notebooks[index].log = LogDifference(old, new)
      }
      let missing = [from, to].filter { $0.files[path] == nil }.map(\.side.shortTitle)
      if !missing.isEmpty {
        notes.append(
          "no log of \(place.path) in \(missing.joined(separator: ", ", last: " and ")): "
            + "logs are not committed; compare two folders of results that have them")
      }
    }
    return ResultsDifference(
      from: difference.from, to: difference.to, notebooks: notebooks,
      unchanged: difference.unchanged, problems: problems, notes: notes)
  }

  /// The log of a notebook on one side; nil where there is none, and where it is named in `problems`.
  private func record(
    of place: Place, in tree: ResultsTree, _ problems: inout [String]
  ) throws(ResultsError) -> RunRecord? {
    let path = "\(place.path)/log.h5"
    guard let location = tree.files[path], let metrics = try metrics(of: place, in: tree)
    else { return nil }
    func trouble(_ reason: String) -> RunRecord? {
      problems.append("\(path) of \(tree.side.shortTitle) cannot be compared: \(reason)")
      return nil
    }
    do throws(ResultsError) {
      return try Self.record(at: location, toldOfBy: metrics, in: tree)
    } catch {
      return trouble(error.reason + (error.hint.isEmpty ? "" : ": \(error.hint)"))
    }
  }

  /// What `metrics.json` beside a log says; nil where it cannot be read, which the comparison has told.
  private func metrics(of place: Place, in tree: ResultsTree) throws(ResultsError) -> Metrics? {
    guard let location = tree.files["\(place.path)/metrics.json"] else { return nil }
    let bytes = try tree.contents(of: [location])[location] ?? []
    return try? JSON.decode(String(decoding: bytes, as: UTF8.self))
  }

  private static func record(
    at location: ResultsTree.Location, toldOfBy metrics: Metrics, in tree: ResultsTree
  ) throws(ResultsError) -> RunRecord {
    if case .file(let file) = location { return try read(file, toldOfBy: metrics) }
    // libhdf5 reads files, not bytes.
    let bytes = try tree.contents(of: [location])[location] ?? []
    let file = try Files.temporaryPath("experiments-log")
    defer { unlink(file) }
    try Files.write(bytes, to: file)
    return try read(file, toldOfBy: metrics)
  }

  private static func read(
    _ file: String, toldOfBy metrics: Metrics
  ) throws(ResultsError) -> RunRecord {
    do {
      return try RunRecord(reading: file, toldOfBy: metrics)
    } catch let error as ResultsError {
      throw error
    } catch {
      let start = FileHandle(forReadingAtPath: file)?.readData(ofLength: 1024)
      let isPointer = LFSPointer(Array(start ?? Data())) != nil
      throw ResultsError(
        "read", file, isPointer ? LFSPointer.advice : LineEnds.lines(of: describe(error))[0])
    }
  }
}

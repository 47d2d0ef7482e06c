import Foundation
import Platform
import Records

/// A sweep that has left a page in the folder of a group.
package struct SweepOfGroup {
  /// The name of its folder.
  let name: String
  let summary: SweepSummary

  /// The page from the folder of the group.
  var page: String { "\(SweepIdentity.folders)/\(name)/sweep.md" }

  /// The sweeps of a group, in the order of their folders. One that cannot be read is left out and named in `problems`.
  ///
  /// - Parameter group: the path of the group's folder.
  package static func all(inGroup group: String, problems: (String) -> Void) -> [SweepOfGroup] {
    let folder = "\(group)/\(SweepIdentity.folders)"
    return ResultsIndex.folders(in: folder).compactMap { name in
      let numbers = "\(folder)/\(name)/sweep.json"
      guard Files.exists("\(folder)/\(name)/sweep.md") else { return nil }
      guard let text = FileManager.default.contents(atPath: numbers),
        let summary = try? SweepSummary.read(String(decoding: text, as: UTF8.self))
      else {
        problems("\(numbers) is left out, for it is no sweep.json of this program")
        return nil
      }
      return SweepOfGroup(name: name, summary: summary)
    }
  }

  /// The sweeps of the group that a run's folder of results is in. What is left out is named in `problems` unless the index shows
  /// the run: then the index is written after the run's report, and names it.
  package static func all(
    besides folder: String, of run: RunIdentity, problems: (String) -> Void
  ) -> [SweepOfGroup] {
    let group = (folder as NSString).deletingLastPathComponent, isTold = ResultsIndex.shows(run)
    return all(inGroup: group) { if !isTold { problems($0) } }
  }
}

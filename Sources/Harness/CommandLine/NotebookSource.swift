import Foundation

/// The source file of a notebook, as it was when the program was built.
struct NotebookSource: Equatable, Sendable {
  /// The file's name, without folders.
  let name: String
  let text: String

  /// Reads the file at `path`, unless it is younger than the running program: then the code that runs
  /// is not the code that the report would show.
  init(path: String, executable: String) throws(ResultsError) {
    name = (path as NSString).lastPathComponent
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw ResultsError(
        "read the notebook's source", path, "there is no such file",
        hint: "the report is woven from it: build the program where its sources are")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ResultsError("read the notebook's source", path, "it is not UTF-8")
    }
    if let edited = Self.modification(path), let built = Self.modification(executable),
      edited > built
    {
      throw ResultsError(
        "use the notebook's source", path, "it has changed since the build",
        hint: "build again: swift build")
    }
    self.text = text
  }

  private static func modification(_ path: String) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date
  }
}

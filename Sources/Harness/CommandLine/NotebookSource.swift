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
    if Self.isStale(path, executable: executable) {
      throw ResultsError(
        "use the notebook's source", path, "it has changed since the build",
        hint: "build again: swift build")
    }
    self.text = text
  }

  /// Whether the program was built from an older text.
  ///
  /// A source may be younger than the program and still be what was built: where only prose or a time
  /// stamp has changed, the object file comes out the same and nothing is linked. But the compiler's
  /// list of dependencies, `experiments.build/experiments.d`, is written anew by every compilation that
  /// succeeds, and taken away by one that fails.
  private static func isStale(_ path: String, executable: String) -> Bool {
    guard let edited = modification(path), let built = modification(executable), edited > built
    else { return false }
    let objects = "\(executable).build"
    let module = (executable as NSString).lastPathComponent
    let file = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let lists = [module, file].compactMap { modification("\(objects)/\($0).d") }
    guard lists.contains(where: { $0 > edited }) else { return true }
    // An object that is younger than the program has not been linked.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: objects)) ?? []
    return names.contains { name in
      name.hasSuffix(".o") && (modification("\(objects)/\(name)") ?? built) > built
    }
  }

  private static func modification(_ path: String) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date
  }
}

import Foundation
import Platform

/// What a program was built from: it carries the texts of its notebooks, so that their reports show the code that
/// runs, wherever the program is and whatever has become of the files.
///
/// The plugin `EmbedSources` of the package writes one into every target that uses it, as `ProgramSources.embedded`.
public struct ProgramSources: Sendable {
  /// The texts by the names of the files, with line feeds at the ends of lines.
  let notebooks: [String: String]
  /// SHA-256 over the library's files.
  package let librarySHA256: String
  /// SHA-256 over those of the library's files that numbers can depend on; the others draw, compare and print.
  package let trainingSHA256: String

  /// Sources of a program.
  ///
  /// - Parameters:
  ///   - notebooks: the texts of the notebooks by the names of their files.
  ///   - librarySHA256: the digest of the library.
  ///   - trainingSHA256: the digest of what of it computes.
  public init(notebooks: [String: String], librarySHA256: String, trainingSHA256: String) {
    self.notebooks = notebooks
    self.librarySHA256 = librarySHA256
    self.trainingSHA256 = trainingSHA256
  }

  /// The source of a notebook.
  ///
  /// - Throws: `ResultsError` where the program does not carry it.
  package func source(of notebook: any Notebook.Type) throws(ResultsError) -> NotebookSource {
    let name = (notebook.sourcePath as NSString).lastPathComponent
    guard let text = notebooks[name] else {
      throw ResultsError(
        "use the notebook's source", name, "the program was built without it",
        hint: "let the target of \(notebook.name) use the plugin EmbedSources, and build again")
    }
    return NotebookSource(name: name, text: text)
  }
}

/// The source of a notebook, as it was when the program was built.
package struct NotebookSource: Equatable, Sendable {
  /// The file's name, without folders.
  let name: String
  package let text: String
}

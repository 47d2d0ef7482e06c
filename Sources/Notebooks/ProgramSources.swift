import Foundation
import Lexing
import Platform
import Records

/// What a program was built from: it carries the texts of its notebooks, so that their reports show the code that
/// runs, wherever the program is and whatever has become of the files.
///
/// The plugin `EmbedSources` of the package writes one into every target that uses it, as `ProgramSources.embedded`.
public struct ProgramSources: Sendable {
  /// The texts by the paths of the files from the folder of notebooks, with line feeds at the ends of lines.
  let notebooks: [String: String]
  /// SHA-256 over the library's files.
  package let librarySHA256: String
  /// SHA-256 over those of the library's files that numbers can depend on; the others draw, compare and print.
  package let trainingSHA256: String

  /// Sources of a program.
  ///
  /// - Parameters:
  ///   - notebooks: the texts of the notebooks, and of what they include, by the paths of their files.
  ///   - librarySHA256: the digest of the library.
  ///   - trainingSHA256: the digest of what of it computes.
  public init(notebooks: [String: String], librarySHA256: String, trainingSHA256: String) {
    self.notebooks = notebooks
    self.librarySHA256 = librarySHA256
    self.trainingSHA256 = trainingSHA256
  }

  /// The source of a notebook, with the files that it includes.
  ///
  /// - Throws: `ResultsError` where the program does not carry one of them.
  package func source(of notebook: any Notebook.Type) throws(ResultsError) -> NotebookSource {
    let name = (notebook.sourcePath as NSString).lastPathComponent
    guard
      let path = notebooks.keys.sortedByBytes().first(where: {
        ($0 as NSString).lastPathComponent == name
      }), let text = notebooks[path]
    else {
      throw ResultsError(
        "use the notebook's source", name, "the program was built without it",
        hint: "let the target of \(notebook.name) use the plugin EmbedSources, and build again")
    }
    var included: [SourceFile] = []
    try include(from: SourceFile(path: path, text: text), notebook: path, into: &included)
    return NotebookSource(name: name, text: text, included: included)
  }

  /// Adds the files that a file includes, and what these include, each once.
  private func include(
    from file: SourceFile, notebook: String, into included: inout [SourceFile]
  ) throws(ResultsError) {
    for comment in SwiftLexer.lineComments(in: file.text) {
      guard let path = comment.included, path != notebook,
        !included.contains(where: { $0.path == path })
      else { continue }
      guard let text = notebooks[path] else {
        throw ResultsError(
          "include", path.isEmpty ? "a file" : path,
          "line \(comment.line) of \(file.path) names it, and the program carries no such file",
          hint: "give a path from the folder of notebooks, as in //:include Shared/Networks.swift")
      }
      let other = SourceFile(path: path, text: text)
      included.append(other)
      try include(from: other, notebook: notebook, into: &included)
    }
  }
}

/// The source of a notebook, as it was when the program was built.
package struct NotebookSource: Equatable, Sendable {
  /// The file's name, without folders.
  let name: String
  package let text: String
  /// The files that it includes, in the order in which the report shows them.
  package let included: [SourceFile]

  package init(name: String, text: String, included: [SourceFile] = []) {
    self.name = name
    self.text = text
    self.included = included
  }
}

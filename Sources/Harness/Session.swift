import Foundation
import Notebooks
import Platform

/// One start of the program: its notebooks and the world around it, which tests replace.
struct Session {
  let catalogue: [any Notebook.Type]
  let console: Console
  /// What the program was built from.
  let sources: ProgramSources
  /// The words of the command line.
  let arguments: [String]
  /// The program's file, by which it starts itself again for each of several notebooks; nil where it cannot.
  let executable: String?
  /// The time between checkpoints.
  let checkpointInterval: Duration

  /// The notebooks' names, in the order of the catalogue.
  var names: [String] { catalogue.map { $0.name } }

  /// The notebook of this name.
  func notebook(_ name: String) throws(UsageError) -> any Notebook.Type {
    guard let type = catalogue.first(where: { $0.name == name }) else {
      throw .unknown("notebook", name, valid: names)
    }
    return type
  }

  /// The notebooks of these names, each once; `all` means the whole catalogue.
  func notebooks(_ words: [String]) throws(UsageError) -> [any Notebook.Type] {
    var notebooks: [any Notebook.Type] = []
    for word in words {
      for type in word == "all" ? catalogue : [try notebook(word)]
      where !notebooks.contains(where: { $0.name == type.name }) {
        notebooks.append(type)
      }
    }
    return notebooks
  }

  /// Writes a line of results.
  func print(_ text: String) { console.out(text + "\n") }

  /// Writes a line of trouble.
  func complain(_ text: String) { console.err("experiments: \(text)\n") }
}

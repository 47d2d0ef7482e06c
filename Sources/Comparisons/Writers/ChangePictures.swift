import Foundation
import Platform

extension NotebookDifference {
  /// The figures of whose change there are pictures.
  var drawnFigures: [FigureChange] { figures.filter { $0.drawn != nil } }

  /// The file of a picture of a change, from the folder of pictures.
  func path(of figure: FigureChange, _ kind: String) -> String {
    "\(place.path)/\(figure.name).\(kind)"
  }
}

/// The folder with pictures of changes: a PNG file with old, new and difference, and a GIF file that
/// blinks, for every changed figure.
///
/// The folder belongs to this program: what an earlier comparison left in it goes. A `.gitignore` of its own
/// keeps it out of commits and marks it.
package struct ChangePictures {
  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  private static let mark = "# Pictures of changes, made by: experiments diff\n*\n"

  /// Writes all pictures, and takes those of an earlier comparison away.
  ///
  /// - Throws: `ResultsError` where the folder holds anything else or cannot be written.
  package func write(_ difference: ResultsDifference) throws(ResultsError) {
    do {
      try replaceAll(difference)
    } catch {
      let trouble = error as? ResultsError
      throw ResultsError(
        "write pictures to", folder, trouble?.reason ?? describe(error),
        hint: "choose another folder with --pictures")
    }
  }

  private func replaceAll(_ difference: ResultsDifference) throws {
    let markFile = "\(folder)/.gitignore"
    if Files.exists(folder) {
      guard Files.isFolder(folder) else { throw ResultsError("write", folder, "it is no folder") }
      let content = FileManager.default.contents(atPath: markFile)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      guard content == Data(Self.mark.utf8) || names.isEmpty else {
        throw ResultsError("write", folder, "it holds what this program did not make")
      }
      for name in names { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
      // A link to a folder stays, and so does a folder that the user made.
      if !names.isEmpty { rmdir(folder) }
    }
    if difference.notebooks.allSatisfy({ $0.drawnFigures.isEmpty && $0.log?.latents == nil }) {
      return
    }
    try Files.makeFolder(folder)
    try write(Array(Self.mark.utf8), ".gitignore")
    for notebook in difference.notebooks {
      for figure in notebook.figures {
        guard let drawn = figure.drawn else { continue }
        try write(drawn.sideBySide, notebook.path(of: figure, "png"))
        try write(drawn.blinking, notebook.path(of: figure, "gif"))
      }
      if let latents = notebook.log?.latents { try write(latents.picture, notebook.latentsPath) }
    }
  }

  private func write(_ bytes: [UInt8], _ path: String) throws(ResultsError) {
    let file = "\(folder)/\(path)"
    try Files.makeFolder((file as NSString).deletingLastPathComponent)
    // Not `Files.write`: pictures that can be made again need not be waited for.
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else {
      throw .system("write", file)
    }
  }
}

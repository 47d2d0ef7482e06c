import Foundation
import Hashing

/// Writes a Swift file that declares what a program was built from:
///
///     embed-sources OUTPUT LIBRARY NOTEBOOK…
///
/// OUTPUT is the file; LIBRARY the folder `Sources`, of which digests are taken; each NOTEBOOK a Swift file whose text is
/// embedded.
@main
struct EmbedSources {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, let library = arguments.dropFirst().first else {
      throw EmbeddingError(description: "usage: embed-sources OUTPUT LIBRARY NOTEBOOK…")
    }
    var texts: [(name: String, text: String)] = []
    for path in arguments.dropFirst(2).sorted() {
      texts.append(((path as NSString).lastPathComponent, try text(of: path)))
    }
    let digests = try LibraryDigests(of: library)
    let entries = texts.map { "    \(literal($0.name)): \(literal($0.text))," }
    let file = """
      import Notebooks

      extension ProgramSources {
        /// What this program was built from.
        static let embedded = ProgramSources(
          notebooks: [
      \(entries.isEmpty ? "    :" : entries.joined(separator: "\n"))
          ],
          librarySHA256: \(literal(digests.library)),
          trainingSHA256: \(literal(digests.training)))
      }

      """
    try Data(file.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
  }

  /// The text of a file with the line ends of every system as line feeds, so that a clone that git has given
  /// other line ends is the same notebook.
  private static func text(of path: String) throws -> String {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw EmbeddingError(description: "\(path): error: a notebook's source has to be UTF-8")
    }
    return text.replacing("\r\n", with: "\n")
  }

  /// A literal of the text as it stands, with so many `#` around it that nothing inside ends it.
  private static func literal(_ text: String) -> String {
    let longest = text.split { $0 != "#" }.map(\.count).max() ?? 0
    let marks = String(repeating: "#", count: longest + 1)
    return "\(marks)\"\"\"\n\(text)\n\"\"\"\(marks)"
  }
}

struct EmbeddingError: Error, CustomStringConvertible {
  let description: String
}

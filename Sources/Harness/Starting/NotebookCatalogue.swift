import Platform

/// The text of `experiments/Catalogue.swift`.
struct NotebookCatalogue {
  let text: String

  /// The text with one more notebook at the end of the list; nil where there is no list as this program has it.
  func adding(_ type: String) -> String? {
    let list = /let catalogue: \[any Notebook\.Type\] = \[([^\]]*)\]/
    guard let match = text.firstMatch(of: list) else { return nil }
    let known = match.1.split { $0 == "," || $0.isWhitespace }.map(String.init)
    let entries = known + ["\(type).self"]
    var lines: [String] = []
    var line = " "
    for entry in entries {
      if line.count + entry.count + 2 > 100 {
        lines.append(line)
        line = " "
      }
      line += " \(entry),"
    }
    lines.append(line)
    return text.replacingCharacters(
      in: match.1.startIndex..<match.1.endIndex, with: "\n\(lines.joined(separator: "\n"))\n")
  }
}

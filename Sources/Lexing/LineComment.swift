/// A `//` comment of a Swift source.
package struct LineComment: Equatable {
  /// The line, from 1.
  package let line: Int
  /// What follows `//`, up to the end of the line.
  package let text: String
  /// Whether only blanks stand before it on its line.
  package let isAlone: Bool
}

extension LineComment {
  /// Whether its line is one of a notebook's prose, `//: text`.
  package var isProse: Bool { isAlone && text.hasPrefix(":") }

  /// The path that the line `//:include PATH` or `//:use PATH` names, empty where it names none; nil for another comment.
  ///
  /// It is given from the folder of notebooks. In the place of `//:include` the report has the prose and code of that file; `//:use`
  /// only tells that the notebook depends on it, where another report shows it.
  package var included: String? { path(after: ":include") ?? path(after: ":use") }

  /// Whether the report shows the file in this place.
  package var isShown: Bool { path(after: ":include") != nil }

  private func path(after directive: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard isAlone, text.hasPrefix(directive), words.first.map(String.init) == directive else {
      return nil
    }
    return words.dropFirst().joined(separator: " ")
  }
}

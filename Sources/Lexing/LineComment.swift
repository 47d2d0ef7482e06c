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

  /// The path that the line `//:include PATH` names, empty where it names none; nil for another comment.
  ///
  /// In the place of the line the report has the prose and code of that file, which is given from the folder of notebooks.
  package var included: String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard isAlone, text.hasPrefix(":include"), words.first == ":include" else { return nil }
    return words.dropFirst().joined(separator: " ")
  }
}

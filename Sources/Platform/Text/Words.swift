extension [String] {
  /// `a, b or c`.
  package func joined(separator: String, last: String) -> String {
    count < 2
      ? joined(separator: separator)
      : dropLast().joined(separator: separator) + last + self[count - 1]
  }
}

extension String {
  /// The text between quotation marks, for a message.
  package var quoted: String { "\"\(shown)\"" }

  /// The text for a message: without signs that a terminal would obey, and cut after sixty characters.
  package var shown: String { Paint.clean(String(prefix(60))) + (count > 60 ? "…" : "") }

  /// The text with blanks up to `width` characters.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}

/// How many there are of what a noun names, whose plural has an s at its end: `1 epoch`, `2 epochs`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension StringProtocol {
  /// The text without the blanks at its end.
  package func trimmingBlanksAtEnd() -> String {
    var end = endIndex
    while end > startIndex, self[index(before: end)].isWhitespace { end = index(before: end) }
    return String(self[..<end])
  }
}

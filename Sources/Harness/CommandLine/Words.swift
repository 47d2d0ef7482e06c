extension Int {
  /// A whole number as it stands in a text: in words up to ten, in digits above.
  public var inWords: String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    return words.indices ~= self ? words[self] : "\(self)"
  }
}

extension [String] {
  /// `a, b or c`.
  func joined(separator: String, last: String) -> String {
    count < 2
      ? joined(separator: separator)
      : dropLast().joined(separator: separator) + last + self[count - 1]
  }
}

extension String {
  /// The text between quotation marks, for a message.
  var quoted: String { "\"\(shown)\"" }

  /// The text for a message: without signs that a terminal would obey, and cut after sixty characters.
  var shown: String { Paint.clean(String(prefix(60))) + (count > 60 ? "…" : "") }

  /// The text with blanks up to `width` characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}

/// How many there are of what a noun names, whose plural has an s at its end: `1 epoch`, `2 epochs`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

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

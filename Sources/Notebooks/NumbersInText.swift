import Platform

extension Double {
  /// At most five significant digits, for the text of claims and notes.
  public var short: String { NumberText.rounded(self, digits: 5) }
}

extension Float {
  /// At most five significant digits, for the text of claims and notes.
  public var short: String { Double(self).short }
}

extension Int {
  /// A whole number as it stands in a text: in words up to ten, in digits above.
  public var inWords: String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    return words.indices ~= self ? words[self] : "\(self)"
  }
}

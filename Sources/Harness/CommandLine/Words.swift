extension [String] {
  /// `a, b or c`.
  func joined(separator: String, last: String) -> String {
    count < 2
      ? joined(separator: separator)
      : dropLast().joined(separator: separator) + last + self[count - 1]
  }
}

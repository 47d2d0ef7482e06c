/// Colours of a terminal, or none.
package struct Paint {
  package let isColoured: Bool

  package init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  package func bold(_ text: String) -> String { painted(text, "1") }
  package func red(_ text: String) -> String { painted(text, "31") }
  package func green(_ text: String) -> String { painted(text, "32") }
  package func yellow(_ text: String) -> String { painted(text, "33") }
  package func cyan(_ text: String) -> String { painted(text, "36") }

  private func painted(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Text from a repository without control characters: a commit must not steer the terminal.
  package static func clean(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x09, 0x0A, 0x0D: " "
          case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
          default: scalar
          }
        }))
  }

  /// The characters that are seen.
  package static func width(_ text: String) -> Int {
    var width = 0
    var isCode = false
    for character in text {
      if character == "\u{1B}" { isCode = true }
      if !isCode { width += 1 }
      if character == "m" { isCode = false }
    }
    return width
  }
}

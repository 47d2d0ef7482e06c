/// A word, a sign or a literal of a Swift source; comments are none of these.
package struct SwiftToken: Equatable {
  /// What a token is.
  package enum Kind: Equatable { case word, sign, literal }

  /// A word is a keyword, a name or a part of a number; a name between backticks keeps them. A sign is one byte.
  package let kind: Kind
  package let text: String
  /// Where it stands, in UTF-8 bytes.
  package let bytes: Range<Int>
  /// The lines that it covers, from 1: a literal may have several.
  package let lines: ClosedRange<Int>

  /// The tokens of a source, in order. A literal's interpolations are part of it.
  package static func tokens(of source: String) -> [SwiftToken] {
    tokens(of: Array(source.utf8), SwiftLexer.parts(of: source))
  }

  static func tokens(
    of bytes: [UInt8], _ parts: (comments: [Range<Int>], literals: [Range<Int>])
  ) -> [SwiftToken] {
    let starts = { (ranges: [Range<Int>]) in
      [Int: Range<Int>](ranges.map { ($0.lowerBound, $0) }) { first, _ in first }
    }
    let (comments, literals) = (starts(parts.comments), starts(parts.literals))
    var tokens: [SwiftToken] = []
    var (at, line) = (0, 1)
    while at < bytes.count {
      let range: Range<Int>
      let kind: Kind?
      if let comment = comments[at], !comment.isEmpty {
        (range, kind) = (comment, nil)
      } else if let literal = literals[at], !literal.isEmpty {
        (range, kind) = (literal, .literal)
      } else if SwiftLexer.isBlank(bytes[at]) {
        (range, kind) = (at..<at + 1, nil)
      } else if let end = endOfWord(at, bytes) {
        (range, kind) = (at..<end, .word)
      } else {
        (range, kind) = (at..<at + 1, .sign)
      }
      let last = line + bytes[range].count { $0 == UInt8(ascii: "\n") }
      if let kind {
        tokens.append(
          SwiftToken(
            kind: kind, text: String(decoding: bytes[range], as: UTF8.self), bytes: range,
            lines: line...last))
      }
      (at, line) = (range.upperBound, last)
    }
    return tokens
  }

  private static func endOfWord(_ start: Int, _ bytes: [UInt8]) -> Int? {
    let backtick = UInt8(ascii: "`")
    if bytes[start] == backtick {
      let end = bytes[(start + 1)...].firstIndex { $0 == backtick || $0 == UInt8(ascii: "\n") }
      return end.map { bytes[$0] == backtick ? $0 + 1 : $0 } ?? bytes.count
    }
    guard SwiftLexer.isWord(bytes[start]) else { return nil }
    return bytes[start...].firstIndex { !SwiftLexer.isWord($0) } ?? bytes.count
  }

  /// Whether it is the word `text`.
  package func isWord(_ text: String) -> Bool { kind == .word && self.text == text }

  /// Whether it is the sign `text`.
  package func isSign(_ text: String) -> Bool { kind == .sign && self.text == text }

  /// By how much it changes the number of open brackets.
  var nesting: Int {
    guard kind == .sign else { return 0 }
    return switch text {
    case "(", "[", "{": 1
    case ")", "]", "}": -1
    default: 0
    }
  }
}

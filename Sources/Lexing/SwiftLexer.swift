/// Finds the line comments of a Swift source, and nothing that only looks like one: `//` also occurs in
/// string literals (plain, raw, of several lines), in regular expressions, in identifiers between
/// backticks and in nested block comments. A comment inside a string's interpolation is not reported:
/// it is part of the string.
///
/// A source that does not compile is read as far as it makes sense; the lexer never fails.
package struct SwiftLexer {
  let bytes: [UInt8]
  var at = 0
  private var line = 1
  private var lineStart = 0
  /// How many interpolations the lexer is in.
  var depth = 0
  private var comments: [LineComment] = []
  private var parts: (comments: [Range<Int>], literals: [Range<Int>]) = ([], [])
  /// The last byte of code that is no blank, and the word it ends.
  private(set) var previous: UInt8 = 0
  private(set) var word: [UInt8] = []

  /// The line comments of `source`, in order.
  static func lineComments(in source: String) -> [LineComment] {
    var lexer = SwiftLexer(bytes: Array(source.utf8))
    lexer.skipCode(untilParenthesis: false)
    return lexer.comments
  }

  /// Where comments and literals stand, as ranges of UTF-8 bytes in order. What is in a literal's interpolation is part of it.
  package static func parts(of source: String) -> (comments: [Range<Int>], literals: [Range<Int>]) {
    var lexer = SwiftLexer(bytes: Array(source.utf8))
    lexer.skipCode(untilParenthesis: false)
    return lexer.parts
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  func byte(_ offset: Int = 0) -> UInt8 {
    at + offset < bytes.count ? bytes[at + offset] : 0
  }

  func follows(_ text: StaticString, at offset: Int = 0) -> Bool {
    text.withUTF8Buffer { text in
      at + offset + text.count <= bytes.count
        && zip(text, bytes[(at + offset)...]).allSatisfy { $0 == $1 }
    }
  }

  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where at < bytes.count {
      if bytes[at] == UInt8(ascii: "\n") {
        line += 1
        lineStart = at + 1
      }
      at += 1
    }
  }

  /// Reads code to its end, or past the parenthesis that closes an interpolation.
  mutating func skipCode(untilParenthesis: Bool) {
    var parentheses = 0
    while at < bytes.count {
      let current = byte()
      let start = at
      if follows("//") {
        takeLineComment()
        if depth == 0 { parts.comments.append(start..<at) }
        continue
      }
      if follows("/*") {
        skipBlockComment()
        if depth == 0 { parts.comments.append(start..<at) }
        continue
      }
      switch current {
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        if skipLiteral() {
          if depth == 0 { parts.literals.append(start..<at) }
          see(UInt8(ascii: "\""))
          continue
        }
      case UInt8(ascii: "/"):
        if skipRegex() {
          if depth == 0 { parts.literals.append(start..<at) }
          see(UInt8(ascii: "\""))
          continue
        }
      case UInt8(ascii: "`"):
        skipIdentifierInBackticks()
        continue
      case UInt8(ascii: "("): parentheses += 1
      case UInt8(ascii: ")"):
        parentheses -= 1
        if untilParenthesis, parentheses < 0 {
          advance()
          return
        }
      default: break
      }
      see(current)
      advance()
    }
  }

  /// Remembers the last byte of code and the word it belongs to.
  private mutating func see(_ current: UInt8) {
    if Self.isBlank(current) { return }
    let extendsWord = at > 0 && at <= bytes.count && Self.isWord(current)
    if extendsWord, Self.isWord(bytes[at - 1]), !word.isEmpty {
      word.append(current)
    } else {
      word = extendsWord ? [current] : []
    }
    previous = current
  }

  private mutating func takeLineComment() {
    let start = at
    let isAlone = bytes[lineStart..<start].allSatisfy(Self.isBlank)
    // A carriage return that stands alone ends a comment, though no line.
    while at < bytes.count, byte() != UInt8(ascii: "\n"), byte() != UInt8(ascii: "\r") { at += 1 }
    let text = String(decoding: bytes[(start + 2)..<at], as: UTF8.self)
    if depth == 0 { comments.append(LineComment(line: line, text: text, isAlone: isAlone)) }
  }

  private mutating func skipBlockComment() {
    var nesting = 0
    repeat {
      if follows("/*") {
        nesting += 1
        advance(2)
      } else if follows("*/") {
        nesting -= 1
        advance(2)
      } else {
        advance()
      }
    } while nesting > 0 && at < bytes.count
  }

  private mutating func skipIdentifierInBackticks() {
    advance()
    while at < bytes.count, byte() != UInt8(ascii: "`"), byte() != UInt8(ascii: "\n") { advance() }
    if byte() == UInt8(ascii: "`") { advance() }
    previous = UInt8(ascii: "`")
    word = []
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xff:
      true
    default: false
    }
  }
}

/// Finds the line comments of a Swift source, and nothing that only looks like one: `//` also occurs in
/// string literals (plain, raw, of several lines), in regular expressions, in identifiers between
/// backticks and in nested block comments. A comment inside a string's interpolation is not reported:
/// it is part of the string.
///
/// A source that does not compile is read as far as it makes sense; the lexer never fails.
struct SwiftLexer {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private var lineStart = 0
  private var depth = 0
  private var comments: [LineComment] = []
  /// The last byte of code that is no blank, and the word it ends.
  private var previous: UInt8 = 0
  private var word: [UInt8] = []

  /// The line comments of `source`, in order.
  static func lineComments(in source: String) -> [LineComment] {
    var lexer = SwiftLexer(bytes: Array(source.utf8))
    lexer.skipCode(untilParenthesis: false)
    return lexer.comments
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8 {
    at + offset < bytes.count ? bytes[at + offset] : 0
  }

  private func follows(_ text: StaticString, at offset: Int = 0) -> Bool {
    text.withUTF8Buffer { text in
      at + offset + text.count <= bytes.count
        && zip(text, bytes[(at + offset)...]).allSatisfy { $0 == $1 }
    }
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where at < bytes.count {
      if bytes[at] == UInt8(ascii: "\n") {
        line += 1
        lineStart = at + 1
      }
      at += 1
    }
  }

  /// Reads code to its end, or past the parenthesis that closes an interpolation.
  private mutating func skipCode(untilParenthesis: Bool) {
    var parentheses = 0
    while at < bytes.count {
      let current = byte()
      if follows("//") {
        takeLineComment()
        continue
      }
      if follows("/*") {
        skipBlockComment()
        continue
      }
      switch current {
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        if skipLiteral() {
          see(UInt8(ascii: "\""))
          continue
        }
      case UInt8(ascii: "/"):
        if skipRegex() {
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
    while at < bytes.count, byte() != UInt8(ascii: "\n") { at += 1 }
    var text = String(decoding: bytes[(start + 2)..<at], as: UTF8.self)
    if text.hasSuffix("\r") { text.removeLast() }
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
}

// MARK: - Strings and regular expressions

extension SwiftLexer {
  /// Reads a string or a regular expression that starts with `"` or any count of `#`; returns whether
  /// there was one.
  private mutating func skipLiteral() -> Bool {
    var hashes = 0
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    if byte(hashes) == UInt8(ascii: "\"") {
      skipString(hashes: hashes)
      return true
    }
    if hashes > 0, byte(hashes) == UInt8(ascii: "/") {
      advance(hashes + 1)
      while at < bytes.count, !closes("/", hashes: hashes) { advance() }
      advance(hashes + 1)
      return true
    }
    return false
  }

  /// Whether `delimiter` and then `hashes` times `#` stand here.
  private func closes(_ delimiter: StaticString, hashes: Int) -> Bool {
    let length = delimiter.utf8CodeUnitCount
    return follows(delimiter) && (0..<hashes).allSatisfy { byte(length + $0) == UInt8(ascii: "#") }
  }

  private mutating func skipString(hashes: Int) {
    let isLong = follows("\"\"\"", at: hashes) && !closesOnThisLine(hashes: hashes)
    let quote: StaticString = isLong ? "\"\"\"" : "\""
    advance(hashes + quote.utf8CodeUnitCount)
    while at < bytes.count {
      if closes(quote, hashes: hashes) {
        advance(quote.utf8CodeUnitCount + hashes)
        return
      }
      if byte() == UInt8(ascii: "\n"), !isLong { return }
      guard closes("\\", hashes: hashes) else {
        advance()
        continue
      }
      advance(1 + hashes)
      if byte() == UInt8(ascii: "(") {
        advance()
        depth += 1
        skipCode(untilParenthesis: true)
        depth -= 1
      } else if at < bytes.count, isLong || byte() != UInt8(ascii: "\n") {
        advance()
      }
    }
  }

  /// `#"""#` is a raw string of one quote, not the start of one of several lines.
  private func closesOnThisLine(hashes: Int) -> Bool {
    guard hashes > 0 else { return false }
    var ahead = self
    ahead.at += hashes + 1
    while ahead.at < bytes.count, ahead.byte() != UInt8(ascii: "\n") {
      if ahead.closes("\"", hashes: hashes) { return true }
      ahead.at += 1
    }
    return false
  }

  /// Reads `/…/` where an operand can stand and the line closes it, as SE-0354 has it.
  private mutating func skipRegex() -> Bool {
    let next = byte(1)
    guard isOperandPosition, !Self.isBlank(next), next != UInt8(ascii: ")"), next != 0 else {
      return false
    }
    var end = at + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == UInt8(ascii: "\\") {
        end += 2
        continue
      }
      if bytes[end] == UInt8(ascii: "/") {
        if Self.isBlank(bytes[end - 1]) { return false }
        advance(end + 1 - at)
        return true
      }
      end += 1
    }
    return false
  }

  /// Whether what stands before asks for an operand: then `/` cannot be a division.
  private var isOperandPosition: Bool {
    let keywords = [
      "return", "in", "case", "try", "await", "throw", "if", "guard", "while", "switch", "where",
    ]
    if !word.isEmpty { return keywords.contains(String(decoding: word, as: UTF8.self)) }
    return previous == 0 || "(,=[{:;!&|?+-*<>^%~".utf8.contains(previous)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xff:
      true
    default: false
    }
  }
}

// Strings and regular expressions.

extension SwiftLexer {
  /// Reads a string or a regular expression that starts with `"` or any count of `#`; returns whether
  /// there was one.
  mutating func skipLiteral() -> Bool {
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
  mutating func skipRegex() -> Bool {
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
}

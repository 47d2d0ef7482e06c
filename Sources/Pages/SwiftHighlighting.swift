import Lexing
import Weaving

/// Swift code as HTML in which keywords, types, literals, numbers, attributes and comments have classes of their own.
enum SwiftHighlighting {
  private static let keywords: Set<String> = [
    "Any", "Self", "any", "as", "async", "await", "break", "case", "catch", "class", "continue",
    "convenience", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough",
    "false", "fileprivate", "final", "for", "func", "guard", "if", "import", "in", "indirect",
    "init", "inout", "internal", "is", "lazy", "let", "mutating", "nil", "nonisolated", "open",
    "operator", "override", "package", "private", "protocol", "public", "repeat", "required",
    "rethrows", "return", "self", "some", "static", "struct", "subscript", "super", "switch",
    "throw", "throws", "true", "try", "typealias", "unowned", "var", "weak", "where", "while",
  ]

  /// The code with its marks; it need not compile.
  static func html(of code: String) -> String {
    let bytes = Array(code.utf8)
    var marked = SwiftLexer.parts(of: code).comments.map { (range: $0, style: "comment") }
    let tokens = SwiftToken.tokens(of: code)
    for (index, token) in tokens.enumerated() {
      let before = index > 0 ? tokens[index - 1] : nil
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if token.isSign("."), isBetweenDigits(token.bytes, before, next) {
        // The point of a number.
        marked.append((token.bytes, "literal"))
      } else if let style = style(of: token, after: before) {
        marked.append((token.bytes, style))
      }
    }
    marked.sort { $0.range.lowerBound < $1.range.lowerBound }
    var html = ""
    var at = 0
    func text(_ range: Range<Int>) -> String {
      // Escaping makes one line of a text.
      String(decoding: bytes[range], as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { HTML.escaped(String($0)) }.joined(separator: "\n")
    }
    for (range, style) in marked where range.lowerBound >= at {
      html += text(at..<range.lowerBound)
      html += HTML.element("span", "class=\"\(style)\"", text(range))
      at = range.upperBound
    }
    return html + text(at..<bytes.count)
  }

  /// Whether digits stand directly before and after a place.
  private static func isBetweenDigits(
    _ place: Range<Int>, _ before: SwiftToken?, _ next: SwiftToken?
  ) -> Bool {
    guard let before, let next else { return false }
    return before.bytes.upperBound == place.lowerBound && place.upperBound == next.bytes.lowerBound
      && [before, next].allSatisfy { $0.kind == .word && $0.text.first?.isNumber == true }
  }

  private static func style(of token: SwiftToken, after previous: SwiftToken?) -> String? {
    switch token.kind {
    case .literal: return "literal"
    case .sign: return token.text == "@" ? "attribute" : nil
    case .word:
      if previous?.isSign("@") == true { return "attribute" }
      guard let first = token.text.first else { return nil }
      if first.isNumber { return "literal" }
      // A member such as `.default` or `.self` is a name.
      if keywords.contains(token.text), previous?.isSign(".") != true { return "keyword" }
      return first.isUppercase ? "type" : nil
    }
  }
}

/// Reads the text of a paragraph: code, formulas, strong text and emphasis with asterisks, links, and the few HTML tags that
/// reports have. Every other `<` is a sign like any other, so that nothing in a text becomes a part of the page.
struct MarkdownInlineParser {
  /// Code, a formula, a tag: what has no marks inside; or one character.
  private enum Token {
    case character(Character)
    case whole(MarkdownInline)
    case opening(tag: HTMLTag)
    case closing(tag: String)
  }

  private var tokens: [(token: Token, source: String)] = []

  /// The parts of a text.
  ///
  /// - Parameter line: the line of the file on which it begins.
  static func parts(of text: String, line: Int) -> [MarkdownInline] {
    let parser = MarkdownInlineParser(text, line: line)
    return parser.parts(in: parser.tokens.indices, isLinked: false)
  }

  // MARK: - Tokens

  private init(_ text: String, line first: Int) {
    let characters = Array(text)
    var (at, line) = (0, first)
    while at < characters.count {
      let (token, end) = Self.token(at: at, of: characters, line: line)
      let source = characters[at..<end]
      tokens.append((token, String(source)))
      line += source.count { $0 == "\n" }
      at = end
    }
  }

  private static func token(
    at start: Int, of characters: [Character], line: Int
  ) -> (Token, end: Int) {
    let next = characters[start]
    let single = (Token.character(next), start + 1)
    switch next {
    case "\\":
      guard start + 1 < characters.count, characters[start + 1].isPunctuationOrSign else {
        return single
      }
      return (.whole(.text(String(characters[start + 1]))), start + 2)
    case "`": return code(at: start, of: characters)
    case "$": return formula(at: start, of: characters, line: line) ?? single
    case "<":
      guard let (tag, end) = HTMLTag.read(at: start, of: characters) else { return single }
      switch tag.name {
      case "br" where !tag.isClosing: return (.whole(.lineBreak), end)
      case "img" where !tag.isClosing:
        let image = MarkdownImage(
          file: tag.attributes["src"] ?? "", alt: tag.attributes["alt"] ?? "",
          width: tag.attributes["width"].flatMap { Int($0) },
          isAside: tag.attributes["align"] == "right")
        return (.whole(.image(image)), end)
      case "a", "sub", "sup", "kbd":
        return (tag.isClosing ? .closing(tag: tag.name) : .opening(tag: tag), end)
      default: return single
      }
    default: return single
    }
  }

  private static func code(at start: Int, of characters: [Character]) -> (Token, end: Int) {
    let ticks = characters[start...].prefix { $0 == "`" }.count
    var at = start + ticks
    while at < characters.count {
      let run = characters[at...].prefix { $0 == "`" }.count
      if run == ticks {
        var text = String(characters[(start + ticks)..<at].map { $0 == "\n" ? " " : $0 })
        if text.hasPrefix(" "), text.hasSuffix(" "), text.contains(where: { $0 != " " }) {
          text = String(text.dropFirst().dropLast())
        }
        return (.whole(.code(text)), at + run)
      }
      at += max(run, 1)
    }
    return (.whole(.text(String(repeating: "`", count: ticks))), start + ticks)
  }

  /// `$x$` or `$$x$$`. What is in one dollar has no blanks at its ends, and no digit follows it: so prices are none.
  private static func formula(
    at start: Int, of characters: [Character], line: Int
  ) -> (Token, end: Int)? {
    let isDisplayed = start + 1 < characters.count && characters[start + 1] == "$"
    let width = isDisplayed ? 2 : 1
    var at = start + width
    while at < characters.count, characters[at] != "$" {
      at += characters[at] == "\\" ? 2 : 1
    }
    guard at + width <= characters.count, at > start + width else { return nil }
    let text = characters[(start + width)..<at]
    if isDisplayed {
      guard characters[at + 1] == "$" else { return nil }
    } else {
      let isFollowedByDigit = at + 1 < characters.count && characters[at + 1].isWholeNumber
      if text.first?.isWhitespace == true || text.last?.isWhitespace == true || isFollowedByDigit {
        return nil
      }
    }
    let shown = String(text.map { $0 == "\n" ? " " : $0 })
    return (.whole(.formula(shown, isDisplayed: isDisplayed, line: line)), at + width)
  }

  // MARK: - Marks

  /// - Parameter isLinked: whether it is in a link, which has no other in it.
  private func parts(in range: Range<Int>, isLinked: Bool) -> [MarkdownInline] {
    var parts: [MarkdownInline] = []
    var text = ""
    func add(_ part: MarkdownInline) {
      if case .text(let more) = part {
        text += more
        return
      }
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
      parts.append(part)
    }
    var at = range.lowerBound
    while at < range.upperBound {
      let (token, source) = tokens[at]
      switch token {
      case .whole(let part): add(part)
      case .character("*"):
        if let (part, end) = marked(at: at, in: range, isLinked: isLinked) {
          add(part)
          at = end
          continue
        }
        add(.text(source))
      case .character("["):
        if !isLinked, let (part, end) = link(at: at, in: range) {
          add(part)
          at = end
          continue
        }
        add(.text(source))
      case .opening(let tag):
        if let end = range.first(where: { $0 > at && isClosing(tag.name, at: $0) }) {
          let content = self.parts(in: (at + 1)..<end, isLinked: isLinked || tag.name == "a")
          add(
            tag.name == "a"
              ? .link(address: tag.attributes["href"] ?? "", content) : .element(tag.name, content))
          at = end + 1
          continue
        }
        add(.text(source))
      case .character, .closing: add(.text(source))
      }
      at += 1
    }
    add(.text(""))
    if !text.isEmpty { parts.append(.text(text)) }
    return parts
  }

  private func isClosing(_ tag: String, at place: Int) -> Bool {
    if case .closing(tag) = tokens[place].token { true } else { false }
  }

  private func character(_ place: Int, in range: Range<Int>) -> Character? {
    guard range.contains(place), case .character(let character) = tokens[place].token else {
      return nil
    }
    return character
  }

  private func isBlank(_ place: Int, in range: Range<Int>) -> Bool {
    !range.contains(place) || character(place, in: range)?.isWhitespace == true
  }

  private func isStar(_ place: Int, in range: Range<Int>) -> Bool {
    character(place, in: range) == "*"
  }

  /// `**strong**` or `*emphasis*`: text that touches its asterisks.
  private func marked(
    at start: Int, in range: Range<Int>, isLinked: Bool
  ) -> (MarkdownInline, end: Int)? {
    let width = isStar(start + 1, in: range) ? 2 : 1
    if isBlank(start + width, in: range) { return nil }
    var at = start + width
    while at < range.upperBound {
      guard isStar(at, in: range) else {
        at += 1
        continue
      }
      let run = isStar(at + 1, in: range) ? 2 : 1
      if run == width, !isBlank(at - 1, in: range), at > start + width {
        let content = parts(in: (start + width)..<at, isLinked: isLinked)
        return (width == 2 ? .strong(content) : .emphasis(content), at + width)
      }
      at += run
    }
    return nil
  }

  /// `[text](address)`.
  private func link(at start: Int, in range: Range<Int>) -> (MarkdownInline, end: Int)? {
    var depth = 0
    for place in start..<range.upperBound {
      switch character(place, in: range) {
      case "[": depth += 1
      case "]": depth -= 1
      default: break
      }
      if depth > 0 { continue }
      guard character(place + 1, in: range) == "(",
        let end = ((place + 2)..<max(place + 2, range.upperBound)).first(where: {
          character($0, in: range) == ")"
        })
      else { return nil }
      let address = tokens[(place + 2)..<end].map(\.source).joined()
      if address.contains(where: \.isWhitespace) { return nil }
      return (
        .link(address: address, parts(in: (start + 1)..<place, isLinked: true)), end + 1
      )
    }
    return nil
  }
}

extension Character {
  /// Whether Markdown lets a backslash stand before it.
  fileprivate var isPunctuationOrSign: Bool {
    isASCII && !isLetter && !isNumber && !isWhitespace
  }
}

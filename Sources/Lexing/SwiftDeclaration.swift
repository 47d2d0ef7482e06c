/// A declaration of a Swift source, or another statement, as far as its tokens tell.
///
/// Members of a type and declarations of a file are told apart by their first words. What does not compile is read as far as
/// it makes sense.
package struct SwiftDeclaration {
  /// Its tokens, as indices.
  package let tokens: Range<Int>
  /// The names of its attributes, without `@`.
  package private(set) var attributes: [String] = []
  /// `static`, `final`, `private` …
  package private(set) var modifiers: Set<String> = []
  /// What it declares: `let`, `struct`, `import` …; nil for another statement.
  package private(set) var keyword: String?
  /// What is declared; nil for an import or another statement.
  package private(set) var name: String?
  /// What a type inherits from and conforms to, each without what stands before its last dot.
  package private(set) var inherited: [String] = []
  /// The tokens between the braces of a type, as indices; nil for what is no type.
  package private(set) var body: Range<Int>?

  /// The declarations among `range` of `all` tokens, which is a whole file or a type's body.
  static func declarations(in range: Range<Int>, of all: [SwiftToken]) -> [SwiftDeclaration] {
    var starts: [Int] = []
    var depth = 0
    for index in range {
      let token = all[index]
      if depth == 0, !token.isSign(";") {
        if index == range.lowerBound || all[index - 1].isSign(";") {
          starts.append(index)
        } else if let start = starts.last, token.lines.lowerBound > all[index - 1].lines.upperBound,
          endsWithLine(start, in: range, all) || begins(index, after: start, in: range, all)
            || all[index - 1].isSign("}") && isType(start, in: range, all)
        {
          starts.append(index)
        }
      }
      depth = max(0, depth + token.nesting)
    }
    let ends = starts.dropFirst() + [range.upperBound]
    return zip(starts, ends).map { SwiftDeclaration($0..<$1, of: all) }
  }

  /// The declarations of a file.
  package static func declarations(of tokens: [SwiftToken]) -> [SwiftDeclaration] {
    declarations(in: tokens.indices, of: tokens)
  }

  private init(_ range: Range<Int>, of all: [SwiftToken]) {
    tokens = range
    let start = Self.introducer(after: range.lowerBound, in: range, all)
    guard start < range.upperBound, Self.introducers.contains(all[start].text) else { return }
    keyword = all[start].text
    for index in range.lowerBound..<start where all[index].kind == .word {
      if index > range.lowerBound, all[index - 1].isSign("@") {
        attributes.append(all[index].text)
      } else if Self.modifiers.contains(all[index].text) {
        modifiers.insert(all[index].text)
      }
    }
    if keyword != "import", start + 1 < range.upperBound, all[start + 1].kind == .word {
      name = all[start + 1].text
    }
    if Self.types.contains(all[start].text) { readType(from: start + 1, all) }
  }

  private mutating func readType(from start: Int, _ all: [SwiftToken]) {
    guard let brace = (start..<tokens.upperBound).first(where: { all[$0].isSign("{") }) else {
      return
    }
    var depth = 0
    let end = (brace..<tokens.upperBound).first { index in
      depth += all[index].nesting
      return depth == 0
    }
    body = brace + 1..<max(brace + 1, end ?? tokens.upperBound)
    let clause = start..<((start..<brace).first { all[$0].isWord("where") } ?? brace)
    guard
      let colon = clause.first(where: { all[$0].isSign(":") && !isGeneric($0, from: start, all) })
    else { return }
    inherited = (colon + 1..<clause.upperBound).filter {
      all[$0].kind == .word && !all[$0 + 1].isSign(".")
    }.map { all[$0].text }
  }

  /// Whether a token is between `<` and `>`.
  private func isGeneric(_ index: Int, from start: Int, _ all: [SwiftToken]) -> Bool {
    let before = all[start..<index]
    return before.count { $0.isSign("<") } > before.count { $0.isSign(">") }
  }

  // MARK: - First words

  private static let types: Set<String> = [
    "struct", "class", "enum", "actor", "extension", "protocol",
  ]
  private static let introducers: Set<String> = types.union([
    "let", "var", "func", "init", "deinit", "subscript", "typealias", "associatedtype", "import",
    "case", "macro", "operator", "precedencegroup",
  ])
  private static let modifiers: Set<String> = [
    "public", "package", "internal", "fileprivate", "private", "open", "static", "final", "lazy",
    "weak", "unowned", "mutating", "nonmutating", "override", "required", "convenience", "indirect",
    "dynamic", "optional", "nonisolated", "isolated", "distributed", "prefix", "postfix", "infix",
    "consuming", "borrowing", "class",
  ]

  /// Whether what begins at `start` ends with its line: an import, `#if` or the like.
  private static func endsWithLine(
    _ start: Int, in range: Range<Int>, _ all: [SwiftToken]
  ) -> Bool {
    let first = introducer(after: start, in: range, all)
    return isDirective(start, all) || first < range.upperBound && all[first].isWord("import")
  }

  /// Whether what begins at `start` declares a type, and so ends with a brace.
  private static func isType(_ start: Int, in range: Range<Int>, _ all: [SwiftToken]) -> Bool {
    let first = introducer(after: start, in: range, all)
    return first < range.upperBound && types.contains(all[first].text)
  }

  /// Whether a declaration begins at `index`, and is not just what the attributes at `start` are for.
  private static func begins(
    _ index: Int, after start: Int, in range: Range<Int>, _ all: [SwiftToken]
  ) -> Bool {
    if isDirective(index, all) { return true }
    let first = introducer(after: index, in: range, all)
    return first < range.upperBound && introducers.contains(all[first].text)
      && introducer(after: start, in: range, all) < index
  }

  private static func isDirective(_ index: Int, _ all: [SwiftToken]) -> Bool {
    all[index].isSign("#") && index + 1 < all.count
      && ["if", "elseif", "else", "endif"].contains(all[index + 1].text)
  }

  /// The first token from `start` on that is neither an attribute nor a modifier; the end of `range` where there is none.
  private static func introducer(after start: Int, in range: Range<Int>, _ all: [SwiftToken]) -> Int
  {
    var index = start
    while index < range.upperBound {
      if all[index].isSign("@"), index + 1 < range.upperBound {
        index += 2
        if index < range.upperBound, all[index].isSign("("),
          all[index].bytes.lowerBound == all[index - 1].bytes.upperBound
        {
          index = endOfParentheses(index, range, all)
        }
      } else if all[index].kind == .word, modifiers.contains(all[index].text),
        !isTypeKeyword(index, range, all)
      {
        index += 1
        if index < range.upperBound, all[index].isSign("(") {
          index = endOfParentheses(index, range, all)
        }
      } else {
        return index
      }
    }
    return range.upperBound
  }

  /// Whether `class` introduces a type there, rather than to modify a member.
  private static func isTypeKeyword(_ index: Int, _ range: Range<Int>, _ all: [SwiftToken]) -> Bool
  {
    guard all[index].text == "class", index + 1 < range.upperBound else { return false }
    let next = all[index + 1].text
    return !introducers.contains(next) && !modifiers.contains(next)
  }

  private static func endOfParentheses(_ start: Int, _ range: Range<Int>, _ all: [SwiftToken])
    -> Int
  {
    var depth = 0
    for index in start..<range.upperBound {
      depth += all[index].nesting
      if depth == 0 { return index + 1 }
    }
    return range.upperBound
  }
}

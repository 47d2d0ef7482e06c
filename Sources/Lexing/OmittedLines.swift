/// The lines of a source that its report leaves out without being told: imports, what a notebook declares for the runner
/// and a table of the report shows, and calls that describe what the log has for other programs: a saved network,
/// `lab.save(_:as:taking:)` and the like, with the loops that do nothing else, and series, `lab.describe(_:unit:)`.
///
/// In the declaration of a notebook these are its name, title, summary, minutes, work and path, its settings, its groups of
/// settings, diagrams, and enumerations of nothing but cases that settings have as values; in that of a group of settings the settings
/// and initialisers; in any extension `diagrams`, which are drawn there. The comments directly above go with them, and where nothing
/// else is left in the declaration, it goes, too.
struct OmittedLines {
  /// The lines, from 1.
  private(set) var lines: Set<Int> = []
  /// The lines of the first notebook's declaration, with the comments directly above; nil where there is none.
  private(set) var declaration: ClosedRange<Int>?
  /// Whether nothing of that declaration is left.
  private(set) var isDeclarationOmitted = false

  private let tokens: [SwiftToken]
  /// Lines with nothing but comments that are no prose.
  private var commentLines: Set<Int> = []
  private let groups: Set<String>
  /// Tokens that are left out.
  private var omitted: Set<Int> = []

  /// Reads a source; it need not compile.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - groups: the names of the properties that are groups of settings.
  init(of source: String, groups: Set<String>) {
    let bytes = Array(source.utf8)
    let parts = SwiftLexer.parts(of: source)
    tokens = SwiftToken.tokens(of: bytes, parts)
    self.groups = groups
    commentLines = Self.lines(of: parts.comments, in: bytes)
      .subtracting(tokens.flatMap(\.lines))
    for declaration in SwiftDeclaration.declarations(of: tokens) { read(declaration) }
    omitDescriptions()
    omitEmptyLoops()
    for index in tokens.indices where !omitted.contains(index) {
      lines.subtract(tokens[index].lines)
    }
  }

  private mutating func read(_ declaration: SwiftDeclaration) {
    if declaration.keyword == "import" || isChoice(declaration) { return omit(declaration) }
    let isNotebook = declaration.inherited.contains("Notebook")
    let isExtension = declaration.keyword == "extension"
    guard let body = declaration.body,
      isExtension || isNotebook || declaration.inherited.contains("SettingGroup")
    else { return }
    for member in SwiftDeclaration.declarations(in: body, of: tokens) {
      let goes =
        isExtension
        ? isDiagrams(member)
        : isSetting(member) || isChoice(member)
          || (isNotebook ? isMetadata(member) : member.keyword == "init")
      if goes { omit(member) } else if !isExtension { read(member) }
    }
    let all = linesWithComments(of: declaration)
    let isEmpty =
      body.allSatisfy(omitted.contains)
      && !all.contains {
        commentLines.contains($0) && !lines.contains($0) && isInside($0, declaration)
      }
    if isEmpty && !(isExtension && body.isEmpty) { omit(declaration) }
    if isNotebook, !isExtension, self.declaration == nil {
      self.declaration = all
      isDeclarationOmitted = isEmpty
    }
  }

  // MARK: - What goes

  private static let metadata: Set<String> = [
    "name", "title", "summary", "articles", "references", "diagrams", "minutes", "sourcePath",
  ]

  private func isMetadata(_ member: SwiftDeclaration) -> Bool {
    guard member.keyword == "let" || member.keyword == "var", let name = member.name else {
      return false
    }
    return member.modifiers.contains("static") ? Self.metadata.contains(name) : name == "work"
  }

  private func isDiagrams(_ member: SwiftDeclaration) -> Bool {
    member.modifiers.contains("static") && member.name == "diagrams"
  }

  private func isSetting(_ member: SwiftDeclaration) -> Bool {
    if member.keyword == "var", member.attributes.contains("Setting") { return true }
    guard member.keyword == "let" || member.keyword == "var", let name = member.name else {
      return false
    }
    return groups.contains(name) && !member.modifiers.contains("static")
  }

  /// Whether it is an enumeration of a setting's values, and has nothing but cases.
  private func isChoice(_ declaration: SwiftDeclaration) -> Bool {
    guard declaration.keyword == "enum", declaration.inherited.contains("SettingValue"),
      let body = declaration.body
    else { return false }
    return SwiftDeclaration.declarations(in: body, of: tokens).allSatisfy { $0.keyword == "case" }
  }

  private mutating func omit(_ declaration: SwiftDeclaration) { omit(declaration.tokens) }

  private mutating func omit(_ range: Range<Int>) {
    omitted.formUnion(range)
    lines.formUnion(linesWithComments(of: range))
  }

  /// Leaves out the calls `lab.save(…, taking: …) { … }`, whatever `lab` is called.
  private mutating func omitDescriptions() {
    let series = ["lab", ".", "describe", "("]
    for start in tokens.indices where tokens[start...].starts(with: series, by: { $0.text == $1 }) {
      if let end = endOfBrackets(at: start + series.count - 1) { omit(start..<end) }
    }
    let call = [".", "save", "("]
    for start in tokens.indices.dropLast()
    where tokens[start].kind == .word
      && tokens[(start + 1)...].starts(with: call, by: { $0.text == $1 })
    {
      let opening = start + call.count
      guard var end = endOfBrackets(at: opening),
        tokens[opening..<end].contains(where: { $0.kind == .word && $0.text == "taking" })
      else { continue }
      if end < tokens.count, tokens[end].text == "{" { end = endOfBrackets(at: end) ?? end }
      omit(start..<end)
    }
  }

  /// Leaves out the loops of which nothing else is left.
  private mutating func omitEmptyLoops() {
    var openings: [Int] = []
    for index in tokens.indices {
      if tokens[index].isSign("{") { openings.append(index) }
      guard tokens[index].isSign("}"), let opening = openings.popLast() else { continue }
      let body = opening + 1..<index
      if !body.isEmpty, body.allSatisfy(omitted.contains), let start = startOfLoop(before: opening)
      {
        omit(start..<index + 1)
      }
    }
  }

  /// The `for` of the loop whose body begins with the brace at `opening`; nil where it is no loop's.
  private func startOfLoop(before opening: Int) -> Int? {
    var depth = 0
    for index in (0..<opening).reversed() {
      let token = tokens[index]
      // A brace at the end of a line ends another statement; a closure in the loop's own first line does not.
      if depth == 0, token.isSign("}"), tokens[index + 1].lines.lowerBound > token.lines.upperBound
      {
        return nil
      }
      depth -= token.nesting
      if depth < 0 { return nil }
      if depth == 0, token.isWord("for") { return tokens[index + 1].isSign(":") ? nil : index }
    }
    return nil
  }

  /// The token behind the bracket that closes the one at `start`.
  private func endOfBrackets(at start: Int) -> Int? {
    var depth = 0
    for index in start..<tokens.count where tokens[index].kind == .sign {
      if "([{".contains(tokens[index].text) { depth += 1 }
      if ")]}".contains(tokens[index].text) { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  // MARK: - Lines

  private func linesOfCode(_ range: Range<Int>) -> ClosedRange<Int> {
    tokens[range.lowerBound].lines.lowerBound...tokens[range.upperBound - 1].lines.upperBound
  }

  private func linesWithComments(of declaration: SwiftDeclaration) -> ClosedRange<Int> {
    linesWithComments(of: declaration.tokens)
  }

  private func linesWithComments(of range: Range<Int>) -> ClosedRange<Int> {
    let code = linesOfCode(range)
    var first = code.lowerBound
    while commentLines.contains(first - 1) { first -= 1 }
    return first...code.upperBound
  }

  private func isInside(_ line: Int, _ declaration: SwiftDeclaration) -> Bool {
    linesOfCode(declaration.tokens).contains(line)
  }

  /// The lines that comments cover, without those that are prose.
  private static func lines(of comments: [Range<Int>], in bytes: [UInt8]) -> Set<Int> {
    var lines: Set<Int> = []
    var (at, line) = (0, 1)
    for comment in comments {
      line += bytes[at..<comment.lowerBound].count { $0 == UInt8(ascii: "\n") }
      let end = line + bytes[comment].count { $0 == UInt8(ascii: "\n") }
      if !bytes[comment].starts(with: "//:".utf8) { lines.formUnion(line...end) }
      (at, line) = (comment.upperBound, end)
    }
    return lines
  }
}

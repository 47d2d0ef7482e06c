import Platform

/// A stretch of a notebook's source: prose, code between two stretches of prose, or a place where something else is shown.
package struct SourceBlock: Equatable {
  /// What a stretch is.
  package enum Kind: Equatable {
    case prose, code
    /// The place of the table of settings: where the source declares them.
    case settings
    /// The place of another file: its path from the folder of notebooks.
    case include(String)
  }

  /// What the lines are.
  package let kind: Kind
  /// The lines of the source that it covers, from 1, those left out and blank ones included.
  package let range: Range<Int>
  /// What the report shows: Markdown without its marks, or code without what is left out, without blank
  /// lines at either end and without the indentation that all its lines share.
  package let lines: [String]

  /// A block; the properties' comments tell what each is.
  package init(kind: Kind, range: Range<Int>, lines: [String]) {
    self.kind = kind
    self.range = range
    self.lines = lines
  }

  /// Cuts a source into its blocks.
  ///
  /// A line whose only content is a comment `//: text` is prose, and `//:include PATH` the place of another file, of which
  /// `//:use PATH` shows nothing. A line that
  /// ends in the comment `//hide`, which may stand in another comment, is left out, as are the ``OmittedLines``. Everything
  /// else is code.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - groups: the names of the notebook's properties that are groups of settings.
  package static func blocks(of source: String, groups: Set<String> = []) -> [SourceBlock] {
    let omitted = OmittedLines(of: source, groups: groups)
    var kinds: [Int: Kind] = [:]
    var prose: [Int: String] = [:]
    var hidden = omitted.lines
    for comment in SwiftLexer.lineComments(in: source) {
      if comment.isProse {
        let text = comment.text.dropFirst()
        kinds[comment.line] = comment.isShown ? comment.included.map(Kind.include) : .prose
        if comment.included != nil, !comment.isShown { hidden.insert(comment.line) }
        prose[comment.line] = String(text.hasPrefix(" ") ? text.dropFirst() : text)
      } else if "//\(comment.text)".trimmingBlanksAtEnd().hasSuffix("//hide") {
        hidden.insert(comment.line)
      }
    }
    if omitted.isDeclarationOmitted, let declaration = omitted.declaration {
      for line in declaration where kinds[line] == nil { kinds[line] = .settings }
    }
    var blocks: [SourceBlock] = []
    var builder = BlockBuilder(start: 1, kind: .code)
    for (index, text) in LineEnds.lines(of: source).enumerated() {
      let line = index + 1
      let kind = kinds[line] ?? .code
      let isAtDeclaration = line == omitted.declaration?.lowerBound && !omitted.isDeclarationOmitted
      if kind != builder.kind || isAtDeclaration || builder.isPlace {
        blocks += builder.block(before: line)
        if isAtDeclaration {
          blocks.append(SourceBlock(kind: .settings, range: line..<line, lines: []))
        }
        builder = BlockBuilder(start: line, kind: kind)
      }
      if hidden.contains(line) { builder.leaveOut() } else { builder.add(prose[line] ?? text) }
    }
    return blocks + builder.block(before: LineEnds.lines(of: source).count + 1)
  }
}

/// Gathers the lines of a block.
private struct BlockBuilder {
  let start: Int
  let kind: SourceBlock.Kind
  private var lines: [String] = []
  /// Whether something was left out since the last line that is not blank.
  private var isAfterGap = false

  init(start: Int, kind: SourceBlock.Kind) {
    self.start = start
    self.kind = kind
  }

  /// Whether the block has one line: one more is another place.
  var isPlace: Bool { if case .include = kind { true } else { false } }

  mutating func leaveOut() { isAfterGap = true }

  /// Adds a line. What was left out leaves no blank lines behind: at most one between what is shown, and none inside a brace.
  mutating func add(_ text: String) {
    let text = text.trimmingBlanksAtEnd()
    let isBlank = text.isEmpty
    if isAfterGap, kind == .code {
      if isBlank, lines.last.map({ $0.isEmpty || $0.hasSuffix("{") }) ?? true { return }
      if text.drop(while: \.isWhitespace).hasPrefix("}"), lines.last == "" { lines.removeLast() }
    }
    lines.append(text)
    if !isBlank { isAfterGap = false }
  }

  /// The block, if it has a line of the source.
  func block(before line: Int) -> [SourceBlock] {
    if line == start { return [] }
    let shown: [String] =
      switch kind {
      case .prose: lines
      case .code: lines.withoutBlankEnds().withoutCommonIndentation()
      case .settings, .include: []
      }
    return [SourceBlock(kind: kind, range: start..<line, lines: shown)]
  }
}

extension [String] {
  package func withoutBlankEnds() -> [String] {
    guard let first = firstIndex(where: { !$0.isEmpty }),
      let last = lastIndex(where: { !$0.isEmpty })
    else { return [] }
    return Array(self[first...last])
  }

  func withoutCommonIndentation() -> [String] {
    let filled = filter { !$0.isEmpty }
    guard var common = filled.first?.prefix(while: { $0 == " " || $0 == "\t" }) else { return self }
    for line in filled { common = common[..<common.commonEnd(with: line)] }
    return map { String($0.dropFirst(common.count)) }
  }
}

extension Substring {
  /// The end of the longest prefix that `other` begins with.
  fileprivate func commonEnd(with other: String) -> Index {
    zip(indices, other).first { self[$0.0] != $0.1 }?.0
      ?? index(startIndex, offsetBy: Swift.min(count, other.count))
  }
}

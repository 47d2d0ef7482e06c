import Platform

/// Reads Markdown as this program writes it, and as its notebooks do: headings, paragraphs, fenced and indented code, tables, lists,
/// quotations, boxes, formulas, pictures and `<details>`.
///
/// It is a small part of Markdown, of texts that are the program's own, and takes a few hundred lines. The package swift-markdown
/// knows all of it, but no formulas, in whose place it would find emphasis and escapes; and it has cmark, in C, to be built with it.
struct MarkdownParser {
  private let lines: [String]
  /// The line of the file, from 1, on which the first one stands.
  private let first: Int
  private var at = 0
  /// Parts in one another: a hostile text must not exhaust the stack.
  private let depth: Int
  private static let deepest = 20

  private init(_ lines: [String], first: Int, depth: Int) {
    (self.lines, self.first, self.depth) = (lines, first, depth)
  }

  /// The parts of a text.
  static func blocks(of text: String) -> [MarkdownBlock] {
    blocks(of: LineEnds.lines(of: text), first: 1, depth: 0)
  }

  private static func blocks(of lines: [String], first: Int, depth: Int) -> [MarkdownBlock] {
    var parser = MarkdownParser(lines, first: first, depth: depth)
    var blocks: [MarkdownBlock] = []
    while let block = parser.next() { blocks.append(block) }
    return captioned(blocks)
  }

  /// A paragraph of nothing but emphasis below pictures or a table is their caption.
  private static func captioned(_ blocks: [MarkdownBlock]) -> [MarkdownBlock] {
    var result: [MarkdownBlock] = []
    for block in blocks {
      if case .paragraph(let parts) = block, parts.count == 1,
        case .emphasis(let caption) = parts[0]
      {
        switch result.last {
        case .pictures(let images, caption: []):
          result[result.count - 1] = .pictures(images, caption: caption)
          continue
        case .table(var table) where table.caption.isEmpty:
          table.caption = caption
          result[result.count - 1] = .table(table)
          continue
        default: break
        }
      }
      result.append(block)
    }
    return result
  }

  private func inlines(_ text: String, line: Int) -> [MarkdownInline] {
    MarkdownInlineParser.parts(of: text, line: line)
  }

  private func nested(_ lines: [String], first: Int) -> [MarkdownBlock] {
    depth < Self.deepest
      ? Self.blocks(of: lines, first: first, depth: depth + 1)
      : [.paragraph([.text(lines.joined(separator: "\n"))])]
  }

  // MARK: - Blocks

  private mutating func next() -> MarkdownBlock? {
    while at < lines.count, isBlank(at) { at += 1 }
    guard at < lines.count else { return nil }
    let line = lines[at]
    if let heading = heading(line) {
      at += 1
      return heading
    }
    if let block = fencedCode() ?? table() ?? details() ?? displayedFormula() { return block }
    if line.hasPrefix(">") { return quote() }
    if marker(of: line) != nil { return list() }
    if line.hasPrefix("    ") { return indentedCode() }
    if line.wholeMatch(of: /<br clear="right">\s*/) != nil {
      at += 1
      return .clear
    }
    return paragraph()
  }

  private func isBlank(_ index: Int) -> Bool { lines[index].allSatisfy(\.isWhitespace) }

  private func heading(_ line: String) -> MarkdownBlock? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
    return .heading(level: level, inlines(line.dropFirst(level + 1).trimmed, line: first + at))
  }

  private mutating func fencedCode() -> MarkdownBlock? {
    let fence = lines[at].prefix { $0 == "`" }
    guard fence.count >= 3 else { return nil }
    let language = lines[at].dropFirst(fence.count).trimmed
    if language.contains("`") { return nil }
    let rest = lines[(at + 1)...]
    let end =
      rest.firstIndex {
        $0.trimmingBlanksAtEnd().allSatisfy { $0 == "`" } && $0.hasPrefix(fence)
      } ?? lines.count
    defer { at = end + 1 }
    return .code(Array(lines[(at + 1)..<end]), language: language)
  }

  private mutating func indentedCode() -> MarkdownBlock {
    var code: [String] = []
    while at < lines.count, lines[at].hasPrefix("    ") || isBlank(at) {
      code.append(String(lines[at].dropFirst(4)))
      at += 1
    }
    while code.last?.allSatisfy(\.isWhitespace) == true { code.removeLast() }
    return .code(code, language: "text")
  }

  /// A formula that has its lines for itself.
  private mutating func displayedFormula() -> MarkdownBlock? {
    guard lines[at].hasPrefix("$$") else { return nil }
    var formula = ""
    for index in at..<lines.count {
      if isBlank(index) { return nil }
      formula += (index == at ? "" : "\n") + lines[index].trimmingBlanksAtEnd()
      guard let end = formula.dropFirst(2).firstRange(of: "$$") else { continue }
      guard end.upperBound == formula.endIndex, end.lowerBound > formula.startIndex else {
        return nil
      }
      defer { at = index + 1 }
      let text = formula[..<end.lowerBound].dropFirst(2).map { $0 == "\n" ? " " : $0 }
      return .formula(String(text), line: first + at)
    }
    return nil
  }

  private mutating func details() -> MarkdownBlock? {
    guard
      let match = lines[at].wholeMatch(of: /<details><summary>(.*)<\/summary>\s*/),
      let end = lines[(at + 1)...].firstIndex(where: { $0.trimmed == "</details>" })
    else { return nil }
    defer { at = end + 1 }
    return .details(
      summary: inlines(String(match.1), line: first + at),
      nested(Array(lines[(at + 1)..<end]), first: first + at + 1))
  }

  private mutating func quote() -> MarkdownBlock {
    let start = at
    while at < lines.count, lines[at].hasPrefix(">") { at += 1 }
    var content = lines[start..<at].map { line in
      String(line.dropFirst(line.hasPrefix("> ") ? 2 : 1))
    }
    var line = first + start
    var kind: String?
    if let match = content[0].wholeMatch(of: /\[!([A-Z]+)\]\s*/) {
      kind = String(match.1)
      content.removeFirst()
      line += 1
    }
    return .quote(kind: kind, nested(content, first: line))
  }

  private mutating func paragraph() -> MarkdownBlock {
    let start = at
    var text: [String] = []
    repeat {
      text.append(lines[at].trimmed)
      at += 1
    } while at < lines.count && !endsParagraph(at)
    let parts = inlines(text.joined(separator: "\n"), line: first + start)
    return parts.onlyImages.map { .pictures($0, caption: []) } ?? .paragraph(parts)
  }

  private func endsParagraph(_ index: Int) -> Bool {
    let line = lines[index]
    return isBlank(index) || heading(line) != nil || line.hasPrefix("```") || line.hasPrefix(">")
      || line.hasPrefix("$$") || line.hasPrefix("<details>") || line.hasPrefix("- ")
      || isTable(at: index)
  }

  // MARK: - Tables

  private func isTable(at index: Int) -> Bool {
    index + 1 < lines.count && lines[index].hasPrefix("|")
      && lines[index + 1].wholeMatch(of: /\|(\s*:?-+:?\s*\|)+\s*/) != nil
  }

  private mutating func table() -> MarkdownBlock? {
    guard isTable(at: at) else { return nil }
    let start = at
    while at < lines.count, lines[at].hasPrefix("|") { at += 1 }
    let marks = Self.cells(of: lines[start + 1])
    func row(_ index: Int) -> [[MarkdownInline]] {
      let cells = Self.cells(of: lines[index])
      return marks.indices.map { column in
        column < cells.count ? inlines(cells[column], line: first + index) : []
      }
    }
    return .table(
      MarkdownTable(
        columns: row(start), rows: ((start + 2)..<at).map(row),
        numbers: Set(marks.indices.filter { marks[$0].hasSuffix(":") && !marks[$0].hasPrefix(":") })
      ))
  }

  /// The cells of a row; a bar after a backslash is one of the text.
  private static func cells(of line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line.trimmed.dropFirst() {
      if character == "|", !isEscaped {
        cells.append(cell.trimmed)
        cell = ""
      } else {
        if character == "|" { cell.removeLast() }
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells
  }

  // MARK: - Lists

  /// The width of an item's mark with the blank after it, and whether it is a number.
  private func marker(of line: String) -> (width: Int, isNumbered: Bool)? {
    if line.hasPrefix("- ") { return (2, false) }
    let digits = line.prefix { $0.isASCII && $0.isWholeNumber }
    guard (1...3).contains(digits.count), line.dropFirst(digits.count).hasPrefix(". ") else {
      return nil
    }
    return (digits.count + 2, true)
  }

  private mutating func list() -> MarkdownBlock {
    var items: [[MarkdownBlock]] = []
    let isNumbered = marker(of: lines[at])?.isNumbered ?? false
    while at < lines.count, let (width, kind) = marker(of: lines[at]), kind == isNumbered {
      let start = at
      let indentation = String(repeating: " ", count: width)
      var item = [String(lines[at].dropFirst(width))]
      at += 1
      while at < lines.count {
        if lines[at].hasPrefix(indentation) {
          item.append(String(lines[at].dropFirst(width)))
        } else if isBlank(at) {
          // An item goes on after a blank line if what follows is indented.
          guard at + 1 < lines.count, lines[at + 1].hasPrefix(indentation), !isBlank(at + 1) else {
            break
          }
          item.append("")
        } else if !isBlank(at - 1), !endsParagraph(at), marker(of: lines[at]) == nil {
          item.append(lines[at])
        } else {
          break
        }
        at += 1
      }
      items.append(nested(item, first: first + start))
      // Blank lines may stand between items.
      var next = at
      while next < lines.count, isBlank(next) { next += 1 }
      if next < lines.count, marker(of: lines[next])?.isNumbered == isNumbered { at = next }
    }
    return .list(isNumbered: isNumbered, items: items)
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }).trimmingBlanksAtEnd()
  }
}

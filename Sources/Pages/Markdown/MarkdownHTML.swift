import Platform
import Weaving

/// Writes Markdown as HTML.
struct MarkdownHTML {
  /// A heading, for the list of contents.
  struct Heading {
    let level: Int
    /// What links name it by.
    let id: String
    let content: String
  }

  /// A formula that cannot be set, and the line that it is on.
  struct FormulaProblem: Error {
    let line: Int
    let error: FormulaError
  }

  /// Where a link leads; nil for one that a page must not have.
  let address: (String) -> String?
  /// A picture as HTML; it is in a link, so there can be nothing to click on in it, or not.
  let picture: (MarkdownImage, _ isLinked: Bool) throws -> String

  private(set) var headings: [Heading] = []
  private var ids: [String: Int] = [:]

  init(
    address: @escaping (String) -> String?,
    picture: @escaping (MarkdownImage, _ isLinked: Bool) throws -> String
  ) {
    (self.address, self.picture) = (address, picture)
  }

  // MARK: - Blocks

  /// The HTML of some parts.
  ///
  /// - Throws: `FormulaProblem`, and as `picture` does.
  mutating func html(of blocks: [MarkdownBlock]) throws -> String {
    var parts: [String] = []
    for block in blocks { parts.append(try html(of: block)) }
    return parts.joined(separator: "\n")
  }

  private mutating func html(of block: MarkdownBlock) throws -> String {
    switch block {
    case .heading(let level, let content): return try heading(level, content)
    case .paragraph(let content): return HTML.element("p", "", try html(of: content))
    case .code(let lines, let language): return code(lines, language)
    case .table(let table): return try self.table(table)
    case .list(let isNumbered, let items): return try list(isNumbered, items)
    case .quote(let kind, let content): return try quote(kind, content)
    case .formula(let text, let line):
      return HTML.element(
        "div", "class=\"formula\" tabindex=\"0\"",
        try formula(text, isDisplayed: true, line: line))
    case .details(let summary, let content):
      return HTML.element(
        "details", "",
        HTML.element("summary", "", try html(of: summary)) + "\n" + (try html(of: content)))
    case .pictures(let images, let caption): return try pictures(images, caption)
    case .clear: return "<div class=\"clear\"></div>"
    }
  }

  private mutating func heading(_ level: Int, _ content: [MarkdownInline]) throws -> String {
    let id = newID(for: content.plainText)
    headings.append(
      Heading(level: level, id: id, content: try html(of: content.withoutLinks)))
    return HTML.element("h\(level)", "id=\"\(HTML.escaped(id))\"", try html(of: content))
  }

  /// The name that GitHub gives a heading, so that links to it lead there on a page, too.
  private mutating func newID(for text: String) -> String {
    let id = String(
      text.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_"
          ? character : nil
      })
    let count = ids[id, default: 0]
    ids[id] = count + 1
    return count == 0 ? id : "\(id)-\(count)"
  }

  private func code(_ lines: [String], _ language: String) -> String {
    let content =
      language == "swift"
      ? SwiftHighlighting.html(of: lines.joined(separator: "\n"))
      : lines.map(HTML.escaped).joined(separator: "\n")
    return HTML.element("pre", "tabindex=\"0\"", HTML.element("code", "", content))
  }

  private mutating func table(_ table: MarkdownTable) throws -> String {
    let columns = try table.columns.map { try html(of: $0) }
    let rows = try table.rows.map { try $0.map { try html(of: $0) } }
    let shown = HTML.table(columns, rows, numbers: table.numbers)
    if table.caption.isEmpty { return shown }
    return HTML.element(
      "figure", "", shown + "\n" + HTML.element("figcaption", "", try html(of: table.caption)))
  }

  private mutating func list(_ isNumbered: Bool, _ items: [[MarkdownBlock]]) throws -> String {
    let content = try items.map { item in
      guard case .paragraph(let first)? = item.first else {
        return HTML.element("li", "", try html(of: item))
      }
      let isClaim = first.plainText.first.map { "✅❌".contains($0) } == true
      let rest = try item.dropFirst().map { "\n" + (try html(of: $0)) }.joined()
      return HTML.element("li", isClaim ? "class=\"claim\"" : "", try html(of: first) + rest)
    }
    return HTML.element(isNumbered ? "ol" : "ul", "", content.joined(separator: "\n"))
  }

  private mutating func quote(_ kind: String?, _ content: [MarkdownBlock]) throws -> String {
    let content = try html(of: content)
    guard let kind else { return HTML.element("blockquote", "", content) }
    let isBad = ["WARNING", "CAUTION", "IMPORTANT"].contains(kind)
    let title = HTML.element("p", "class=\"kind\"", HTML.escaped(kind.capitalized))
    return HTML.element(
      "div", "class=\"notice\(isBad ? "" : " note")\" role=\"note\"", title + "\n" + content)
  }

  private mutating func pictures(
    _ images: [MarkdownInline], _ caption: [MarkdownInline]
  ) throws -> String {
    let shown = try images.map { try html(of: [$0]) }.joined(separator: "\n")
    let content = images.count == 1 ? shown : HTML.element("div", "class=\"pictures\"", shown)
    let isAside = images.contains { part in
      switch part {
      case .image(let image): image.isAside
      case .link(_, let parts):
        parts.contains { if case .image(let image) = $0 { image.isAside } else { false } }
      default: false
      }
    }
    let text =
      caption.isEmpty ? "" : "\n" + HTML.element("figcaption", "", try html(of: caption))
    return HTML.element("figure", isAside ? "class=\"aside\"" : "", content + text)
  }

  // MARK: - Text

  private func html(of parts: [MarkdownInline], isLinked: Bool = false) throws -> String {
    try parts.map { try html(of: $0, isLinked: isLinked) }.joined()
  }

  private func html(of part: MarkdownInline, isLinked: Bool) throws -> String {
    switch part {
    case .text(let text): return Self.marked(text)
    case .code(let text): return HTML.element("code", "", HTML.escaped(text))
    case .strong(let parts):
      return HTML.element("strong", "", try html(of: parts, isLinked: isLinked))
    case .emphasis(let parts):
      return HTML.element("em", "", try html(of: parts, isLinked: isLinked))
    case .link(let target, let parts):
      guard let address = address(target), !isLinked else {
        return try html(of: parts, isLinked: isLinked)
      }
      return HTML.element(
        "a", "href=\"\(HTML.escaped(address))\"", try html(of: parts, isLinked: true))
    case .image(let image): return try picture(image, isLinked)
    case .formula(let text, let isDisplayed, let line):
      return try formula(text, isDisplayed: isDisplayed, line: line)
    case .lineBreak: return "<br/>"
    case .element(let name, let parts):
      return HTML.element(name, "", try html(of: parts, isLinked: isLinked))
    }
  }

  /// A text, in which the marks of claims are signs that every font has.
  private static func marked(_ text: String) -> String {
    HTML.escaped(text)
      .replacing("✅", with: "<span class=\"good\" role=\"img\" aria-label=\"holds\">✓</span>")
      .replacing("❌", with: "<span class=\"bad\" role=\"img\" aria-label=\"fails\">✗</span>")
  }

  private func formula(
    _ text: String, isDisplayed: Bool, line: Int
  ) throws(FormulaProblem) -> String {
    do {
      return try Formula(text, isDisplayed: isDisplayed).mathML
    } catch {
      throw FormulaProblem(line: line, error: error)
    }
  }
}

/// A part of a Markdown text that has lines of its own.
indirect enum MarkdownBlock: Equatable {
  case heading(level: Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  case code([String], language: String)
  case table(MarkdownTable)
  /// The parts of each item.
  case list(isNumbered: Bool, items: [[MarkdownBlock]])
  /// A quotation, or a box with its kind: `NOTE`, `WARNING`.
  case quote(kind: String?, [MarkdownBlock])
  /// A formula with its line.
  case formula(String, line: Int)
  case details(summary: [MarkdownInline], [MarkdownBlock])
  /// Pictures, some of them links, with their caption.
  case pictures([MarkdownInline], caption: [MarkdownInline])
  /// The end of text beside a picture.
  case clear
}

/// A table.
struct MarkdownTable: Equatable {
  let columns: [[MarkdownInline]]
  let rows: [[[MarkdownInline]]]
  /// The columns that are aligned to the right.
  let numbers: Set<Int>
  var caption: [MarkdownInline] = []
}

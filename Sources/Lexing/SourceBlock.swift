import Platform

/// A stretch of a notebook's source: prose, or code between two stretches of prose.
package struct SourceBlock: Equatable {
  /// What a stretch is.
  package enum Kind: Equatable { case prose, code }

  /// Whether the lines are prose or code.
  package let kind: Kind
  /// The lines of the source that it covers, from 1, hidden and blank ones included.
  package let range: ClosedRange<Int>
  /// What the report shows: Markdown without its marks, or code without hidden lines, without blank
  /// lines at either end and without the indentation that all its lines share.
  package let lines: [String]

  /// Cuts a source into its blocks.
  ///
  /// A line whose only content is a comment `//: text` is prose. A line that ends in the comment
  /// `//hide`, which may stand in another comment, is left out. Everything else is code.
  package static func blocks(of source: String) -> [SourceBlock] {
    var prose: [Int: String] = [:]
    var hidden: Set<Int> = []
    for comment in SwiftLexer.lineComments(in: source) {
      if comment.isAlone, comment.text.hasPrefix(":") {
        let text = comment.text.dropFirst()
        prose[comment.line] = String(text.hasPrefix(" ") ? text.dropFirst() : text)
      } else if "//\(comment.text)".trimmingBlanksAtEnd().hasSuffix("//hide") {
        hidden.insert(comment.line)
      }
    }
    var blocks: [SourceBlock] = []
    var pending: [String] = []
    var start = 1
    var isProse = false
    let lines = LineEnds.lines(of: source)
    func close(before line: Int) {
      guard line > start else { return }
      let kept = isProse ? pending : pending.withoutBlankEnds().withoutCommonIndentation()
      blocks.append(
        SourceBlock(kind: isProse ? .prose : .code, range: start...(line - 1), lines: kept))
      pending = []
      start = line
    }
    for (index, text) in lines.enumerated() {
      let line = index + 1
      if (prose[line] != nil) != isProse {
        close(before: line)
        isProse.toggle()
      }
      if hidden.contains(line) { continue }
      pending.append((prose[line] ?? text).trimmingBlanksAtEnd())
    }
    close(before: lines.count + 1)
    return blocks
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

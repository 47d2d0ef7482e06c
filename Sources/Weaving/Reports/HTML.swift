import Foundation
import Platform

/// Pieces of HTML, which are well-formed XML, too.
package enum HTML {
  /// Text in which nothing is a tag, for content and for attributes in double quotes.
  package static func escaped(_ text: String) -> String { Markdown.attribute(Paint.clean(text)) }

  /// An element with content that is HTML already.
  package static func element(
    _ name: String, _ attributes: String = "", _ content: String
  ) -> String {
    "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(content)</\(name)>"
  }

  /// A table whose cells are HTML already; `numbers` are the columns that are aligned to the right. It scrolls by itself
  /// where the page is narrow.
  package static func table(
    _ columns: [String], _ rows: [[String]], numbers: Set<Int> = []
  ) -> String {
    if rows.isEmpty { return "" }
    func row(_ cells: [String], _ name: String) -> String {
      element(
        "tr", "",
        cells.enumerated().map {
          element(name, numbers.contains($0.offset) ? "class=\"number\"" : "", $0.element)
        }.joined())
    }
    let head = columns.allSatisfy(\.isEmpty) ? "" : row(columns, "th")
    return element(
      "div", "class=\"table\"",
      element("table", "", head + rows.map { row($0, "td") }.joined(separator: "\n")))
  }

  /// A picture as part of the page: a PNG file.
  ///
  /// - Parameter size: the width and height at which it is shown, in pixels of a web page; its own where it is nil.
  package static func image(
    _ png: [UInt8], alt: String, size: (width: Int, height: Int)? = nil, isHidden: Bool = false
  ) -> String {
    let extent = size.map { "width=\"\($0.width)\" height=\"\($0.height)\" " } ?? ""
    return "<img\(isHidden ? " hidden=\"\"" : "") alt=\"\(escaped(alt))\" decoding=\"async\" "
      + extent + "src=\"data:image/png;base64,\(Data(png).base64EncodedString())\"/>"
  }
}

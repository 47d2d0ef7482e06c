import Foundation
import Platform
import Weaving

/// Pieces of HTML.
enum HTML {
  /// Text in which nothing is a tag, for content and for attributes in double quotes.
  static func escaped(_ text: String) -> String { Markdown.attribute(Paint.clean(text)) }

  /// An element with content that is HTML already.
  static func element(_ name: String, _ attributes: String = "", _ content: String) -> String {
    "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(content)</\(name)>"
  }

  /// A table whose cells are HTML already; `numbers` are the columns that are aligned to the right.
  static func table(_ columns: [String], _ rows: [[String]], numbers: Set<Int> = []) -> String {
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
  static func image(_ png: [UInt8], alt: String, isHidden: Bool = false) -> String {
    "<img\(isHidden ? " hidden" : "") alt=\"\(escaped(alt))\" decoding=\"async\" "
      + "src=\"data:image/png;base64,\(Data(png).base64EncodedString())\">"
  }
}

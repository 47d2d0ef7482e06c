import Platform
import Records

/// Pieces of Markdown.
package enum Markdown {
  /// Code in a fence longer than any run of backticks inside.
  package static func code(_ lines: [String], language: String) -> String {
    let longest = lines.joined(separator: "\n").split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return ([fence + language] + lines + [fence]).joined(separator: "\n")
  }

  /// A table; columns of numbers are aligned to the right.
  static func table(columns: [String], rows: [[Scalar]]) -> String {
    let marks = columns.indices.map { column in
      let isNumeric = !rows.isEmpty && rows.allSatisfy { $0[column].isNumber }
      return isNumeric ? "---:" : "---"
    }
    let cells = rows.map { $0.map { cell($0.display) } }
    return ([columns.map(cell), marks] + cells).map { "| \($0.joined(separator: " | ")) |" }
      .joined(separator: "\n")
  }

  /// Text for a cell of a table, which has one line and no bars.
  package static func cell(_ text: String) -> String {
    LineEnds.lines(of: text.replacing("|", with: "\\|")).joined(separator: " ")
  }

  /// Pictures side by side with their caption below. They are shown at half their size, which is sharp on
  /// any screen.
  static func pictures(_ pictures: [(file: String, width: Int)], caption: String) -> String {
    let images = pictures.map { image(file: $0.file, width: $0.width, description: caption) }
    return [images.joined(separator: "\n"), "*\(caption)*"].filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  /// A picture in the text, with what to read where it cannot be shown.
  static func image(file: String, width: Int, description: String) -> String {
    "<img src=\"\(file)\" width=\"\(width)\" alt=\"\(attribute(description))\">"
  }

  /// Text for an attribute of an HTML tag.
  package static func attribute(_ text: String) -> String {
    LineEnds.lines(
      of: text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    ).joined(separator: " ")
  }

  /// A box that GitHub colours: `NOTE`, `WARNING`.
  package static func alert(_ kind: String, _ text: String) -> String {
    (["[!\(kind)]"] + LineEnds.lines(of: text))
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
  }

  /// A claim with its tick or cross, a dash where it is not applicable, and how many seeds it holds for.
  static func claim(_ claim: ClaimOutput, over seeds: SeedsOfRun? = nil) -> String {
    let mark = claim.holds.map { $0 ? "✅" : "❌" } ?? "➖"
    let count = seeds?.count(of: claim).map { "; holds for \($0) seeds" } ?? ""
    return "\(mark) \(claim.text)\(claim.figures)\(count)"
  }

  /// Claims as a list.
  static func claims(_ claims: [ClaimOutput], over seeds: SeedsOfRun?) -> String {
    claims.map { "- \(claim($0, over: seeds))" }.joined(separator: "\n")
  }

  /// Results as a table.
  static func results(_ results: [ResultOutput], over seeds: SeedsOfRun?) -> String {
    table(
      columns: ["result", "value"] + (seeds.map { [$0.heading] } ?? []) + ["unit", "meaning"],
      rows: results.map { result in
        [.string("`\(result.name)`"), result.value]
          + (seeds.map { [.string($0.spread(of: result.name) ?? "–")] } ?? [])
          + [.string(result.unit), .string(result.description)]
      })
  }

  /// A publication: `Kingma and Welling (2013): [Auto-Encoding Variational Bayes](https://arxiv.org/abs/1312.6114)`.
  static func citation(_ citation: Citation) -> String {
    let title = citation.address.map { "[\(citation.title)](\($0))" } ?? "*\(citation.title)*"
    return "\(citation.authors) (\(citation.year)): \(title)"
  }
}

extension Scalar {
  /// Whether tables align it to the right.
  var isNumber: Bool {
    switch self {
    case .int, .double: true
    case .bool, .string: false
    }
  }

  /// The value for a reader: at most six significant digits.
  var display: String {
    if case .double(let value) = self { return NumberText.rounded(value) }
    return text
  }
}

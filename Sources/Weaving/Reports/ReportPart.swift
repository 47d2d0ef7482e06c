import Records

/// A part of a report, before it is Markdown or something else.
package enum ReportPart: Equatable, Sendable {
  /// Markdown of the article.
  case prose(String)
  /// Lines of code.
  case code([String])
  /// Markdown that the code before has left: tables, notes, claims.
  case output(String)
  /// Pictures that the code before has left, by their names, side by side with one caption.
  case pictures([String], caption: String)
}

extension RunRecord {
  /// All of the report but the digests, for what is no Markdown.
  package var reportParts: [ReportPart] { Report(record: self, pictures: []).parts }
}

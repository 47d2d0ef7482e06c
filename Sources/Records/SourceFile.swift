import Platform

/// A file that a notebook includes, by `//:include PATH`: prose and code that several notebooks share.
public struct SourceFile: Codable, Sendable, Equatable {
  /// The path from the folder of notebooks: `Shared/Networks.swift`.
  public let path: String
  /// The text, with line feeds at the ends of lines.
  public let text: String

  /// A file of this path and text.
  public init(path: String, text: String) {
    self.path = path
    self.text = LineEnds.normalized(text)
  }

  /// The SHA-256 of the text, in hexadecimal.
  package var sha256: String { Digest.sha256(of: text.utf8) }

  /// Whether `file`, a `#fileID`, is this one: a module has no two files of one name.
  package func isSource(_ file: String) -> Bool {
    file.split(separator: "/").last == path.split(separator: "/").last
  }
}

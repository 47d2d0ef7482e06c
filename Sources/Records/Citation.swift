/// A publication.
public struct Citation: Codable, Equatable, Sendable {
  /// The authors as a text names them: `Kingma and Welling`.
  public let authors: String
  /// The year of publication.
  public let year: Int
  /// The title, in the publication's own language.
  public let title: String
  /// Where it can be read; nil where no address is known.
  public let address: String?

  /// A publication.
  public init(_ authors: String, _ year: Int, _ title: String, _ address: String? = nil) {
    self.authors = authors
    self.year = year
    self.title = title
    self.address = address
  }
}

/// An article that a notebook reproduces, and what of it is to be found again in the report.
public struct Article: Codable, Equatable, Sendable {
  /// Where it was published.
  public let citation: Citation
  /// Its figures and numbers, in its order.
  public let items: [Item]

  /// An article.
  ///
  /// - Parameters:
  ///   - authors: as a text names them.
  ///   - year: of publication.
  ///   - title: in the article's own language.
  ///   - address: where it can be read; nil where none is known.
  ///   - items: its figures and numbers, in its order.
  public init(
    _ authors: String, _ year: Int, _ title: String, _ address: String? = nil, items: [Item] = []
  ) {
    citation = Citation(authors, year, title, address)
    self.items = items
  }

  /// A figure or a number of the article.
  public struct Item: Codable, Equatable, Sendable {
    /// What it shows.
    public let subject: String
    /// The article's number; empty for a figure.
    public let value: String
    /// The final metric that is the same here.
    public let metric: String?
    /// The picture that is the same here, by its name.
    public let picture: String?
    /// What is otherwise here, or why it is not here.
    public let remark: String

    /// A number of the article.
    ///
    /// - Parameters:
    ///   - subject: what is compared, in the words of the table's first column.
    ///   - value: the number there, as a text.
    ///   - metric: the final metric here.
    ///   - remark: what a reader should know about the two; may be empty.
    public static func number(
      _ subject: String, _ value: String, _ metric: String, _ remark: String = ""
    ) -> Item {
      Item(subject: subject, value: value, metric: metric, picture: nil, remark: remark)
    }

    /// A figure of the article.
    ///
    /// - Parameters:
    ///   - subject: what it shows, in the words of the table's first column.
    ///   - picture: the picture's name here.
    ///   - remark: what a reader should know about the two; may be empty.
    public static func figure(
      _ subject: String, _ picture: String, _ remark: String = ""
    ) -> Item {
      Item(subject: subject, value: "", metric: nil, picture: picture, remark: remark)
    }

    /// What the article has and the notebook has not.
    ///
    /// - Parameters:
    ///   - subject: what it is, in the words of the table's first column.
    ///   - reason: why.
    public static func missing(_ subject: String, because reason: String) -> Item {
      Item(subject: subject, value: "", metric: nil, picture: nil, remark: reason)
    }
  }
}

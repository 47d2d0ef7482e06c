/// How a figure is drawn from the data sets of the log: a pure function of the record.
///
/// Each kind of figure is a file of its own beside this one, which also has the function that makes one: `.lines(…)`.
public struct FigureSpec: Codable, Equatable, Sendable {
  /// The figure.
  package let figure: any Figure

  init(_ figure: any Figure) { self.figure = figure }

  /// Every kind that a log can hold.
  private static let kinds: [any Figure.Type] = [
    BarsFigure.self, DensityFigure.self, DiagramFigure.self, DigitsFigure.self, ImageFigure.self,
    LinesFigure.self, PanelsFigure.self, PhasesFigure.self, ScatterFigure.self,
  ]

  /// The word that stands for a kind.
  private struct Kind: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads `{"lines": {…}}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    let key = container.allKeys.first
    guard let key, container.allKeys.count == 1,
      let kind = Self.kinds.first(where: { $0.kind == key.stringValue })
    else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "there is no kind of figure \"\(key?.stringValue ?? "")\""))
    }
    figure = try container.decode(kind, forKey: key)
  }

  /// Writes `{"lines": {…}}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    try container.encode(figure, forKey: Kind(stringValue: type(of: figure).kind))
  }

  /// The same kind, with the same contents.
  public static func == (one: FigureSpec, other: FigureSpec) -> Bool {
    one.figure.isEqual(to: other.figure)
  }
}

extension Figure {
  fileprivate func isEqual(to other: any Figure) -> Bool { self == other as? Self }
}

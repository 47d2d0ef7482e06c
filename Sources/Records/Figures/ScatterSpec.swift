/// Points in the plane.
public struct ScatterSpec: Codable, Equatable, Sendable {
  /// The clouds, each with a colour of its own.
  public let clouds: [Cloud]
  /// The title above; nil for none.
  public let title: String?
  /// The horizontal axis.
  public let x: PlotAxis
  /// The vertical axis.
  public let y: PlotAxis
  /// Whether the plot is square, so that a circle is one where both ranges are equal.
  public let isSquare: Bool
  /// Whether each colour's name is also written at the middle of its points.
  public let namesMiddles: Bool
  /// Width and height in pixels of one plot among many; nil for a plot of its own.
  public let side: Int?

  /// Points of one kind, or of one kind for every label.
  public struct Cloud: Codable, Equatable, Sendable {
    /// The name in the legend; for labelled points, what stands before the label.
    public let name: String
    /// [points, dimensions]; the first two dimensions are drawn.
    public let points: ArrayReference
    /// Integers [points], each value a colour and an entry of the legend; nil for one colour.
    public let labels: ArrayReference?
    /// Whether the points form a curve, drawn above all clouds.
    public let isCurve: Bool
    /// Only points with this label, without an entry of the legend; nil for all.
    public let onlyLabel: Int?
    /// The two dimensions that are drawn.
    public let dimensions: [Int]

    /// A cloud of points.
    public init(
      _ points: ArrayReference, labels: ArrayReference? = nil, onlyLabel: Int? = nil,
      name: String = "", isCurve: Bool = false, dimensions: [Int] = [0, 1]
    ) {
      self.name = name
      self.points = points
      self.labels = labels
      self.onlyLabel = onlyLabel
      self.isCurve = isCurve
      self.dimensions = dimensions
    }
  }
}

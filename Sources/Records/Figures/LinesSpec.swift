/// Curves of metrics over steps.
public struct LinesSpec: Codable, Equatable, Sendable {
  /// The curves.
  public let lines: [Line]
  /// Horizontal lines for comparison.
  public let guides: [Guide]
  /// The title above; nil for none.
  public let title: String?
  /// The horizontal axis.
  public let x: PlotAxis
  /// The vertical axis.
  public let y: PlotAxis

  /// One metric, or two columns of any data sets.
  public struct Line: Codable, Equatable, Sendable {
    /// The name beside the curve.
    public let name: String
    /// The path of the abscissas.
    public let x: String
    /// The path of the ordinates.
    public let y: String
    /// Whether the line is broken.
    public let isDashed: Bool
    /// Whether the line is pale: background to others.
    public let isFaint: Bool
    /// Which of the palette's colours it has, from 0; nil for the next one.
    public let color: Int?

    /// The curve of the metric recorded as `metric`.
    public init(
      _ metric: String, name: String? = nil, dashed: Bool = false, faint: Bool = false,
      color: Int? = nil
    ) {
      self.init(
        x: "metrics/\(metric)/step", y: "metrics/\(metric)/value", name: name ?? metric,
        dashed: dashed, faint: faint, color: color)
    }

    /// A curve through the points of two data sets of one axis.
    public init(
      x: String, y: String, name: String, dashed: Bool = false, faint: Bool = false,
      color: Int? = nil
    ) {
      self.color = color
      self.name = name
      self.x = x
      self.y = y
      self.isDashed = dashed
      self.isFaint = faint
    }
  }

  /// A labelled horizontal line or band.
  public struct Guide: Codable, Equatable, Sendable {
    /// What the values are.
    public let label: String
    /// The band; a line where both ends are equal.
    public let range: ClosedRange<Double>

    /// A horizontal line at `value`.
    public init(_ label: String, at value: Double) {
      self.init(label, from: value...value)
    }

    /// A horizontal band.
    public init(_ label: String, from range: ClosedRange<Double>) {
      self.label = label
      self.range = range
    }
  }
}

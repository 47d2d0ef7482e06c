import Raster

/// Curves of metrics over steps.
package struct LinesFigure: Figure {
  package static let kind = "lines"

  /// The curves.
  package let lines: [FigureSpec.Line]
  /// Horizontal lines for comparison.
  package let guides: [FigureSpec.Guide]
  /// The title above; nil for none.
  package let title: String?
  /// The axes.
  package let x: PlotAxis, y: PlotAxis

  // Curves do not move.
  package var references: [ArrayReference] { [] }

  package func check() throws(RenderingError) {
    try FigureLimits.check(lines.count + guides.count, 0...FigureLimits.mostParts, "lines")
    for line in lines { try FigureLimits.check(line.color ?? 0, 0...255, "as a colour") }
    try FigureLimits.check(
      texts: [title ?? ""] + lines.map(\.name) + guides.map(\.label))
    try FigureLimits.check(texts: [x.label, y.label])
  }

  package func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    var drawn: [LinePlot.Line] = []
    for line in lines {
      let x = try data.slice(.whole(line.x)), y = try ordinates(line.y, beside: line, x, data)
      var spread: [Double]?
      if let path = line.spread { spread = try ordinates(path, beside: line, x, data) }
      drawn.append(
        .init(
          line.name, x: x.doubles, y: y, spread: spread, style: line.isDashed ? .dashed : .solid,
          isFaint: line.isFaint, color: line.color))
    }
    let marks = guides.map { guide -> LinePlot.Guide in
      guide.range.lowerBound == guide.range.upperBound
        ? .line(guide.range.lowerBound, label: guide.label)
        : .band(guide.range, label: guide.label)
    }
    var y = y.axis
    y.range = FigureLimits.range(
      of: drawn.flatMap { line in
        line.y + (line.spread.map { zip(line.y, $0).flatMap { [$0 - $1, $0 + $1] } } ?? [])
      }, with: guides.flatMap { [$0.range.lowerBound, $0.range.upperBound] }, on: y)
    return LinePlot(data.title(title), x: x.axis, y: y, lines: drawn, guides: marks).bitmap()
  }

  /// The values at `path`, of which there are as many as abscissas.
  private func ordinates(
    _ path: String, beside line: FigureSpec.Line, _ x: Slice, _ data: FigureData
  ) throws(RenderingError) -> [Double] {
    let slice = try data.slice(.whole(path))
    guard x.shape.count == 1, x.shape == slice.shape else {
      throw slice.isNot("as long as \(line.x), which is \(x.shape)", at: .whole(path))
    }
    return slice.doubles
  }
}

extension FigureSpec {
  /// One metric, or two columns of any data sets.
  public struct Line: Codable, Equatable, Sendable {
    /// The name beside the curve.
    public let name: String
    /// The path of the abscissas.
    public let x: String
    /// The path of the ordinates.
    public let y: String
    /// The path of half the height of a band about the curve; nil for no band.
    public let spread: String?
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

    /// A curve through the points of two data sets of one axis; with a third, `spread`, within a band that reaches so far
    /// above and below it, as of a standard deviation over seeds.
    public init(
      x: String, y: String, spread: String? = nil, name: String, dashed: Bool = false,
      faint: Bool = false,
      color: Int? = nil
    ) {
      self.color = color
      self.name = name
      self.x = x
      self.y = y
      self.spread = spread
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

  /// The curves; nil for another kind of figure.
  package var curves: LinesFigure? { figure as? LinesFigure }

  /// Curves over steps, with horizontal lines for comparison.
  public static func lines(
    _ lines: [Line], guides: [Guide] = [], title: String? = nil, x: PlotAxis, y: PlotAxis
  ) -> FigureSpec {
    FigureSpec(LinesFigure(lines: lines, guides: guides, title: title, x: x, y: y))
  }
}

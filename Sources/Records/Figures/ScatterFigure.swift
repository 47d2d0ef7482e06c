import Raster

/// Points in the plane.
struct ScatterFigure: Figure {
  static let kind = "scatter"

  /// The clouds, each with a colour of its own.
  let clouds: [FigureSpec.Cloud]
  /// The title above; nil for none.
  let title: String?
  /// The axes.
  let x: PlotAxis, y: PlotAxis
  /// Whether the plot is square, so that a circle is one where both ranges are equal.
  let isSquare: Bool
  /// Whether each colour's name is also written at the middle of its points.
  let namesMiddles: Bool
  /// Circles around the origin; nil for none.
  let circles: [FigureSpec.Circle]?
  /// Width and height in pixels of one plot among many; nil for a plot of its own.
  let side: Int?

  var references: [ArrayReference] {
    clouds.flatMap { [$0.points] + ($0.labels.map { [$0] } ?? []) }
  }

  func check() throws(RenderingError) {
    try FigureLimits.check(side ?? 64, 64...4096, "pixels along its sides")
    try FigureLimits.check(clouds.count, 0...FigureLimits.mostParts, "clouds")
    for cloud in clouds {
      try FigureLimits.check(cloud.dimensions.count, 2...2, "coordinates")
      try FigureLimits.check(
        cloud.dimensions.min() ?? 0, 0...Int.max, "as the least coordinate")
    }
    try FigureLimits.check(texts: [title ?? ""] + clouds.map(\.name))
    try FigureLimits.check(texts: [x.label, y.label] + (circles ?? []).map(\.label))
  }

  func bitmap(of data: FigureData) throws(RenderingError) -> Bitmap {
    var series: [ScatterPlot.Series] = []
    for cloud in clouds { series += try cloud.series(of: data) }
    var plot = ScatterPlot(
      data.title(title), x: try axis(x, 0, data), y: try axis(y, 1, data), series: series,
      circles: (circles ?? []).map { .init(radius: $0.radius, label: $0.label) },
      isSquare: isSquare, namesMedians: namesMiddles)
    if let side {
      plot.width = side
      plot.height = side
    }
    return plot.bitmap()
  }

  /// The axis of a plot. Where the points move, a missing range is that of all frames, so that the
  /// axes stand still.
  private func axis(
    _ axis: PlotAxis, _ coordinate: Int, _ data: FigureData
  ) throws(RenderingError) -> Axis {
    if axis.range != nil || data.frame == nil { return axis.axis }
    var least = Double.infinity
    var greatest = -Double.infinity
    for cloud in clouds {
      let all = try data.slice(.whole(cloud.points.path))
      guard let width = all.shape.last else { continue }
      let values = all.floats
      for index in stride(from: cloud.dimensions[coordinate], to: values.count, by: width)
      where values[index].isFinite {
        least = min(least, Double(values[index]))
        greatest = max(greatest, Double(values[index]))
      }
    }
    let range = least < greatest ? least...greatest : nil
    return Axis(axis.label, range: range, isLogarithmic: axis.isLogarithmic)
  }
}

extension FigureSpec.Cloud {
  /// The points, one series or one for every label.
  fileprivate func series(of data: FigureData) throws(RenderingError) -> [ScatterPlot.Series] {
    let points = try coordinates(of: data)
    guard let labels else {
      return [.init(name, x: points[0], y: points[1], isCurve: isCurve)]
    }
    let slice = try data.slice(labels)
    guard let integers = slice.integers, integers.count == points[0].count else {
      throw slice.isNot("\(points[0].count) integers", at: labels)
    }
    return Set(integers).sorted().filter { (onlyLabel ?? $0) == $0 }.map { label in
      let chosen = integers.indices.filter { integers[$0] == label }
      let shown =
        onlyLabel != nil ? name : name.isEmpty ? "\(label)" : "\(name) \(label)"
      return .init(shown, x: chosen.map { points[0][$0] }, y: chosen.map { points[1][$0] })
    }
  }

  /// The two drawn coordinates.
  private func coordinates(of data: FigureData) throws(RenderingError) -> [[Float]] {
    let slice = try data.slice(points)
    guard slice.shape.count == 2,
      dimensions.allSatisfy({ (0..<slice.shape[1]).contains($0) })
    else {
      throw slice.isNot("[points, dimensions] with the dimensions \(dimensions)", at: points)
    }
    let values = slice.floats
    return dimensions.map { dimension in
      stride(from: dimension, to: values.count, by: slice.shape[1]).map { values[$0] }
    }
  }
}

extension FigureSpec {
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

  /// A circle around the origin to compare points with.
  public struct Circle: Codable, Equatable, Sendable {
    /// In units of the axes.
    public let radius: Double
    /// Written at its top.
    public let label: String

    /// A circle.
    public init(radius: Double, label: String) {
      self.radius = radius
      self.label = label
    }

    /// The circle that holds 95 % of a standard normal distribution of the plane: its radius is √(−2 ln 0.05), since half the squared
    /// distance from the origin is exponentially distributed.
    public static let prior = Circle(radius: 2.447_746_830_680_816, label: "95 % of N(0, 1)")
    /// The same with a label that fits a small plot.
    public static let smallPrior = Circle(radius: prior.radius, label: "95 %")
  }

  /// Points [points, dimensions] in one colour, or a colour for every label, whose name then stands at the middle of its points.
  public static func scatter(
    _ points: ArrayReference, labels: ArrayReference? = nil, title: String? = nil, x: PlotAxis,
    y: PlotAxis, square: Bool = true, circles: [Circle] = []
  ) -> FigureSpec {
    .scatter(
      [.init(points, labels: labels)], title: title, x: x, y: y, square: square,
      namesMiddles: labels != nil, circles: circles)
  }

  /// Several clouds of points on the same axes.
  public static func scatter(
    _ clouds: [Cloud], title: String? = nil, x: PlotAxis, y: PlotAxis, square: Bool = true,
    namesMiddles: Bool = false, circles: [Circle] = [], side: Int? = nil
  ) -> FigureSpec {
    FigureSpec(
      ScatterFigure(
        clouds: clouds, title: title, x: x, y: y, isSquare: square, namesMiddles: namesMiddles,
        circles: circles.isEmpty ? nil : circles, side: side))
  }
}

import Kernels

/// Clouds of points, one colour for each series, with a legend beside them.
public struct ScatterPlot: Sendable {
  /// Points of one colour.
  public struct Series: Sendable {
    /// The name in the legend; without one there is no entry.
    public var name: String
    /// Coordinates, equally many; a point that is not finite or outside the axes' ranges is left out.
    public var x: [Float], y: [Float]
    /// Whether the points form a curve: they are then drawn above all clouds and in full colour.
    public var isCurve: Bool

    /// A series.
    public init(_ name: String, x: [Float], y: [Float], isCurve: Bool = false) {
      require(x.count == y.count, "series \(name) has \(x.count) x and \(y.count) y")
      self.name = name
      self.x = x
      self.y = y
      self.isCurve = isCurve
    }
  }

  /// A circle around the origin to compare the points with, such as the one that holds 95 % of a normal distribution.
  public struct Circle: Sendable, Equatable {
    /// In units of the axes, positive; an ellipse in pixels where the axes differ.
    public var radius: Double
    /// Written at its top where there is room; may be empty.
    public var label: String

    /// A circle.
    public init(radius: Double, label: String) {
      self.radius = radius
      self.label = label
    }
  }

  /// Above the plot, as in "epoch 12"; may be empty.
  public var title: String
  /// Axes; a missing range is taken from all points.
  public var x: Axis, y: Axis
  /// One colour each, in the order of `Style.classes`.
  public var series: [Series]
  /// Drawn dashed over the points.
  public var circles: [Circle]
  /// Size of the picture in pixels.
  public var width: Int, height: Int
  /// Whether the data area is made square (the picture becomes narrower or lower for it).
  public var isSquare: Bool
  /// Whether a series' name is also written over its points, at the median of each coordinate.
  public var namesMedians: Bool

  /// A scatter plot.
  public init(
    _ title: String, x: Axis, y: Axis, series: [Series], circles: [Circle] = [], width: Int = 900,
    height: Int = 800, isSquare: Bool = false, namesMedians: Bool = false
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.circles = circles
    self.width = width
    self.height = height
    self.isSquare = isSquare
    self.namesMedians = namesMedians
  }

  /// The drawn plot.
  public func bitmap() -> Bitmap {
    let entries = series.indices.filter { !series[$0].name.isEmpty }.map {
      Legend.Entry(name: series[$0].name, color: Style.color($0), mark: .dot)
    }
    let column = Legend(column: entries, width: width / 3)
    let beside = column.height <= height - 2 * Style.margin - 120
    let legend = beside ? column : Legend(rows: entries, width: width - 2 * Style.margin)
    let xRange = x.resolvedRange(of: series.lazy.flatMap(\.x).map(Double.init), padding: 0.04)
    let yRange = y.resolvedRange(of: series.lazy.flatMap(\.y).map(Double.init), padding: 0.04)

    var margins = Frame.Margins()
    if !entries.isEmpty && beside {
      margins.right = Style.gap * 2 + legend.width + Style.margin
    } else if !entries.isEmpty {
      margins.above = legend.height + Style.gap
    }
    var frame = Frame(
      width: width, height: height, title: title, x: x, xRange, y: y, yRange, margins: margins,
      isSquare: isSquare)
    if isSquare {
      frame = Frame(
        width: frame.size.width, height: frame.size.height, title: title, x: x, xRange, y: y,
        yRange, margins: margins, isSquare: true)
    }

    var canvas = Canvas(width: frame.size.width, height: frame.size.height)
    frame.drawGround(on: &canvas)
    let isEmpty = !drawPoints(on: &canvas, frame)
    frame.drawAxes(on: &canvas)
    if isEmpty { frame.drawNotice(on: &canvas) }
    for circle in circles { draw(circle, on: &canvas, frame) }
    if namesMedians { drawNames(on: &canvas, frame) }
    legend.draw(
      on: &canvas, x: beside ? frame.area.right + 2 * Style.gap : Style.margin,
      y: beside ? frame.area.y : frame.legendTop)
    return canvas.bitmap
  }
}

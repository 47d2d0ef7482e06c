import Kernels

/// Bars for categories, such as how often each label comes; several series stand side by side.
public struct BarPlot: Sendable {
  /// Bars of one colour.
  public struct Series: Sendable {
    /// The name in the legend; without one there is no entry.
    public var name: String
    /// The value of each category; one that is not finite has no bar.
    public var values: [Double]

    /// A series.
    public init(_ name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// Above the plot; may be empty.
  public var title: String
  /// What the categories are; may be empty.
  public var xLabel: String
  /// The linear axis of the values; a missing range begins at zero and ends at the data's.
  public var y: Axis
  /// The names under the bars, from left to right.
  public var categories: [String]
  /// One colour each, in the order of `Style.classes`; as many values each as there are categories.
  public var series: [Series]
  /// Size of the picture in pixels.
  public var width: Int, height: Int

  /// A bar plot.
  public init(
    _ title: String, xLabel: String = "", y: Axis, categories: [String], series: [Series],
    width: Int = 1200, height: Int = 600
  ) {
    for one in series {
      require(
        one.values.count == categories.count,
        "series \(one.name) has \(one.values.count) values for \(categories.count) categories")
    }
    require(!y.isLogarithmic, "the bars of a plot begin at zero, which a logarithmic axis lacks")
    self.title = title
    self.xLabel = xLabel
    self.y = y
    self.categories = categories
    self.series = series
    self.width = width
    self.height = height
  }

  /// The drawn plot.
  public func bitmap() -> Bitmap {
    var x = Axis(xLabel)
    x.categories = categories
    let entries = series.indices.filter { !series[$0].name.isEmpty }.map {
      Legend.Entry(name: series[$0].name, color: Style.color($0), mark: .dot)
    }
    let legend = Legend(rows: entries, width: width - 2 * Style.margin)
    let frame = Frame(
      width: width, height: height, title: title, x: x, 0...Double(max(categories.count, 1)), y: y,
      valueRange,
      margins: Frame.Margins(above: entries.isEmpty ? 0 : legend.height + Style.gap / 2))
    var canvas = Canvas(width: frame.size.width, height: frame.size.height)
    frame.drawGround(on: &canvas, grid: .horizontal)
    for category in categories.indices { drawBars(category, on: &canvas, frame) }
    if frame.y.range.lowerBound < 0 && frame.y.range.upperBound > 0 {
      canvas.fill(
        frame.horizontal(frame.y.pixel(0), frame.area.x, frame.area.right), Style.axis)
    }
    frame.drawAxes(on: &canvas)
    if categories.isEmpty || series.isEmpty { frame.drawNotice(on: &canvas) }
    legend.draw(on: &canvas, x: Style.margin, y: frame.legendTop)
    return canvas.bitmap
  }

  /// The range to draw: the given one, else one from or to zero, with some room beyond the greatest bar.
  private var valueRange: ClosedRange<Double> {
    if y.range != nil { return y.resolvedRange(of: [], padding: 0) }
    let values = series.flatMap(\.values).filter(y.admits)
    let (low, high) = (min(values.min() ?? 0, 0), max(values.max() ?? 0, 0))
    let room = (high - low) * 0.05
    return Axis("", range: low - (low < 0 ? room : 0)...high + (high > 0 ? room : 0))
      .resolvedRange(of: [], padding: 0)
  }

  /// Draws a category's bars, which take four fifths of its room.
  private func drawBars(_ category: Int, on canvas: inout Canvas, _ frame: Frame) {
    let left = frame.x.position(Double(category))
    let room = frame.x.position(Double(category + 1)) - left
    let width = 0.8 * room / Double(series.count)
    let zero = frame.y.pixel(0)
    for (index, one) in series.enumerated() where y.admits(one.values[category]) {
      let start = left + 0.1 * room + Double(index) * width
      let end = frame.y.pixel(one.values[category])
      let bar = Rect(
        x: Int(start.rounded()), y: min(zero, end),
        width: max(1, Int((start + width).rounded()) - Int(start.rounded())),
        height: abs(zero - end)
      )
      canvas.fill(bar.intersection(frame.area), Style.color(index))
    }
  }
}

/// The ground of a plot: title, axes, grid, ticks and labels around the area of the data.
struct Frame {
  /// What a plot needs beside its axes, in pixels.
  struct Margins {
    /// Between title and data, for a legend.
    var above = 0
    /// To the right of the data, for labels or a legend.
    var right = 0
  }

  /// Where data goes.
  let area: Rect
  let x: Scale, y: Scale
  let xTicks: Ticks, yTicks: Ticks
  private let xLabel: TextBlock, yLabel: TextBlock
  let title: TextBlock
  /// The picture that the layout fills.
  let size: (width: Int, height: Int)

  static let tick = 8
  /// The least width and height of the part with the data, in pixels.
  static let leastExtent = 40
  static let tickGap = 8
  static let line = 2

  /// Lays out a plot of the given size. With `cell`, the data area is the greatest multiple of it that fits.
  init(
    width: Int, height: Int, title: String, x xAxis: Axis, _ xRange: ClosedRange<Double>,
    y yAxis: Axis, _ yRange: ClosedRange<Double>, margins: Margins = Margins(),
    cells: (columns: Int, rows: Int)? = nil, isSquare: Bool = false
  ) {
    let style = Style.label
    let outer = Style.margin
    self.title = TextBlock(title, Style.title, width: width - 2 * outer)
    var top = Frame.dataTop(of: self.title)
    top += margins.above

    // Heights first: they depend on no width, except that of a very long label.
    xLabel = TextBlock(xAxis.label, style, width: width - 2 * outer)
    var below = Frame.tick + Frame.tickGap + style.height + outer
    below += xLabel.height > 0 ? xLabel.height + Style.gap - style.descent : 0
    var areaHeight = height - top - below
    // Very long texts make the picture larger than it was meant to be.
    areaHeight = max(areaHeight, Frame.leastExtent)

    yLabel = TextBlock(yAxis.label, style, width: height - 2 * outer)
    let yLabelWidth = yLabel.height > 0 ? yLabel.height + Style.gap : 0
    let frameWidth = outer + yLabelWidth + Frame.tickGap + Frame.tick
    var most = max(11, xAxis.categories?.count ?? 0)
    var layout: (x: Ticks, y: Ticks, left: Int, right: Int)
    var areaWidth: Int
    repeat {
      let xTicks = Frame.ticks(xAxis, xRange, most: most)
      // A square has the same number of ticks on both sides.
      let yTicks = Frame.ticks(
        yAxis, yRange, most: isSquare ? most : min(11, max(3, areaHeight / 55)))
      // A long name of the first category reaches further to the left than the axis.
      let firstHalf =
        xAxis.categories.flatMap(\.first).map { TextLine($0, style).width / 2 + 1 } ?? 0
      let left = max(frameWidth + Frame.widest(yTicks), outer + firstHalf)
      let lastHalf = (xTicks.labels.last.map { TextLine($0, style).width } ?? 0) / 2
      let right = max(outer + lastHalf, margins.right)
      areaWidth = width - left - right
      layout = (xTicks, yTicks, left, right)
      let side = isSquare ? min(areaWidth, areaHeight) : areaWidth
      guard Frame.isCrowded(xTicks, xAxis, xRange, width: side) else { break }
      most -= 1
      // Two numbers, however close: fewer would be no scale.
    } while most > 2 || most > 0 && xAxis.categories != nil
    (xTicks, yTicks) = (layout.x, layout.y)
    let (left, right) = (layout.left, layout.right)
    areaWidth = max(areaWidth, Frame.leastExtent)
    if isSquare {
      areaWidth = min(areaWidth, areaHeight)
      areaHeight = areaWidth
    }
    if let cells {
      areaWidth = max(1, areaWidth / cells.columns) * cells.columns
      areaHeight = max(1, areaHeight / cells.rows) * cells.rows
    }
    area = Rect(x: left, y: top, width: areaWidth, height: areaHeight)
    size = (area.right + right, area.bottom + below)
    x = Scale(xRange, isLogarithmic: xAxis.isLogarithmic, start: area.x, end: area.right)
    y = Scale(yRange, isLogarithmic: yAxis.isLogarithmic, start: area.bottom, end: area.y)
  }

  private static func widest(_ ticks: Ticks) -> Int {
    ticks.labels.map { TextLine($0, Style.label).width }.max() ?? 0
  }

  /// Whether labels along x would come too close to each other.
  private static func isCrowded(
    _ ticks: Ticks, _ axis: Axis, _ range: ClosedRange<Double>, width: Int
  ) -> Bool {
    let widths = ticks.labels.map { TextLine($0, Style.label).width }
    let scale = Scale(range, isLogarithmic: axis.isLogarithmic, start: 0, end: max(width, 1))
    let places = ticks.values.map(scale.pixel)
    return places.indices.dropLast().contains { i in
      places[i + 1] - places[i] < (widths[i] + widths[i + 1]) / 2 + 28
    }
  }

  /// Where the data would start without a legend above it.
  private static func dataTop(of title: TextBlock) -> Int {
    // The topmost tick label is as high as half a line.
    Style.margin + (title.height > 0 ? title.height + Style.gap * 3 / 2 : Style.gap)
  }

  /// The upper edge of a legend between title and data.
  var legendTop: Int {
    title.height > 0 ? Style.margin + title.height + Style.gap : Style.margin
  }

  private static func ticks(_ axis: Axis, _ range: ClosedRange<Double>, most: Int) -> Ticks {
    if let names = axis.categories { return .categories(names, most: most) }
    return axis.isLogarithmic
      ? .logarithmic(range, most: most) : .linear(range, most: most, isWhole: axis.isWhole)
  }

  /// The lines of a grid under the data.
  enum Grid { case none, horizontal, both }

  /// Draws what lies under the data.
  func drawGround(on canvas: inout Canvas, grid: Grid = .both) {
    canvas.write(title, x: Style.margin, top: Style.margin)
    if grid == .none { return }
    for value in grid == .both ? xTicks.values : [] {
      canvas.fill(vertical(x.pixel(value), area.y, area.bottom), Style.grid)
    }
    for value in yTicks.values {
      canvas.fill(horizontal(y.pixel(value), area.x, area.right), Style.grid)
    }
  }

  /// Draws what lies over the data: axes, ticks and their labels.
  func drawAxes(on canvas: inout Canvas) {
    let style = Style.label
    let half = Frame.line / 2
    canvas.fill(horizontal(area.bottom, area.x - half, area.right + half), Style.axis)
    canvas.fill(vertical(area.x, area.y - half, area.bottom + half), Style.axis)
    let tickBottom = area.bottom + half + Frame.tick
    for (value, label) in zip(xTicks.values, xTicks.labels) {
      let at = x.pixel(value)
      canvas.fill(vertical(at, area.bottom, tickBottom), Style.axis)
      canvas.write(
        TextLine(label, style), x: at, baseline: tickBottom + Frame.tickGap + style.height, .middle,
        Style.quiet)
    }
    let tickLeft = area.x - half - Frame.tick
    for (value, label) in zip(yTicks.values, yTicks.labels) {
      let at = y.pixel(value)
      canvas.fill(horizontal(at, tickLeft, area.x), Style.axis)
      canvas.write(
        TextLine(label, style), x: tickLeft - Frame.tickGap, baseline: at + style.height / 2, .end,
        Style.quiet)
    }
    drawLabels(on: &canvas, tickBottom: tickBottom)
  }

  private func drawLabels(on canvas: inout Canvas, tickBottom: Int) {
    let style = Style.label
    let outer = Style.margin
    let middle = area.x + area.width / 2
    let widest = xLabel.width
    let rightmost = canvas.bounds.right - outer - (widest + 1) / 2
    let x = min(max(middle, outer + (widest + 1) / 2), rightmost)
    canvas.write(
      xLabel, x: x, top: tickBottom + Frame.tickGap + style.height + Style.gap, .middle)
    let longest = yLabel.width
    let y = min(
      max(area.y + area.height / 2, outer + (longest + 1) / 2),
      canvas.bounds.bottom - outer - (longest + 1) / 2)
    for (line, baseline) in yLabel.baselines(top: outer) {
      canvas.writeUpwards(line, baseline: baseline, y: y)
    }
  }

  /// Says that there is nothing to see.
  func drawNotice(on canvas: inout Canvas) {
    canvas.write(
      TextLine("no data", Style.label), x: area.x + area.width / 2,
      baseline: area.y + area.height / 2, .middle, Style.guide)
  }

  func horizontal(_ y: Int, _ from: Int, _ to: Int) -> Rect {
    Rect(x: from, y: y - Frame.line / 2, width: to - from, height: Frame.line)
  }

  func vertical(_ x: Int, _ from: Int, _ to: Int) -> Rect {
    Rect(x: x - Frame.line / 2, y: from, width: Frame.line, height: to - from)
  }
}

import Kernels

/// How many of very many points fall into each cell of a grid, as shades.
public struct DensityPlot: Sendable {
  /// Above the plot; may be empty.
  public var title: String
  /// Axes; their ranges are those of the grid.
  public var x: Axis, y: Axis
  /// Points in each cell, not negative: `rows` × `columns`, the row with the least y first.
  public var counts: [Int]
  /// Cells along x and y.
  public var columns: Int, rows: Int
  /// Most size of the picture in pixels; every cell is the same whole number of pixels wide and high.
  public var width: Int, height: Int

  /// A density plot of counts. The axes need ranges and are linear.
  public init(
    _ title: String, x: Axis, y: Axis, counts: [Int], columns: Int, rows: Int, width: Int = 900,
    height: Int = 800
  ) {
    require(
      columns > 0 && rows > 0 && counts.count == rows * columns,
      "a grid of \(rows)×\(columns) has \(rows * columns) counts, not \(counts.count)")
    require(
      x.range != nil && y.range != nil && !x.isLogarithmic && !y.isLogarithmic,
      "the axes of a density plot need ranges and are linear")
    self.title = title
    self.x = x
    self.y = y
    self.counts = counts
    self.columns = columns
    self.rows = rows
    self.width = width
    self.height = height
  }

  /// Counts points: cell (row, column) holds those with y and x in its part of the axes' ranges, the lower
  /// edges included; points outside are left out. Result: `rows` × `columns`.
  public static func counts(
    x: [Float], y: [Float], columns: Int, rows: Int, xRange: ClosedRange<Double>,
    yRange: ClosedRange<Double>
  ) -> [Int] {
    require(x.count == y.count, "\(x.count) x and \(y.count) y")
    var counts = [Int](repeating: 0, count: rows * columns)
    let xSpan = xRange.upperBound - xRange.lowerBound
    let ySpan = yRange.upperBound - yRange.lowerBound
    for i in x.indices {
      let column = (Double(x[i]) - xRange.lowerBound) / xSpan * Double(columns)
      let row = (Double(y[i]) - yRange.lowerBound) / ySpan * Double(rows)
      guard column >= 0 && column < Double(columns) && row >= 0 && row < Double(rows) else {
        continue
      }
      counts[Int(row) * columns + Int(column)] += 1
    }
    return counts
  }

  /// The drawn plot, with a bar that explains the shades. Shades follow the root of the count.
  public func bitmap() -> Bitmap {
    let most = max(counts.max() ?? 0, 1)
    let bar = ShadeBar(most: most)
    guard let xRange = x.range, let yRange = y.range else {
      fatalError("the axes of a density plot need ranges")
    }
    var frame = Frame(
      width: width, height: height, title: title, x: x, xRange, y: y, yRange,
      margins: Frame.Margins(right: bar.width + Style.margin), cells: (columns, rows))
    frame = Frame(
      width: frame.size.width, height: frame.size.height, title: title, x: x, xRange, y: y, yRange,
      margins: Frame.Margins(right: bar.width + Style.margin), cells: (columns, rows))
    var canvas = Canvas(width: frame.size.width, height: frame.size.height)
    frame.drawGround(on: &canvas, grid: .none)
    let area = frame.area
    for row in 0..<rows {
      for column in 0..<columns where counts[row * columns + column] > 0 {
        let (left, right) = (column * area.width / columns, (column + 1) * area.width / columns)
        let (low, high) = (row * area.height / rows, (row + 1) * area.height / rows)
        canvas.fill(
          Rect(
            x: area.x + left, y: area.bottom - high, width: right - left, height: high - low),
          ShadeBar.color(Double(counts[row * columns + column]) / Double(most)))
      }
    }
    frame.drawAxes(on: &canvas)
    bar.draw(on: &canvas, beside: area)
    return canvas.bitmap
  }
}

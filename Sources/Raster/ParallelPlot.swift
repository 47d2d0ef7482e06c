import Kernels

/// Parallel coordinates: an upright axis for each setting, side by side, and one for what was measured; a line across all of
/// them for each combination, the darker, the better it did (A. Inselberg, "The plane with parallel coordinates", 1985).
public struct ParallelPlot: Sendable {
  /// An axis of values that are written beside it, at equal distances from the bottom up.
  public struct Column: Sendable {
    /// The name below.
    public var name: String
    /// The values.
    public var values: [String]

    /// An axis.
    public init(_ name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// One combination.
  public struct Line: Sendable {
    /// For each column the place of its value.
    public var places: [Int]
    /// What was measured; without a finite number there is no line.
    public var measure: Double
    /// How good that is, from 0 to 1.
    public var merit: Double

    /// A combination.
    public init(places: [Int], measure: Double, merit: Double) {
      self.places = places
      self.measure = measure
      self.merit = merit
    }
  }

  /// Above the plot; may be empty.
  public var title: String
  /// From left to right.
  public var columns: [Column]
  /// The axis on the right.
  public var measure: Axis
  /// In any order; the better are drawn over the others.
  public var lines: [Line]
  /// Size of the picture in pixels.
  public var width: Int, height: Int

  /// A plot.
  public init(
    _ title: String, columns: [Column], measure: Axis, lines: [Line], width: Int = 1200,
    height: Int = 700
  ) {
    for line in lines {
      require(
        line.places.count == columns.count
          && zip(line.places, columns).allSatisfy { $1.values.indices.contains($0) },
        "a line at \(line.places) fits no \(columns.count) columns")
    }
    self.title = title
    self.columns = columns
    self.measure = measure
    self.lines = lines
    self.width = width
    self.height = height
  }

  /// The drawn plot.
  public func bitmap() -> Bitmap {
    let style = Style.label
    let heading = TextBlock(title, Style.title, width: width - 2 * Style.margin)
    let top = Style.margin + heading.height + Style.gap + style.height
    let bottom = height - Style.margin - 2 * style.lineHeight - Style.gap
    let range = measure.resolvedRange(of: lines.map(\.measure), padding: 0.04)
    let scale = Scale(range, isLogarithmic: measure.isLogarithmic, start: bottom, end: top)
    let left = Style.margin + (columns.first.map(Self.widest) ?? 0) + Style.gap
    let right = width - Style.margin - 130
    let step = Double(right - left) / Double(max(columns.count, 1))
    func x(_ column: Int) -> Int { left + Int((Double(column) * step).rounded()) }

    var canvas = Canvas(width: width, height: height)
    canvas.write(heading, x: Style.margin, top: Style.margin)
    let shown = lines.filter { measure.admits($0.measure) }.sorted { $0.merit < $1.merit }
    for line in shown {
      var points = line.places.enumerated().map { column, place in
        Point(
          x: Double(x(column)),
          y: Self.height(of: place, among: columns[column].values.count, top, bottom))
      }
      points.append(Point(x: Double(x(columns.count)), y: scale.position(line.measure)))
      let merit = Int((min(max(line.merit, 0), 1) * 255).rounded())
      canvas.stroke(
        [points], width: 3, Style.grid.mixed(with: Style.color(0), 60 + merit * 195 / 255, of: 255))
    }
    for (index, column) in columns.enumerated() {
      axis(x(index), top, bottom, name: column.name, on: &canvas)
      for (place, value) in column.values.enumerated() {
        let y = Int(Self.height(of: place, among: column.values.count, top, bottom).rounded())
        canvas.write(
          TextLine(value, style), x: x(index) - Frame.tickGap, baseline: y + style.height / 2, .end,
          Style.quiet, halo: 4)
      }
    }
    axis(x(columns.count), top, bottom, name: measure.label, on: &canvas)
    let ticks =
      measure.isLogarithmic ? Ticks.logarithmic(range, most: 8) : Ticks.linear(range, most: 8)
    for (value, label) in zip(ticks.values, ticks.labels) {
      canvas.write(
        TextLine(label, style), x: x(columns.count) + Frame.tickGap,
        baseline: scale.pixel(value) + style.height / 2, .start, Style.quiet, halo: 4)
    }
    return canvas.bitmap
  }

  private static func widest(_ column: Column) -> Int {
    column.values.map { TextLine($0, Style.label).width }.max() ?? 0
  }

  /// The height of a value, with half a distance of room above and below all of them.
  private static func height(of place: Int, among count: Int, _ top: Int, _ bottom: Int) -> Double {
    Double(bottom) - (Double(place) + 0.5) * Double(bottom - top) / Double(count)
  }

  /// Draws an axis and its name, which stays within the picture.
  private func axis(
    _ x: Int, _ top: Int, _ bottom: Int, name: String, on canvas: inout Canvas
  ) {
    canvas.fill(
      Rect(x: x - Frame.line / 2, y: top, width: Frame.line, height: bottom - top), Style.axis)
    let block = TextBlock(name, Style.label, width: 260)
    let half = (block.width + 1) / 2
    let middle = min(max(x, Style.margin + half), width - Style.margin - half)
    canvas.write(block, x: middle, top: bottom + Style.gap, .middle)
  }
}

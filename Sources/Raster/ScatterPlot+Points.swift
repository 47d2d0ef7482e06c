extension ScatterPlot {
  /// Draws the points, clouds first and curves above them; false if there are none.
  func drawPoints(on canvas: inout Canvas, _ frame: Frame) -> Bool {
    let clouds = series.indices.filter { !series[$0].isCurve }
    let curves = series.indices.filter { series[$0].isCurve }
    let hasClouds = drawMixed(clouds, on: &canvas, frame)
    let hasCurves = drawMixed(curves, on: &canvas, frame, opacity: 255)
    return hasClouds || hasCurves
  }

  /// Draws some of the series, mixed evenly so that none hides another.
  private func drawMixed(
    _ chosen: [Int], on canvas: inout Canvas, _ frame: Frame, opacity: Int? = nil
  ) -> Bool {
    let total = chosen.reduce(0) { $0 + series[$1].x.count }
    // On a small plot points are as crowded as more of them are on a large one.
    let count = series.reduce(0) { $0 + $1.x.count }, side = max(frame.area.width, 1)
    let look = Self.look(of: side < 400 ? count * 400 * 400 / (side * side) : count)
    let disc = DiscStamp(diameter: look.diameter)
    var next = [Int](repeating: 0, count: series.count)
    var drawn = false
    for _ in 0..<total {
      // The series that has shown the smallest share of its points comes next.
      var best = -1
      for s in chosen where next[s] < series[s].x.count {
        if best < 0
          || (2 * next[s] + 1) * series[best].x.count < (2 * next[best] + 1) * series[s].x.count
        {
          best = s
        }
      }
      let i = next[best]
      next[best] += 1
      let (vx, vy) = (Double(series[best].x[i]), Double(series[best].y[i]))
      guard isInside(vx, x, frame.x) && isInside(vy, y, frame.y) else { continue }
      canvas.stamp(
        disc, frame.x.position(vx), frame.y.position(vy), Style.color(best),
        opacity: opacity ?? look.opacity, clip: frame.area)
      drawn = true
    }
    return drawn
  }

  /// Fewer points are larger and more opaque.
  private static func look(of count: Int) -> (diameter: Double, opacity: Int) {
    switch count {
    case ...300: (10, 215)
    case ...2_000: (7, 150)
    case ...6_000: (5, 110)
    case ...20_000: (4, 90)
    default: (4, 60)
    }
  }

  private func isInside(_ value: Double, _ axis: Axis, _ scale: Scale) -> Bool {
    axis.admits(value) && scale.range.contains(value)
  }

  /// Writes each name at the median of its points, or near it where another name is there already.
  func drawNames(on canvas: inout Canvas, _ frame: Frame) {
    var taken: [Rect] = []
    for (index, one) in series.enumerated() where !one.name.isEmpty {
      let inside = one.x.indices.filter {
        isInside(Double(one.x[$0]), x, frame.x) && isInside(Double(one.y[$0]), y, frame.y)
      }
      guard !inside.isEmpty else { continue }
      let vx = inside.map { one.x[$0] }.sorted()[inside.count / 2]
      let vy = inside.map { one.y[$0] }.sorted()[inside.count / 2]
      let text = TextLine(one.name, Style.title)
      let place = Self.place(
        width: text.width + 12, height: text.style.height + 12, around: frame.x.pixel(Double(vx)),
        frame.y.pixel(Double(vy)), within: frame.area, besides: taken)
      taken.append(place)
      // A pale colour is hard to read as a letter.
      canvas.write(
        text, x: place.x + place.width / 2, baseline: place.bottom - 6, .middle,
        Style.color(index).mixed(with: Style.ink, 2, of: 5), halo: 4)
    }
  }

  /// The place of a box nearest to (`x`, `y`), in steps of half its height, that covers none of the others; around the point
  /// itself where all are taken.
  private static func place(
    width: Int, height: Int, around x: Int, _ y: Int, within area: Rect, besides taken: [Rect]
  ) -> Rect {
    func box(_ dx: Int, _ dy: Int) -> Rect {
      let left = min(max(x + dx - width / 2, area.x), max(area.right - width, area.x))
      let top = min(max(y + dy - height / 2, area.y), max(area.bottom - height, area.y))
      return Rect(x: left, y: top, width: width, height: height)
    }
    let reach = 8, side = 17
    let steps = (0..<side * side).map { index -> (distance: Int, index: Int) in
      let (row, column) = (index / side - reach, index % side - reach)
      return (row * row + column * column, index)
    }
    for step in steps.sorted(by: { $0 < $1 }) {
      let (row, column) = (step.index / side - reach, step.index % side - reach)
      let box = box(column * height / 2, row * height / 2)
      let isFree = taken.allSatisfy { other in
        let common = other.intersection(box)
        return common.width <= 0 || common.height <= 0
      }
      if isFree { return box }
    }
    return box(0, 0)
  }
}

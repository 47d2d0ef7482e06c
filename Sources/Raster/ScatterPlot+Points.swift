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
    let look = Self.look(of: series.reduce(0) { $0 + $1.x.count })
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
    case ...2_000: (8, 190)
    case ...5_000: (7, 170)
    case ...20_000: (5.5, 150)
    default: (4, 110)
    }
  }

  private func isInside(_ value: Double, _ axis: Axis, _ scale: Scale) -> Bool {
    axis.admits(value) && scale.range.contains(value)
  }

  /// Writes each name at the median of its points.
  func drawNames(on canvas: inout Canvas, _ frame: Frame) {
    for (index, one) in series.enumerated() {
      let inside = one.x.indices.filter {
        isInside(Double(one.x[$0]), x, frame.x) && isInside(Double(one.y[$0]), y, frame.y)
      }
      guard !inside.isEmpty else { continue }
      let vx = inside.map { one.x[$0] }.sorted()[inside.count / 2]
      let vy = inside.map { one.y[$0] }.sorted()[inside.count / 2]
      let text = TextLine(one.name, Style.title)
      let half = text.width / 2 + 6
      let area = frame.area
      let leftmost = area.x + half
      let middle = min(
        max(frame.x.pixel(Double(vx)), leftmost), max(area.right - half, leftmost))
      let baseline = min(
        max(frame.y.pixel(Double(vy)) + text.style.height / 2, area.y + text.style.height + 6),
        area.bottom - 6)
      canvas.write(text, x: middle, baseline: baseline, .middle, Style.color(index), halo: 4)
    }
  }
}

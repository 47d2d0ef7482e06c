extension LinePlot.Line {
  /// All values that the curve and its band reach.
  var values: [Double] {
    guard let spread else { return y }
    return y + zip(y, spread).flatMap { [$0 - $1, $0 + $1] }
  }
}

extension LinePlot {
  /// Fills what lies within a curve's spread, a column of pixels at a time.
  func drawBand(_ line: Line, _ color: Color, on canvas: inout Canvas, _ frame: Frame) {
    guard let spread = line.spread else { return }
    let edges = line.y.indices.map { index in
      edge(x: line.x[index], y: line.y[index], spread: spread[index], frame)
    }
    for (from, to) in zip(edges, edges.dropFirst()) {
      guard let from, let to, from.x < to.x else { continue }
      let first = max((from.x - 0.5).rounded(.up), Double(frame.area.x))
      let last = min((to.x - 0.5).rounded(.up), Double(frame.area.right))
      var column = first
      while column < last {
        // At the middle of the column.
        let share = (column + 0.5 - from.x) / (to.x - from.x)
        let top = from.top + share * (to.top - from.top)
        let bottom = from.bottom + share * (to.bottom - from.bottom)
        fill(Int(column), from: top, to: bottom, color, on: &canvas, frame.area)
        column += 1
      }
    }
  }

  /// Where the band begins and ends above one point, in pixels from the top; nil where the point has no place. A lower end
  /// that a logarithmic axis does not admit lies below everything.
  private func edge(
    x vx: Double, y vy: Double, spread: Double, _ frame: Frame
  ) -> (x: Double, top: Double, bottom: Double)? {
    let (low, high) = (vy - abs(spread), vy + abs(spread))
    guard x.admits(vx) && y.admits(vy) && y.admits(high) else { return nil }
    return (
      frame.x.position(vx), frame.y.position(high),
      y.admits(low) ? frame.y.position(low) : Double(frame.area.bottom)
    )
  }

  /// Fills a column between two heights; pixels at the ends count by quarters.
  private func fill(
    _ column: Int, from top: Double, to bottom: Double, _ color: Color, on canvas: inout Canvas,
    _ area: Rect
  ) {
    let first = Int((4 * max(top, Double(area.y))).rounded())
    let last = Int((4 * min(bottom, Double(area.bottom))).rounded())
    guard first < last else { return }
    for row in first / 4...(last - 1) / 4 {
      let quarters = min(last, 4 * row + 4) - max(first, 4 * row)
      canvas.fill(
        Rect(x: column, y: row, width: 1, height: 1), color,
        opacity: Self.bandOpacity * quarters / 4)
    }
  }
}

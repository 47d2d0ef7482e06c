extension LinePlot {
  func draw(_ frame: Frame) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    frame.drawGround(on: &canvas)
    for guide in guides { draw(guide, on: &canvas, frame) }
    for index in lines.indices {
      drawBand(lines[index], color(of: index), on: &canvas, frame)
    }
    var drawn = false
    for index in lines.indices {
      if draw(lines[index], color(of: index), on: &canvas, frame) { drawn = true }
    }
    frame.drawAxes(on: &canvas)
    if !drawn { frame.drawNotice(on: &canvas) }
    return canvas
  }

  private func draw(_ guide: Guide, on canvas: inout Canvas, _ frame: Frame) {
    let area = frame.area
    switch guide {
    case .line(let value, _):
      guard y.admits(value) && frame.y.range.contains(value) else { return }
      let at = Double(frame.y.pixel(value))
      let ends = [Point(x: Double(area.x), y: at), Point(x: Double(area.right), y: at)]
      canvas.stroke(Dashes.cut(ends), width: 2, Style.guide, clip: area)
    case .band(let range, _):
      guard range.overlaps(frame.y.range) else { return }
      let inside = range.clamped(to: frame.y.range)
      let (top, bottom) = (frame.y.pixel(inside.upperBound), frame.y.pixel(inside.lowerBound))
      let band = Rect(x: area.x, y: top, width: area.width, height: max(bottom - top, 2))
      canvas.fill(band.intersection(area), Style.guide, opacity: Self.bandOpacity)
    }
  }

  /// Draws a curve; false if none of its points has a place.
  private func draw(_ line: Line, _ color: Color, on canvas: inout Canvas, _ frame: Frame) -> Bool {
    var runs: [[Point]] = [[]]
    for (vx, vy) in zip(line.x, line.y) {
      if x.admits(vx) && y.admits(vy) {
        runs[runs.count - 1].append(Point(x: frame.x.position(vx), y: frame.y.position(vy)))
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    let pen = line.isFaint ? 2 : Self.pen
    let opacity = line.isFaint ? Self.faintOpacity : 255
    let pieces = runs.flatMap {
      Clipping.pieces(of: Thinning.thinned($0), in: frame.area)
    }
    guard !pieces.isEmpty else { return false }
    let strokes = line.style == .dashed ? pieces.flatMap { Dashes.cut($0) } : pieces
    // Half a pen over the edge, but not across the axes.
    let area = frame.area
    let visible = Rect(
      x: area.x - 1, y: area.y - 2, width: area.width + 3, height: area.height + 3)
    canvas.stroke(strokes, width: pen, color, opacity: opacity, clip: visible)
    // A single point would be a speck.
    let specks = runs.filter { $0.count == 1 }.flatMap { Clipping.pieces(of: $0, in: frame.area) }
    canvas.stroke(specks, width: 10, color, opacity: opacity, clip: frame.area.insetBy(-5))
    return true
  }
}

extension ScatterPlot {
  /// Draws a circle as a dashed curve of short chords, cut at the edges of the data, and its label above its top.
  func draw(_ circle: Circle, on canvas: inout Canvas, _ frame: Frame) {
    guard circle.radius > 0, !x.isLogarithmic, !y.isLogarithmic else { return }
    let points = Self.directions.map { direction in
      Point(
        x: frame.x.position(circle.radius * direction.x),
        y: frame.y.position(circle.radius * direction.y))
    }
    let pieces = Clipping.pieces(of: points, in: frame.area).flatMap { Dashes.cut($0) }
    canvas.stroke(pieces, width: 3, Style.ink, clip: frame.area)
    let text = TextLine(circle.label, Style.label)
    let top = frame.y.pixel(circle.radius) - 8, middle = frame.x.pixel(0)
    let half = text.width / 2 + 4
    guard text.width > 0, top - text.style.height > frame.area.y, top < frame.area.bottom,
      middle - half > frame.area.x, middle + half < frame.area.right
    else { return }
    canvas.write(text, x: middle, baseline: top, .middle, Style.ink, halo: 4)
  }

  /// Points of the unit circle, the last equal to the first. Each is the one before turned by a fixed angle whose cosine
  /// and sine are (1 − t²)/(1 + t²) and 2t/(1 + t²) with a rational t, so that no library's sine is needed.
  private static let directions: [(x: Double, y: Double)] = {
    let t = 1.0 / 64
    let (cosine, sine) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
    var quarter: [(x: Double, y: Double)] = [(1, 0)]
    while let last = quarter.last {
      let next = (x: last.x * cosine - last.y * sine, y: last.x * sine + last.y * cosine)
      if next.x <= 0 { break }
      quarter.append(next)
    }
    let half = quarter + quarter.map { (-$0.y, $0.x) }
    return half + half.map { (-$0.x, -$0.y) } + [(1, 0)]
  }()
}

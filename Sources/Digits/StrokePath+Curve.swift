extension StrokePath {
  /// Cuts the smooth curves through the points into straight pieces.
  ///
  /// Cubic Hermite curves; the tangent at a point is that of the parabola through it and its
  /// neighbours, with the lengths of the chords as parameter, so that near points bend no wild loops.
  mutating func flatten(
    count n: Int, in style: WriterStyle, pressure: UnsafePointer<Float>
  ) {
    func radius(_ i: Int) -> Float {
      1 + style.pressure * pressure[i].clamped(to: -1.5...1.5)
    }
    count = 0
    for i in 0..<n {
      if points[i].startsStroke {
        vertices[count] = PenVertex(
          x: points[i].x, y: points[i].y, radius: radius(i), isJoined: false)
        count += 1
      }
      if i + 1 == n || points[i + 1].startsStroke { continue }
      let (start, end) = (points[i], points[i + 1])
      let before = start.startsStroke ? nil : points[i - 1]
      let after = i + 2 == n || points[i + 2].startsStroke ? nil : points[i + 2]
      let p0 = SIMD2(start.x, start.y)
      let p1 = SIMD2(end.x, end.y)
      let span = length(p1 - p0)
      let slope = (p1 - p0) / span
      var leaving = slope
      var arriving = slope
      if let before {
        leaving = tangent(SIMD2(before.x, before.y), p0, p1)
        leaving += (slope - leaving) * cornering(start.corner, style)
      }
      if let after {
        arriving = tangent(p0, p1, SIMD2(after.x, after.y))
        arriving += (slope - arriving) * cornering(end.corner, style)
      }
      if before == nil { leaving = 1.5 * slope - 0.5 * arriving }
      if after == nil { arriving = 1.5 * slope - 0.5 * leaving }
      let (r0, r1) = (radius(i), radius(i + 1))
      for piece in 1...StrokePath.pieces {
        let t = Float(piece) / Float(StrokePath.pieces)
        let s = 1 - t
        let position =
          p0 * (s * s * (1 + 2 * t)) + p1 * (t * t * (3 - 2 * t))
          + (leaving * s - arriving * t) * (s * t * span)
        vertices[count] = PenVertex(
          x: position.x, y: position.y, radius: r0 * s + r1 * t, isJoined: true)
        count += 1
      }
    }
  }

  /// Tangent at `b` of the parabola through three points, per unit of chord length.
  private func tangent(_ a: SIMD2<Float>, _ b: SIMD2<Float>, _ c: SIMD2<Float>) -> SIMD2<Float> {
    let (h0, h1) = (length(b - a), length(c - b))
    return ((b - a) * (h1 / h0) + (c - b) * (h0 / h1)) / (h0 + h1)
  }

  /// How sharply a writer turns at a point: round hands soften corners, angular ones make more.
  private func cornering(_ corner: Float, _ style: WriterStyle) -> Float {
    style.curvature < 0
      ? corner + (0.6 - 0.6 * corner) * -style.curvature : corner * (1 - style.curvature)
  }

  /// Never 0, so that two points on one spot divide nothing by 0.
  private func length(_ v: SIMD2<Float>) -> Float {
    (v.x * v.x + v.y * v.y).squareRoot() + 0x1p-20
  }
}

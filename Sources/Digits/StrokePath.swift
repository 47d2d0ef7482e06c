import Kernels

/// The path of the pen for one digit: points moved by chance and style, a smooth curve through
/// them, cut into short straight pieces and fitted to the box.
///
/// Lengths are relative to half the height of the digit until `fit`, and fine pixels after it.
struct StrokePath {
  /// Straight pieces between two points.
  static let pieces = 6

  /// How many standard normal numbers a digit needs: see `bend` for the order.
  static let normalCount = firstPoint + 3 * StrokeGlyphs.mostPoints

  /// The first normal number that moves a point.
  private static let firstPoint = 40

  /// How many uniform numbers a digit needs to tremble: two for each vertex and for one more.
  static let tremorCount = 2 * (StrokeGlyphs.mostPoints * StrokePath.pieces + 1)

  private let points: UnsafeMutablePointer<PenPoint>
  /// Room for one vertex where each stroke begins and `pieces` for each further point.
  private(set) var vertices: UnsafeMutablePointer<PenVertex>
  private(set) var count = 0

  init() {
    points = .allocate(capacity: StrokeGlyphs.mostPoints)
    vertices = .allocate(capacity: StrokeGlyphs.mostPoints * StrokePath.pieces)
  }

  func deallocate() {
    points.deallocate()
    vertices.deallocate()
  }

  /// Replaces the path by that of `shape`, written in `style`.
  ///
  /// Of `normals`, 0 to 2 are those of the style, 3 turns the digit, 4 to 17 warp it, 18 to 29 move
  /// up to three strokes and 30 to 35 lengthen their ends; then there are three for each point: its place and the pressure there.
  mutating func write(
    _ shape: Allograph, in style: WriterStyle, normals: UnsafePointer<Float>,
    tremor: UnsafePointer<Float>
  ) {
    place(shape, in: style, normals: normals)
    let n = shape.points.count
    lengthen(count: n, normals: normals + 30)
    bend(count: n, in: style, normals: normals)
    flatten(count: n, in: style, pressure: normals + StrokePath.firstPoint + 2 * n)
    tremble(by: style.tremor, noise: tremor)
  }

  /// Moves each point of the shape by chance and by how the writer closes loops, and each stroke
  /// after the first as a whole: moved, turned and stretched about where it begins.
  private func place(_ shape: Allograph, in style: WriterStyle, normals: UnsafePointer<Float>) {
    let jitter = StrokeSpread.point * shape.looseness
    let closing = 2 * style.loopClosure - 1
    var stroke = normals + 18 - 4
    var isFirst = true
    var start = SIMD2<Float>.zero
    for (i, point) in shape.points.enumerated() {
      if point.startsStroke {
        isFirst = i == 0
        start = SIMD2(point.x, point.y)
        stroke += 4
      }
      var place = SIMD2(point.x, point.y)
      if !isFirst {
        let along = place - start
        let turn = StrokeSpread.strokeTurn * stroke[2]
        let stretch = 1 + StrokeSpread.strokeStretch * stroke[3]
        place =
          start + StrokeSpread.stroke * SIMD2(stroke[0], stroke[1])
          + stretch * (along + turn * SIMD2(-along.y, along.x))
      }
      let wander = normals + StrokePath.firstPoint + 2 * i
      place += closing * point.closing + jitter * SIMD2(wander[0], wander[1])
      points[i] = point
      points[i].x = place.x
      points[i].y = place.y
    }
  }

  /// Lengthens or shortens the first and the last chord of each stroke by chance.
  private func lengthen(count n: Int, normals: UnsafePointer<Float>) {
    var next = normals
    for i in 0..<n {
      let neighbour: Int
      if points[i].startsStroke {
        neighbour = i + 1
      } else if i + 1 == n || points[i + 1].startsStroke {
        neighbour = i - 1
      } else {
        continue
      }
      let more = (StrokeSpread.end * next[0]).clamped(to: -0.8...1)
      next += 1
      points[i].x += more * (points[i].x - points[neighbour].x)
      points[i].y += more * (points[i].y - points[neighbour].y)
    }
  }

  /// Warps the whole digit by a polynomial of third degree, then stretches, slants and turns it.
  private func bend(count: Int, in style: WriterStyle, normals: UnsafePointer<Float>) {
    var middle: Float = 0
    for i in 0..<count { middle += points[i].x }
    middle /= Float(count)
    let w = normals + 4
    let width = Elementary.exp(
      style.aspect
        + StrokeSpread.widening * (style.thickness - StrokeSpread.thickness.median))
    let (a, b) = (StrokeSpread.quadratic, StrokeSpread.cubic)
    let sine = (StrokeSpread.turn * normals[3]).clamped(to: -0.5...0.5)
    let cosine = (1 - sine * sine).squareRoot()
    for i in 0..<count {
      let u = 2 * (points[i].x - middle)
      let v = 2 * points[i].y - 1
      let (uu, uv, vv) = (u * u, u * v, v * v)
      let x =
        u + a * (w[0] * uu + w[1] * uv + w[2] * vv)
        + b * (w[3] * uu * u + w[4] * uu * v + w[5] * uv * v + w[6] * vv * v)
      let y =
        v + a * (w[7] * uu + w[8] * uv + w[9] * vv)
        + b * (w[10] * uu * u + w[11] * uu * v + w[12] * uv * v + w[13] * vv * v)
      let leaning = x * width - y * style.slant
      points[i].x = cosine * leaning - sine * y
      points[i].y = sine * leaning + cosine * y
    }
  }

  /// Cuts the smooth curves through the points into straight pieces.
  ///
  /// Cubic Hermite curves; the tangent at a point is that of the parabola through it and its
  /// neighbours, with the lengths of the chords as parameter, so that near points bend no wild loops.
  private mutating func flatten(
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

  /// Shifts each vertex a little, with a standard deviation of `pixels`; neighbours share half of
  /// their shift.
  private func tremble(by pixels: Float, noise: UnsafePointer<Float>) {
    // The path is 2 high here and about 20 pixels in the end; two uniform numbers have a variance
    // of 1/6 together.
    let amount = pixels * (2 / 20) * Float(6).squareRoot()
    for i in 0..<count {
      vertices[i].x += amount * (noise[2 * i] + noise[2 * i + 2] - 1)
      vertices[i].y += amount * (noise[2 * i + 1] + noise[2 * i + 3] - 1)
    }
  }

  /// Scales the path so that the longer side of its ink is `side`, drawn by a pen of `radius`, and
  /// puts the middle of the ink at (`centre`, `centre`).
  mutating func fit(side: Float, radius: Float, centre: Float) {
    for i in 0..<count { vertices[i].radius *= radius }
    // The side of the ink is a convex, piecewise linear function of the scale: Newton's rule ends
    // on the right piece after very few steps.
    var box = InkBox(vertices, count, scale: side)
    var scale = side
    for _ in 0..<4 {
      let x = (side - box.width) / box.slopeX
      let y = (side - box.height) / box.slopeY
      scale += x < y ? x : y
      box = InkBox(vertices, count, scale: scale)
    }
    let x = centre - 0.5 * (box.left.reach + box.right.reach)
    let y = centre - 0.5 * (box.top.reach + box.bottom.reach)
    for i in 0..<count {
      vertices[i].x = vertices[i].x * scale + x
      vertices[i].y = vertices[i].y * scale + y
    }
  }
}

/// The box around the ink of a path at one scale, and how fast its sides grow with the scale.
private struct InkBox {
  /// How far the ink reaches to one side, and the unscaled place of the vertex that reaches there.
  struct Edge {
    var reach, place: Float
  }
  var left, right, top, bottom: Edge

  init(_ vertices: UnsafeMutablePointer<PenVertex>, _ count: Int, scale: Float) {
    left = Edge(reach: .greatestFiniteMagnitude, place: 0)
    top = left
    right = Edge(reach: -.greatestFiniteMagnitude, place: 0)
    bottom = right
    for i in 0..<count {
      let vertex = vertices[i]
      let (x, y, r) = (vertex.x * scale, vertex.y * scale, vertex.radius)
      if x - r < left.reach { left = Edge(reach: x - r, place: vertex.x) }
      if x + r > right.reach { right = Edge(reach: x + r, place: vertex.x) }
      if y - r < top.reach { top = Edge(reach: y - r, place: vertex.y) }
      if y + r > bottom.reach { bottom = Edge(reach: y + r, place: vertex.y) }
    }
  }

  var width: Float { right.reach - left.reach }
  var height: Float { bottom.reach - top.reach }
  var slopeX: Float { (right.place - left.place).clamped(to: 0x1p-10...64) }
  var slopeY: Float { (bottom.place - top.place).clamped(to: 0x1p-10...64) }
}

import Kernels

/// The path of the pen for one digit: points moved by chance and style, a smooth curve through
/// them, cut into short straight pieces and fitted to the box.
///
/// Lengths are relative to half the height of the digit until `fit`, and fine pixels after it.
struct StrokePath {
  /// Straight pieces between two points.
  static let pieces = 6

  /// How many standard normal numbers a digit needs: see `write` for the order.
  static let normalCount = firstPoint + 3 * StrokeGlyphs.mostPoints

  /// The first normal number that moves a point.
  private static let firstPoint = 40

  /// How many uniform numbers a digit needs to tremble: two for each vertex and for one more.
  static let tremorCount = 2 * (StrokeGlyphs.mostPoints * StrokePath.pieces + 1)

  /// The points of the shape, where this writer puts them.
  let points: UnsafeMutablePointer<PenPoint>
  /// Room for one vertex where each stroke begins and `pieces` for each further point.
  let vertices: UnsafeMutablePointer<PenVertex>
  /// Vertices in use.
  var count = 0

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
  /// up to three strokes and 30 to 35 lengthen their ends. From `firstPoint` on there are two for
  /// the place of each point, then one for the pressure at each.
  mutating func write(
    _ shape: Allograph, in style: WriterStyle, normals: UnsafePointer<Float>,
    tremor: UnsafePointer<Float>
  ) {
    place(shape, in: style, normals: normals)
    let n = shape.points.count
    lengthen(count: n, by: StrokeSpread.end * shape.looseness, normals: normals + 30)
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
  private func lengthen(count n: Int, by end: Float, normals: UnsafePointer<Float>) {
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
      let more = (end * next[0]).clamped(to: -0.7...1)
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
  ///
  /// What is wider than high is shrunk to fit, and the pen with it, by the root of that: wide digits
  /// by a thick pen would be blots.
  mutating func fit(side: Float, radius: Float, centre: Float) {
    let thin = StrokeInkBox(vertices, count, scale: 2 * side)
    let flatness = (thin.height / thin.width).clamped(to: 0.25...1)
    let radius = radius * flatness.squareRoot()
    for i in 0..<count { vertices[i].radius *= radius }
    // The side of the ink is a convex, piecewise linear function of the scale: Newton's rule ends
    // on the right piece after very few steps.
    var box = StrokeInkBox(vertices, count, scale: side)
    var scale = side
    for _ in 0..<4 {
      let x = (side - box.width) / box.slopeX
      let y = (side - box.height) / box.slopeY
      scale += x < y ? x : y
      box = StrokeInkBox(vertices, count, scale: scale)
    }
    let x = centre - 0.5 * (box.left.reach + box.right.reach)
    let y = centre - 0.5 * (box.top.reach + box.bottom.reach)
    for i in 0..<count {
      vertices[i].x = vertices[i].x * scale + x
      vertices[i].y = vertices[i].y * scale + y
    }
  }
}

import CGD

/// A point or displacement in pixels of the final picture, x to the right and y down; a whole number
/// is the edge between two pixels.
struct Point: Equatable {
  var x: Double, y: Double
}

/// The way of a round pen; a single point is a dot.
struct Stroke: Equatable {
  var points: [Point]
  /// Diameter of the pen.
  var width: Double
}

/// A rectangle of whole pixels.
struct Rect: Equatable {
  var x: Int, y: Int, width: Int, height: Int

  var right: Int { x + width }
  var bottom: Int { y + height }

  func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: max(0, min(right, other.right) - left),
      height: max(0, min(bottom, other.bottom) - top))
  }

  func insetBy(_ d: Int) -> Rect {
    Rect(x: x + d, y: y + d, width: width - 2 * d, height: height - 2 * d)
  }
}

/// A mask four times as fine as the picture, on a libgd canvas of zeros and ones, for shapes of one
/// colour. Shapes are cut into horizontal spans, with + − × ÷ √ alone, and libgd fills the spans.
/// libgd's own thick lines and polygons go through floating point and libm, so they are not used.
struct Stencil: ~Copyable {
  static let fineness = 4
  let bounds: Rect
  private let image: GDImage

  /// A mask over `bounds`, which is not empty.
  init(_ bounds: Rect) {
    let (width, height) = (bounds.width * Stencil.fineness, bounds.height * Stencil.fineness)
    do {
      image = try GDImage(paletteWidth: width, height: height)
    } catch {
      fatalError(error.description)
    }
    image.allocate([Color(grey: 255), Color(grey: 0)])
    self.bounds = bounds
  }

  /// Marks all that the pen touches.
  func mark(_ stroke: Stroke) {
    guard let first = stroke.points.first else { return }
    var from = fine(first)
    let radius = stroke.width * Double(Stencil.fineness) / 2
    if stroke.points.count == 1 { capsule(from, from, radius) }
    for point in stroke.points.dropFirst() {
      let to = fine(point)
      capsule(from, to, radius)
      from = to
    }
  }

  private func fine(_ point: Point) -> Point {
    let scale = Double(Stencil.fineness)
    return Point(
      x: (point.x - Double(bounds.x)) * scale, y: (point.y - Double(bounds.y)) * scale)
  }

  /// Marks the fine pixels whose centres are at most `radius` away from the segment.
  private func capsule(_ a: Point, _ b: Point, _ radius: Double) {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = (dx * dx + dy * dy).squareRoot()
    let nx = length > 0 ? -dy / length * radius : 0
    let ny = length > 0 ? dx / length * radius : 0
    // The pen's straight sides and ends: with the discs at both ends, their convex hull.
    let corners = (
      Point(x: a.x + nx, y: a.y + ny), Point(x: b.x + nx, y: b.y + ny),
      Point(x: b.x - nx, y: b.y - ny), Point(x: a.x - nx, y: a.y - ny)
    )
    let top = max(0, (min(a.y, b.y) - radius - 0.5).rounded(.up))
    let bottom = min(Double(image.height - 1), (max(a.y, b.y) + radius - 0.5).rounded(.down))
    guard top <= bottom else { return }
    for row in Int(top)...Int(bottom) {
      let y = Double(row) + 0.5
      var left = Double.infinity
      var right = -Double.infinity
      func widen(_ from: Double, _ to: Double) {
        left = min(left, from)
        right = max(right, to)
      }
      func addDisc(_ center: Point) {
        let away = y - center.y
        guard away * away <= radius * radius else { return }
        let half = (radius * radius - away * away).squareRoot()
        widen(center.x - half, center.x + half)
      }
      func addEdge(_ p: Point, _ q: Point) {
        guard (p.y <= y) != (q.y <= y) else { return }
        let x = p.x + (y - p.y) * (q.x - p.x) / (q.y - p.y)
        widen(x, x)
      }
      addDisc(a)
      if length > 0 {
        addDisc(b)
        addEdge(corners.0, corners.1)
        addEdge(corners.1, corners.2)
        addEdge(corners.2, corners.3)
        addEdge(corners.3, corners.0)
      }
      span(row, left, right)
    }
  }

  private func span(_ row: Int, _ left: Double, _ right: Double) {
    let from = max(0, (left - 0.5).rounded(.up))
    let to = min(Double(image.width - 1), (right - 0.5).rounded(.down))
    guard from <= to else { return }
    gdImageFilledRectangle(image.handle, Int32(from), Int32(row), Int32(to), Int32(row), 1)
  }

  /// Calls `body` with every pixel of the picture that is touched and how many of its sixteen fine
  /// pixels are marked.
  func forEachCovered(_ body: (_ x: Int, _ y: Int, _ marked: Int) -> Void) {
    for y in 0..<bounds.height {
      let a = UnsafeRawPointer(image.paletteRow(4 * y))
      let b = UnsafeRawPointer(image.paletteRow(4 * y + 1))
      let c = UnsafeRawPointer(image.paletteRow(4 * y + 2))
      let d = UnsafeRawPointer(image.paletteRow(4 * y + 3))
      for x in 0..<bounds.width {
        let offset = 4 * x
        let sum =
          a.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          &+ b.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          &+ c.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          &+ d.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        if sum != 0 { body(bounds.x + x, bounds.y + y, Int((sum &* 0x0101_0101) >> 24)) }
      }
    }
  }
}

/// Cuts polylines at the edges of a rectangle, so that points far outside cost nothing.
enum Clipping {
  /// The pieces of a polyline inside the rectangle, in order.
  static func pieces(of points: [Point], in rect: Rect) -> [[Point]] {
    guard points.count > 1 else { return points.filter { contains($0, rect) }.map { [$0] } }
    var pieces: [[Point]] = []
    var last: Point?
    for (a, b) in zip(points, points.dropFirst()) {
      guard let (from, to) = segment(a, b, rect) else { continue }
      if last == from && !pieces.isEmpty {
        pieces[pieces.count - 1].append(to)
      } else {
        pieces.append([from, to])
      }
      last = to
    }
    return pieces
  }

  private static func contains(_ p: Point, _ rect: Rect) -> Bool {
    p.x >= Double(rect.x) && p.x <= Double(rect.right) && p.y >= Double(rect.y)
      && p.y <= Double(rect.bottom)
  }

  /// The part of a segment inside (Liang and Barsky, 1984).
  private static func segment(_ a: Point, _ b: Point, _ rect: Rect) -> (Point, Point)? {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    var (enter, leave) = (0.0, 1.0)
    var isOutside = false
    func cut(_ slope: Double, _ distance: Double) {
      if slope == 0 {
        if distance < 0 { isOutside = true }
      } else if slope < 0 {
        enter = max(enter, distance / slope)
      } else {
        leave = min(leave, distance / slope)
      }
    }
    cut(-dx, a.x - Double(rect.x))
    cut(dx, Double(rect.right) - a.x)
    cut(-dy, a.y - Double(rect.y))
    cut(dy, Double(rect.bottom) - a.y)
    guard enter <= leave && !isOutside else { return nil }
    // The ends stay the very same points where nothing is cut, so that pieces can be joined.
    return (
      enter == 0 ? a : Point(x: a.x + enter * dx, y: a.y + enter * dy),
      leave == 1 ? b : Point(x: a.x + leave * dx, y: a.y + leave * dy)
    )
  }
}

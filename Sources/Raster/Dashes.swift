/// Cuts polylines into dashes.
enum Dashes {
  /// The pieces of `points` that are drawn. A dash ends where the curve is `on` pixels away from the dash's start,
  /// a gap where it is `off` pixels from the gap's: as the crow flies, so that a noisy curve gets dashes of
  /// the same size as a smooth one.
  static func cut(_ points: [Point], on: Double = 14, off: Double = 11) -> [[Point]] {
    guard var from = points.first else { return [] }
    var pieces: [[Point]] = [[from]]
    var start = from
    var isOn = true
    for to in points.dropFirst() {
      while let next = leaving(from, to, around: start, reach: isOn ? on : off) {
        if isOn { pieces[pieces.count - 1].append(next) } else { pieces.append([next]) }
        isOn.toggle()
        start = next
        from = next
      }
      if isOn { pieces[pieces.count - 1].append(to) }
      from = to
    }
    return pieces
  }

  /// Where the segment, which starts within `reach` of `center`, leaves that circle.
  private static func leaving(
    _ from: Point, _ to: Point, around center: Point, reach: Double
  ) -> Point? {
    let (ex, ey) = (to.x - center.x, to.y - center.y)
    guard ex * ex + ey * ey > reach * reach else { return nil }
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let (sx, sy) = (from.x - center.x, from.y - center.y)
    let a = dx * dx + dy * dy
    let b = sx * dx + sy * dy
    let c = min(sx * sx + sy * sy - reach * reach, 0)
    let t = (-b + max(b * b - a * c, 0).squareRoot()) / a
    return Point(x: from.x + t * dx, y: from.y + t * dy)
  }
}

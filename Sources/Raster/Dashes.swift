/// Cuts polylines into dashes.
enum Dashes {
  /// The pieces of `points` that are drawn: `on` pixels of the way along, then `off` not.
  static func cut(_ points: [Point], on: Double = 14, off: Double = 11) -> [[Point]] {
    guard var from = points.first else { return [] }
    var pieces: [[Point]] = [[from]]
    var isOn = true
    var left = on
    for to in points.dropFirst() {
      while true {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > left else {
          left -= length
          if isOn { pieces[pieces.count - 1].append(to) }
          from = to
          break
        }
        let t = left / length
        from = Point(x: from.x + t * dx, y: from.y + t * dy)
        if isOn { pieces[pieces.count - 1].append(from) } else { pieces.append([from]) }
        isOn.toggle()
        left = isOn ? on : off
      }
    }
    return pieces
  }
}

/// Leaves out points of long curves that cannot be seen.
enum Thinning {
  /// Of the points that follow each other within a quarter of a pixel's column, the first, lowest, highest
  /// and last: they cover the same pixels (Jugel et al., "M4", 2014).
  static func thinned(_ points: [Point]) -> [Point] {
    var kept: [Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * 4).rounded(.down)
      var end = start + 1
      var (low, high) = (start, start)
      while end < points.count && (points[end].x * 4).rounded(.down) == column {
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
        end += 1
      }
      var last = -1
      for index in [start, min(low, high), max(low, high), end - 1] where index > last {
        kept.append(points[index])
        last = index
      }
      start = end
    }
    return kept
  }
}

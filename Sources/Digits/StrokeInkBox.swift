/// The box around the ink of a path at one scale, and how fast its sides grow with the scale.
struct StrokeInkBox {
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

/// One point that the pen passes, in a box whose height is 1, with y pointing down.
struct PenPoint {
  var x, y: Float
  /// 0: the pen passes in a smooth curve; 1: it turns on the spot.
  var corner: Float
  /// Where a writer who closes loops more (or less, with a minus) moves this point.
  var closing: SIMD2<Float>
  /// Whether the pen is put down here anew.
  var startsStroke: Bool

  init(_ x: Float, _ y: Float, corner: Float = 0, closing: SIMD2<Float> = .zero) {
    self.x = x
    self.y = y
    self.corner = corner
    self.closing = closing
    startsStroke = false
  }
}

/// One way of writing one digit: the points of its strokes, one stroke after the other.
struct Allograph {
  /// How often it is chosen, relative to the other shapes of the same digit.
  let weight: Float
  /// How far its points may wander, relative to the others.
  let looseness: Float
  let points: [PenPoint]

  init(weight: Float, looseness: Float = 1, _ strokes: [PenPoint]...) {
    self.weight = weight
    self.looseness = looseness
    points = strokes.flatMap { stroke in
      stroke.enumerated().map { index, point in
        var point = point
        point.startsStroke = index == 0
        return point
      }
    }
  }
}

/// A point of the pen's path once it is cut into short straight pieces.
struct PenVertex {
  /// Position and radius of the pen.
  var x, y, radius: Float
  /// Whether a straight piece leads here from the vertex before.
  var isJoined: Bool
}

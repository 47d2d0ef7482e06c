/// The shapes of the ten digits, as people write them.
///
/// Points are in a box whose height is 1 and whose width is what the digit needs; y points down.
enum StrokeGlyphs {
  /// The shapes of each digit, most common first.
  static let all: [[Allograph]] = [
    zero, one, two, three, four, five, six, seven, eight, nine,
  ]

  /// The most points that a shape has.
  static let mostPoints = all.joined().reduce(0) { max($0, $1.points.count) }

  /// The shape of `digit` that a writer with the number `choice` in [0, 1) uses.
  static func choose(digit: Int, _ choice: Float) -> Int {
    let shapes = all[digit]
    var rest = choice * shapes.reduce(0) { $0 + $1.weight }
    for index in shapes.indices {
      rest -= shapes[index].weight
      if rest < 0 { return index }
    }
    return shapes.count - 1
  }

  /// A short name for a pen point, so that a shape reads as a table.
  static func p(
    _ x: Float, _ y: Float, corner: Float = 0, closing: SIMD2<Float> = .zero
  ) -> PenPoint {
    PenPoint(x, y, corner: corner, closing: closing)
  }
}

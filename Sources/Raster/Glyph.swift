/// One character of the stroke font: where a round pen goes.
///
/// Units: capitals and digits are 700 high, small letters 500, descenders reach −200; y is up. The
/// coordinates are those of the pen's centre. `x` runs from 0 to `width` for most glyphs.
struct Glyph: Sendable {
  /// Extent of the pen's centre.
  let width: Double
  /// White space to the left and to the right of the ink.
  let before: Double, after: Double
  /// Where the pen goes down, moves and comes up.
  let strokes: [[Point]]
  /// Points that are set heavier than a touch of the pen.
  let dots: [Point]
  /// Width of the pen relative to the text's.
  let weight: Double
  /// Where the grid fitter puts whole pixels: ends, vertical strokes; baseline, heights, bars.
  let columns: [Double], rows: [Double]

  init(
    width: Double, before: Double, after: Double, strokes: [[Point]], dots: [Point],
    weight: Double = 1
  ) {
    self.width = width
    self.weight = weight
    self.before = before
    self.after = after
    self.strokes = strokes
    self.dots = dots
    var columns = [0, width]
    var rows: [Double] = [0, 500, 700]
    for stroke in strokes {
      for (a, b) in zip(stroke, stroke.dropFirst()) {
        if a.x == b.x && abs(a.y - b.y) > 60 { columns.append(a.x) }
        if a.y == b.y && abs(a.x - b.x) > 60 { rows.append(a.y) }
      }
    }
    self.columns = Glyph.sortedDistinct(columns)
    self.rows = Glyph.sortedDistinct(rows)
  }

  private static func sortedDistinct(_ values: [Double]) -> [Double] {
    values.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The same drawing, smaller and moved, for raised and lowered digits.
  func scaled(by factor: Double, raisedBy rise: Double) -> Glyph {
    func move(_ p: Point) -> Point { Point(x: p.x * factor, y: p.y * factor + rise) }
    return Glyph(
      width: width * factor, before: before * factor, after: after * factor,
      strokes: strokes.map { $0.map(move) }, dots: dots.map(move), weight: 0.8)
  }

  /// This drawing with another one centred on it.
  func adding(_ mark: Glyph) -> Glyph {
    let shift = (width - mark.width) / 2
    func move(_ p: Point) -> Point { Point(x: p.x + shift, y: p.y) }
    return Glyph(
      width: width, before: before, after: after,
      strokes: strokes + mark.strokes.map { $0.map(move) }, dots: dots + mark.dots.map(move))
  }
}

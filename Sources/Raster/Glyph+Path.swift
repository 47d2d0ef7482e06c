extension Glyph {
  /// Reads `width before after path`, where the path is a row of commands, each a letter and numbers:
  ///
  ///     M x y                go to a point with the pen up
  ///     L x y                a straight stroke
  ///     H x y                a quarter of an ellipse that leaves horizontally and arrives vertically
  ///     V x y                a quarter of an ellipse that leaves vertically and arrives horizontally
  ///     C x y x y x y        a cubic Bézier curve
  ///     Z                    a straight stroke to the last M
  ///     D x y                a heavy dot
  init(specification words: [Substring]) {
    var reader = PathReader(words: words)
    let width = reader.number()
    let before = reader.number()
    let after = reader.number()
    reader.readPath()
    self.init(
      width: width, before: before, after: after, strokes: reader.strokes, dots: reader.dots)
  }
}

/// Turns the words of a glyph's specification into polylines.
private struct PathReader {
  /// Chords of a curve: at cap heights below 40 pixels they stay within a fifth of a fine pixel.
  static let chords = 12
  /// A circle has 0.5523; a little more makes rounder shoulders, as text faces have.
  static let tension = 0.575

  var words: ArraySlice<Substring>
  var strokes: [[Point]] = []
  var dots: [Point] = []
  var pen = Point(x: 0, y: 0)

  init(words: [Substring]) {
    self.words = words[...]
  }

  mutating func number() -> Double {
    guard let word = words.popFirst(), let value = Int(word) else {
      fatalError("the stroke font lacks a number before \(words.joined(separator: " "))")
    }
    return Double(value)
  }

  mutating func point() -> Point {
    let x = number()
    return Point(x: x, y: number())
  }

  mutating func readPath() {
    while let command = words.popFirst() {
      let from = pen
      switch command {
      case "M":
        pen = point()
        strokes.append([pen])
      case "L":
        line(to: point())
      case "H":
        let to = point()
        curve(
          Point(x: from.x + (to.x - from.x) * Self.tension, y: from.y),
          Point(x: to.x, y: to.y - (to.y - from.y) * Self.tension), to)
      case "V":
        let to = point()
        curve(
          Point(x: from.x, y: from.y + (to.y - from.y) * Self.tension),
          Point(x: to.x - (to.x - from.x) * Self.tension, y: to.y), to)
      case "C":
        let first = point()
        let second = point()
        curve(first, second, point())
      case "Z":
        if let start = strokes.last?.first { line(to: start) }
      case "D":
        dots.append(point())
      default:
        fatalError("the stroke font has an unknown command \(command)")
      }
    }
  }

  private mutating func line(to point: Point) {
    strokes[strokes.count - 1].append(point)
    pen = point
  }

  private mutating func curve(_ b: Point, _ c: Point, _ d: Point) {
    let a = pen
    for i in 1...Self.chords {
      let t = Double(i) / Double(Self.chords)
      let s = 1 - t
      let (wa, wb, wc, wd) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
      let x = wa * a.x + wb * b.x + wc * c.x + wd * d.x
      let y = wa * a.y + wb * b.y + wc * c.y + wd * d.y
      line(to: i == Self.chords ? d : Point(x: x, y: y))
    }
  }
}

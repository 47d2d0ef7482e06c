/// A size and weight of the stroke font, in pixels.
struct TextStyle: Equatable {
  /// From the middle of the pen on the baseline to its middle at the top of a capital.
  let capHeight: Int
  /// Diameter of the pen.
  let pen: Double

  /// Height of a small letter, between middles of the pen.
  var xHeight: Int { (capHeight * 5 + 3) / 7 }
  /// Ink of a capital.
  var height: Int { capHeight + Int(pen.rounded(.up)) }
  /// Ink below the baseline.
  var descent: Int { (capHeight * 205 + 350) / 700 }
  /// From one baseline to the next.
  var lineHeight: Int { (capHeight * 12 + 3) / 7 }

  /// The same look at half the size, for pictures at 1×.
  var halved: TextStyle { TextStyle(capHeight: (capHeight + 1) / 2, pen: pen / 2) }

  fileprivate var scale: Double { Double(capHeight) / 700 }

  /// Pixels of units along x, at least one pixel of white where there is some.
  fileprivate func bearing(_ units: Double) -> Double {
    let pixels = (units * scale).rounded()
    return units > 0 ? max(pixels, 1) : pixels
  }
}

/// A line of text as strokes of the pen. The origin is at the left edge of the ink on the baseline's lower
/// edge; y is down.
struct TextLine {
  let strokes: [Stroke]
  /// Whole pixels from the first ink to the last.
  let width: Int
  let style: TextStyle

  init(_ text: String, _ style: TextStyle) {
    var strokes: [Stroke] = []
    // Whole pixels between the characters, so that equal characters look equal.
    var x = 0.0
    var previous: Character?
    var ink = 0.0
    for character in text {
      let glyph = Font.glyph(character)
      let kerning =
        previous.map { (Font.kerning($0, character) * style.scale).rounded() } ?? 0
      let before = previous == nil ? 0 : style.bearing(glyph.before)
      x += before + kerning
      if glyph.strokes.isEmpty && glyph.dots.isEmpty {
        x += style.bearing(glyph.after)
      } else {
        let fit = GridFit(glyph, style)
        let origin = x
        func place(_ p: Point) -> Point {
          Point(x: origin + style.pen / 2 + fit.x(p.x), y: -style.pen / 2 - fit.y(p.y))
        }
        let pen = style.pen * glyph.weight
        strokes += glyph.strokes.map { Stroke(points: $0.map(place), width: pen) }
        // A dot as wide as the pen looks too light beside a stroke.
        strokes += glyph.dots.map { Stroke(points: [place($0)], width: pen * 1.4) }
        x += fit.x(glyph.width) + style.pen
        ink = x
        x += style.bearing(glyph.after)
      }
      previous = character
    }
    self.strokes = strokes
    self.style = style
    width = Int(ink.rounded(.up))
  }
}

/// Moves a glyph's stems and bars to whole pixels and what lies between them in proportion.
private struct GridFit {
  private let columns: [(from: Double, to: Double)]
  private let rows: [(from: Double, to: Double)]
  private let scale: Double

  init(_ glyph: Glyph, _ style: TextStyle) {
    let scale = style.scale
    self.scale = scale
    columns = glyph.columns.map { ($0, ($0 * scale).rounded()) }
    rows = glyph.rows.map { row in
      switch row {
      case 500: (row, Double(style.xHeight))
      default: (row, (row * scale).rounded())
      }
    }
  }

  func x(_ value: Double) -> Double { map(value, columns) }
  func y(_ value: Double) -> Double { map(value, rows) }

  private func map(_ value: Double, _ anchors: [(from: Double, to: Double)]) -> Double {
    guard let first = anchors.first, let last = anchors.last else { return value * scale }
    if value <= first.from { return first.to + (value - first.from) * scale }
    for (a, b) in zip(anchors, anchors.dropFirst()) where value <= b.from {
      return a.to + (value - a.from) / (b.from - a.from) * (b.to - a.to)
    }
    return last.to + (value - last.from) * scale
  }
}

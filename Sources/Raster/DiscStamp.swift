/// A disc drawn once for each of the sixteen places within a pixel, to be stamped many times.
struct DiscStamp {
  private let reach: Int
  private let side: Int
  /// Marked fine pixels of 16: place (y, x) × row × column.
  private let coverage: [UInt8]

  /// `diameter` is in pixels.
  init(diameter: Double) {
    let reach = Int((diameter / 2).rounded(.up)) + 1
    let side = 2 * reach + 1
    var coverage = [UInt8](repeating: 0, count: 16 * side * side)
    let fineness = Stencil.fineness
    for place in 0..<16 {
      let stencil = Stencil(Rect(x: 0, y: 0, width: side, height: side))
      let x = Double(reach) + Double(place % fineness) / Double(fineness)
      let y = Double(reach) + Double(place / fineness) / Double(fineness)
      stencil.mark(Stroke(points: [Point(x: x, y: y)], width: diameter))
      stencil.forEachCovered { x, y, marked in
        coverage[(place * side + y) * side + x] = UInt8(marked)
      }
    }
    self.reach = reach
    self.side = side
    self.coverage = coverage
  }

  /// Calls `body` with the pixels of a disc around (`x`, `y`), which is moved to the nearest quarter pixel.
  @inline(__always)
  func forEachCovered(_ x: Double, _ y: Double, _ body: (Int, Int, Int) -> Void) {
    let (column, row) = (Int((x * 4).rounded()), Int((y * 4).rounded()))
    let place = (row & 3) * 4 + (column & 3)
    let (left, top) = ((column >> 2) - reach, (row >> 2) - reach)
    coverage.withUnsafeBufferPointer { coverage in
      for dy in 0..<side {
        for dx in 0..<side {
          let marked = coverage[(place * side + dy) * side + dx]
          if marked != 0 { body(left + dx, top + dy, Int(marked)) }
        }
      }
    }
  }
}

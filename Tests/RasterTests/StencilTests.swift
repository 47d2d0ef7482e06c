import Testing

@testable import Raster

@Suite struct StencilTests {
  /// Oracle: the distance of every fine pixel's centre to the segment.
  @Test func strokesMarkExactlyWhatThePenTouches() {
    var generator = Generator(3)
    for round in 0..<40 {
      func place() -> Point {
        Point(x: 2 + 26 * generator.uniform(), y: 2 + 16 * generator.uniform())
      }
      let a = place()
      let b = round < 4 ? a : round < 8 ? Point(x: a.x, y: 4) : place()
      let width = 0.5 + 7 * generator.uniform()
      let bounds = Rect(x: 0, y: 0, width: 30, height: 20)
      let stencil = Stencil(bounds)
      stencil.mark(Stroke(points: [a, b], width: width))
      var found = [Int](repeating: 0, count: 600)
      stencil.forEachCovered { x, y, marked in found[y * 30 + x] = marked }
      var expected = [Int](repeating: 0, count: 600)
      for y in 0..<80 {
        for x in 0..<120 {
          let p = Point(x: (Double(x) + 0.5) / 4, y: (Double(y) + 0.5) / 4)
          if distance(p, a, b) <= width / 2 { expected[y / 4 * 30 + x / 4] += 1 }
        }
      }
      #expect(found == expected, "from \(a) to \(b) with pen \(width)")
    }
  }

  private func distance(_ p: Point, _ a: Point, _ b: Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    let along = square == 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / square
    let t = min(max(along, 0), 1)
    let (ex, ey) = (p.x - a.x - t * dx, p.y - a.y - t * dy)
    return (ex * ex + ey * ey).squareRoot()
  }

  @Test func stampedDiscsEqualStrokedDots() {
    let disc = DiscStamp(diameter: 5.5)
    for quarter in 0..<16 {
      let center = Point(x: 12 + Double(quarter % 4) / 4, y: 9 + Double(quarter / 4) / 4)
      var stamped = Canvas(width: 24, height: 20)
      stamped.stamp(
        disc, center.x, center.y, Style.ink, opacity: 200, clip: stamped.bounds)
      var stroked = Canvas(width: 24, height: 20)
      stroked.stroke([[center]], width: 5.5, Style.ink, opacity: 200)
      #expect(stamped.bitmap == stroked.bitmap)
    }
  }

  @Test func crossingStrokesOfOneShapeAreNotDarker() {
    var canvas = Canvas(width: 20, height: 20)
    let across = [Point(x: 2, y: 10), Point(x: 18, y: 10)]
    let down = [Point(x: 10, y: 2), Point(x: 10, y: 18)]
    canvas.stroke([across, down], width: 4, Color(grey: 0), opacity: 51)
    #expect(canvas.bitmap[10, 10] == Color(grey: 204))
    #expect(canvas.bitmap[5, 10] == Color(grey: 204))
  }

  @Test func blendingIsTheRoundedMixtureInIntegers() {
    for weight in [0, 1, 16, 100, 255] {
      var canvas = Canvas(width: 1, height: 1)
      canvas.fill(canvas.bounds, Color(grey: 100))
      canvas.fill(canvas.bounds, Color(grey: 7), opacity: weight)
      let exact = (100 * Double(255 - weight) + 7 * Double(weight)) / 255
      #expect(canvas.bitmap[0, 0] == Color(grey: UInt8(exact.rounded())))
    }
  }

  @Test func clippedPolylinesDrawTheSamePixels() {
    var generator = Generator(8)
    let area = Rect(x: 10, y: 10, width: 60, height: 40)
    let points = (0..<60).map { _ in
      Point(x: 200 * generator.uniform() - 60, y: 200 * generator.uniform() - 70)
    }
    var whole = Canvas(width: 80, height: 60)
    whole.stroke([points], width: 2, Style.ink, clip: area.insetBy(2))
    var cut = Canvas(width: 80, height: 60)
    cut.stroke(Clipping.pieces(of: points, in: area), width: 2, Style.ink, clip: area.insetBy(2))
    // Moving an end along the line changes its rounding, so a fine pixel may differ here and there.
    let differences = zip(whole.bitmap.pixels, cut.bitmap.pixels).map { abs(Int($0) - Int($1)) }
    #expect((differences.max() ?? 0) <= 16)
    #expect(differences.count { $0 > 0 } < 60)
  }

  @Test func dashesCoverTheirShareOfTheWay() {
    let way = [Point(x: 0, y: 0), Point(x: 30, y: 40), Point(x: 90, y: 120)]
    let pieces = Dashes.cut(way, on: 10, off: 5)
    let lengths = pieces.map { piece in
      zip(piece, piece.dropFirst()).reduce(0.0) { sum, ends in
        let (dx, dy) = (ends.1.x - ends.0.x, ends.1.y - ends.0.y)
        return sum + (dx * dx + dy * dy).squareRoot()
      }
    }
    #expect(lengths.count == 10)
    #expect(lengths.allSatisfy { abs($0 - 10) < 1e-9 })
    // A zigzag six times as long as it is wide gets dashes for its width, not for its length.
    let zigzag = (0..<400).map { Point(x: Double($0), y: $0 % 2 == 0 ? 0 : 6) }
    #expect((20...50).contains(Dashes.cut(zigzag, on: 10, off: 5).count))
  }

  @Test func thinnedCurvesCoverTheSamePixels() {
    var generator = Generator(12)
    let points = (0..<20_000).map {
      Point(x: Double($0) / 200, y: 30 + 6 * generator.normal())
    }
    let thin = Thinning.thinned(points)
    #expect(thin.count <= 1_601)
    var whole = Canvas(width: 100, height: 60)
    whole.stroke([points], width: 2, Style.ink)
    var less = Canvas(width: 100, height: 60)
    less.stroke([thin], width: 2, Style.ink)
    let differences = zip(whole.bitmap.pixels, less.bitmap.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.count { $0 > 30 } * 100 < differences.count)
    #expect(Thinning.thinned([]).isEmpty)
    let few = [Point(x: 1, y: 2), Point(x: 9, y: 2), Point(x: 3, y: 4)]
    #expect(Thinning.thinned(few) == few)
  }
}

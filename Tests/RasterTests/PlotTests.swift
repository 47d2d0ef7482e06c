import Testing

@testable import Raster

@Suite struct PlotTests {
  /// Rows and columns of the ticks' middles, found in the picture by the axes' colour.
  private func ticks(of bitmap: Bitmap) -> (columns: [Double], rows: [Double]) {
    let axis = Style.axis
    let rows = (0..<bitmap.height).map { y in (0..<bitmap.width).count { bitmap[$0, y] == axis } }
    let columns = (0..<bitmap.width).map { x in
      (0..<bitmap.height).count { bitmap[x, $0] == axis }
    }
    let bottom = rows.lastIndex { $0 > 200 } ?? 0
    let left = columns.firstIndex { $0 > 200 } ?? 0
    func middles(_ line: [Bool]) -> [Double] {
      line.indices.filter { line[$0] && line[$0 + 1] }.map { Double($0) + 1 }
    }
    return (
      middles((0..<bitmap.width).map { bitmap[$0, bottom + 4] == axis }),
      middles((0..<bitmap.height).map { bitmap[left - 4, $0] == axis })
    )
  }

  /// The centre of mass of what is closer to a colour than to white.
  private func center(of color: Color, in bitmap: Bitmap) -> (x: Double, y: Double) {
    var (x, y, mass) = (0.0, 0.0, 0.0)
    for row in 0..<bitmap.height {
      for column in 0..<bitmap.width - 80 {
        let pixel = bitmap[column, row]
        guard pixel.red < 128 && pixel.blue > 140 else { continue }
        x += Double(column) + 0.5
        y += Double(row) + 0.5
        mass += 1
      }
    }
    return (x / mass, y / mass)
  }

  @Test func pointsLieOverTheirTicks() throws {
    // Axes of ±5 with ticks at every whole number.
    for (px, py) in [(0, 0), (3, -2), (-5, 4)] {
      let bitmap = ScatterPlot(
        "", x: Axis("", range: -6...6), y: Axis("", range: -6...6),
        series: [.init("", x: [Float(px)], y: [Float(py)])], isSquare: true
      ).bitmap()
      let ticks = ticks(of: bitmap)
      let found = center(of: Style.color(0), in: bitmap)
      let step = 12.0 / Double(ticks.columns.count - 1)
      let x = ticks.columns[0] + Double(px + 6) / step * (ticks.columns[1] - ticks.columns[0])
      let y =
        ticks.rows[ticks.rows.count - 1] - Double(py + 6) / step * (ticks.rows[1] - ticks.rows[0])
      #expect(abs(found.x - x) < 1.5 && abs(found.y - y) < 1.5, "\(found) for \(x), \(y)")
    }
  }

  @Test func tenThousandPointsShowAllTenColours() {
    let series = clouds(of: 1_000)
    let bitmap = ScatterPlot(
      "Codes, epoch 12", x: Axis("z₁", range: -3...3), y: Axis("z₂", range: -3...3), series: series
    ).bitmap()
    #expect(bitmap.freeBorder >= 10)
    // Dots are transparent: a pixel is a class's if its colour lies nearer to the class's mixed half with white than to
    // those of the others, to white and to black. The legend's dot has some 180 pixels; the data must show far more.
    func distance(_ p: Color, _ q: Color) -> Int {
      abs(Int(p.red) - Int(q.red)) + abs(Int(p.green) - Int(q.green))
        + abs(Int(p.blue) - Int(q.blue))
    }
    let classes = (0..<10).map { index in
      let color = Style.color(index)
      return Color(
        red: color.red / 2 + 127, green: color.green / 2 + 127, blue: color.blue / 2 + 127)
    }
    let grounds = [Color(red: 255, green: 255, blue: 255), Color(red: 0, green: 0, blue: 0)]
    var counts = [Int](repeating: 0, count: 12)
    for y in 0..<bitmap.height {
      for x in 0..<bitmap.width {
        let distances = (classes + grounds).map { distance(bitmap[x, y], $0) }
        counts[distances.firstIndex(of: distances.min() ?? 0) ?? 10] += 1
      }
    }
    for index in 0..<10 { #expect(counts[index] > 1000, "class \(index): \(counts[index])") }
  }

  @Test func orderOfSeriesDoesNotHideOne() {
    var generator = Generator(2)
    let xs = (0..<4_000).map { _ in Float(generator.normal()) }
    let ys = (0..<4_000).map { _ in Float(generator.normal()) }
    let bitmap = ScatterPlot(
      "", x: Axis(""), y: Axis(""),
      series: [
        .init("", x: Array(xs[..<2_000]), y: Array(ys[..<2_000])),
        .init("", x: Array(xs[2_000...]), y: Array(ys[2_000...])),
      ]
    ).bitmap()
    var (blue, red) = (0, 0)
    for y in 0..<bitmap.height {
      for x in 0..<bitmap.width {
        let p = bitmap[x, y]
        if Int(p.blue) > Int(p.red) + 60 { blue += 1 }
        if Int(p.red) > Int(p.blue) + 60 { red += 1 }
      }
    }
    #expect(Double(min(blue, red)) > 0.8 * Double(max(blue, red)))
  }

  @Test func lineRunsAlongTheTickOfItsValue() {
    let bitmap = LinePlot(
      "", x: Axis("", range: 0...10), y: Axis("", range: 0...10),
      lines: [.init("", x: [0, 10], y: [4, 4])]
    ).bitmap()
    let ticks = ticks(of: bitmap)
    let row = ticks.rows[ticks.rows.count - 1 - 4 * (ticks.rows.count - 1) / 10]
    let color = Style.color(0)
    for x in [300, 600, 900] {
      let ink = (0..<bitmap.height).filter { bitmap[x, $0] == color }
      let middle = Double(ink.reduce(0, +)) / Double(ink.count) + 0.5
      #expect(abs(middle - row) <= 1 && (2...4).contains(ink.count), "\(ink)")
    }
  }

  @Test func lineBreaksWhereItIsNotANumber() {
    let x = (0...10).map(Double.init)
    var y = x.map { _ in 5.0 }
    y[4] = .nan
    let bitmap = LinePlot(
      "", x: Axis("", range: 0...10), y: Axis("", range: 0...10), lines: [.init("", x: x, y: y)]
    ).bitmap()
    let columns = (0..<bitmap.width).filter { column in
      (0..<bitmap.height).contains { bitmap[column, $0] == Style.color(0) }
    }
    let gaps = zip(columns, columns.dropFirst()).count { $1 - $0 > 50 }
    #expect(gaps == 1)
  }

  @Test func endLabelsKeepTheirDistanceAndOrder() throws {
    var generator = Generator(9)
    let area = Rect(x: 100, y: 50, width: 900, height: 500)
    for _ in 0..<200 {
      let count = Int(generator.bits() % 9) + 1
      let wanted = (0..<count).map { _ in 50 + 500 * generator.uniform() }
      guard let places = EndLabels.spread(wanted, within: area) else { continue }
      let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
      for (a, b) in zip(order, order.dropFirst()) { #expect(places[b] - places[a] >= 29) }
      #expect(places.allSatisfy { $0 >= 49.5 && $0 <= 550.5 })
      // Labels that have room stay where their lines end.
      for (index, place) in places.enumerated() {
        let others = wanted.indices.filter { $0 != index }
        if others.allSatisfy({ abs(wanted[$0] - wanted[index]) > 300 }) {
          #expect(abs(place - wanted[index]) <= 0.5)
        }
      }
    }
    #expect(EndLabels.spread((0..<40).map(Double.init), within: area) == nil)
    #expect(EndLabels.spread([Double](repeating: 300, count: 15), within: area) == nil)
  }

  @Test func namesAreAtTheEndsWhereTheyFitAndInALegendWhereNot() {
    let x = (0...10).map(Double.init)
    func plot(_ lines: [LinePlot.Line]) -> LinePlot {
      LinePlot("", x: Axis("", range: 0...10), y: Axis("", range: 0...1), lines: lines)
    }
    func isDirect(_ plot: LinePlot) -> Bool { plot.directlyLabelled(plot.x, 0...10, 0...1) != nil }
    let good = LinePlot.Line("test", x: x, y: x.map { $0 / 10 })
    let short = LinePlot.Line("early", x: Array(x[..<6]), y: x[..<6].map { $0 / 10 })
    let long = LinePlot.Line(String(repeating: "long name ", count: 6), x: x, y: x)
    #expect(isDirect(plot([good])))
    #expect(!isDirect(plot([good, short])))
    #expect(!isDirect(plot([good, long])))
    #expect(!isDirect(plot((0..<40).map { .init("line \($0)", x: x, y: x.map { $0 / 10 }) })))
    for lines in [[good], [good, short], [good, long]] {
      #expect(plot(lines).bitmap().freeBorder >= 8)
    }
  }

  @Test func aBandReachesAsFarAsItsSpread() {
    let bitmap = LinePlot(
      "", x: Axis("", range: 0...10), y: Axis("", range: 0...10),
      lines: [.init("", x: [0, 10], y: [5, 5], spread: [1, 3])]
    ).bitmap()
    let ticks = ticks(of: bitmap)
    let unit = (ticks.rows[ticks.rows.count - 1] - ticks.rows[0]) / 10
    let (left, right) = (ticks.columns[0], ticks.columns[ticks.columns.count - 1])
    for share in [0.15, 0.5, 0.85] {
      let column = Int(left + share * (right - left))
      // Paler than the curve, bluer than the ground.
      let height = (0..<bitmap.height).count { row in
        let pixel = bitmap[column, row]
        return Int(pixel.blue) - Int(pixel.red) > 25
      }
      #expect(abs(Double(height) - 2 * (1 + 2 * share) * unit) < 3, "\(height) at \(share)")
    }
  }

  @Test func barsReachTheTicksOfTheirValues() {
    let values = [4.0, 0, 10, -2]
    let bitmap = BarPlot(
      "", y: Axis("", range: -2...10), categories: ["a", "b", "c", "d"],
      series: [.init("", values: values)]
    ).bitmap()
    let ticks = ticks(of: bitmap)
    #expect(ticks.columns.count == 4)
    let unit = (ticks.rows[ticks.rows.count - 1] - ticks.rows[0]) / 12
    for (column, value) in zip(ticks.columns, values) {
      let rows = (0..<bitmap.height).filter { bitmap[Int(column), $0] == Style.color(0) }
      // Axis and zero line hide some pixels of a bar.
      #expect(abs(Double(rows.count) - abs(value) * unit) <= 3, "\(rows.count) for \(value)")
    }
    let series = BarPlot(
      "", y: Axis(""), categories: ["a"], series: [.init("", values: [1]), .init("", values: [1])]
    ).bitmap()
    #expect(
      series.count(of: Style.color(0)) > 10_000
        && abs(series.count(of: Style.color(0)) - series.count(of: Style.color(1))) < 1000)
  }

  @Test func categoriesAreThinnedEvenly() {
    let names = (0..<10).map { "\($0)" }
    #expect(Ticks.categories(names, most: 10).labels == names)
    #expect(Ticks.categories(names, most: 4).labels == ["0", "3", "6", "9"])
    #expect(Ticks.categories(names, most: 4).values == [0.5, 3.5, 6.5, 9.5])
    #expect(Ticks.categories([], most: 4).values == [])
  }

  @Test func densityCellsShowTheirCountsTheLowestRowBelow() throws {
    let counts = [0, 0, 100, 25, 0, 0]
    let plot = DensityPlot(
      "", x: Axis("", range: 0...3), y: Axis("", range: 0...2), counts: counts, columns: 3, rows: 2)
    let bitmap = plot.bitmap()
    let full = ShadeBar.color(1)
    let half = ShadeBar.color(0.25)
    let ticks = ticks(of: bitmap)
    let (left, right) = (ticks.columns[0], ticks.columns[ticks.columns.count - 1])
    let (top, bottom) = (ticks.rows[0], ticks.rows[ticks.rows.count - 1])
    func cell(_ column: Double, _ row: Double) -> Color {
      bitmap[
        Int(left + (right - left) * (column + 0.5) / 3),
        Int(bottom - (bottom - top) * (row + 0.5) / 2)]
    }
    #expect(cell(2, 0) == full && cell(0, 1) == half)
    #expect(cell(0, 0) == Color(grey: 255) && cell(1, 1) == Color(grey: 255))
  }

  @Test func pointsAreCountedInTheirCells() {
    var generator = Generator(4)
    let x = (0..<5_000).map { _ in Float(generator.normal()) }
    let y = (0..<5_000).map { _ in Float(generator.normal()) }
    let counts = DensityPlot.counts(
      x: x, y: y, columns: 4, rows: 8, xRange: -2...2, yRange: -1...1)
    for row in 0..<8 {
      for column in 0..<4 {
        let (left, low) = (Float(column) - 2, Float(row) / 4 - 1)
        let inside = x.indices.count {
          x[$0] >= left && x[$0] < left + 1 && y[$0] >= low && y[$0] < low + 0.25
        }
        #expect(counts[row * 4 + column] == inside)
      }
    }
  }
}

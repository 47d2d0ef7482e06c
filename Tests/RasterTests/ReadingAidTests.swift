import Testing

@testable import Raster

/// What helps to read a figure: numbers on axes, circles, marks, bars of shades.
struct ReadingAidTests {
  @Test(arguments: [3.0, 4, 5, 7, 8, 0.4, 90])
  func aSmallAxisHasTwoNumbersOrMore(reach: Double) {
    let ticks = Ticks.linear(-reach...reach, most: 3)
    #expect(ticks.values.count >= 2, "\(ticks.labels)")
    #expect(ticks.values.count == 3 ? ticks.labels[1].hasPrefix("0") : true)
  }

  @Test func smallPlotsHaveNumbersOnBothAxes() {
    for width in [300, 340, 500] {
      let frame = Frame(
        width: width, height: width, title: "label 0", x: Axis("z1"), -4...4, y: Axis("z2"), -4...4,
        isSquare: true)
      #expect(frame.xTicks.values.count >= 2 && frame.yTicks.values.count >= 2, "\(width)")
    }
  }

  @Test func aCircleIsDrawnAtItsRadius() {
    let plot = ScatterPlot(
      "", x: Axis("", range: -4...4), y: Axis("", range: -4...4), series: [],
      circles: [.init(radius: 2, label: "")], isSquare: true)
    let bitmap = plot.bitmap()
    var dark = 0
    // The area of the data has its middle where the pixels of the circle have theirs.
    let ink = (0..<bitmap.width * bitmap.height).filter {
      bitmap[$0 % bitmap.width, $0 / bitmap.width] == Style.ink
    }
    #expect(!ink.isEmpty)
    let xs = ink.map { $0 % bitmap.width }, ys = ink.map { $0 / bitmap.width }
    let middle = Double((xs.min() ?? 0) + (xs.max() ?? 0)) / 2
    let center = Double((ys.min() ?? 0) + (ys.max() ?? 0)) / 2
    let radius = Double((xs.max() ?? 0) - (xs.min() ?? 0)) / 2
    for (x, y) in zip(xs, ys) {
      let (dx, dy) = (Double(x) - middle, Double(y) - center)
      if abs((dx * dx + dy * dy).squareRoot() - radius) < 4 { dark += 1 }
    }
    // "no data" stands in the middle.
    #expect(dark > 500)
  }

  @Test func missingImagesAreCrossedOut() {
    let images = [UInt8](repeating: 0, count: 784) + [UInt8](repeating: 0, count: 783) + [1]
    let bitmap = ImageGrid(images, columns: 2, scale: 4, marksBlanks: true).bitmap()
    func marked(_ left: Int) -> Bool {
      (0..<112).contains { bitmap[left + $0, $0] == Style.guide }
    }
    #expect(marked(0) && !marked(116))
    let plain = ImageGrid(images, columns: 2, scale: 4).bitmap()
    #expect(plain[56, 56] == Style.white)
  }

  @Test func aBarHasBothColoursAndWhiteInTheMiddle() {
    let bar = SignedShadeBar(least: "−1", middle: "0", greatest: "1", title: "weight, linear")
    let bitmap = bar.below(Bitmap(width: 600, height: 50))
    #expect(bitmap.height > 100 && bitmap.width == 600)
    let row = (0..<600).map { bitmap[$0, 60] }
    #expect(
      row.contains { $0.red > 200 && $0.blue < 40 } && row.contains { $0.red < 40 && $0.blue > 150 }
    )
    #expect(
      SignedShadeBar.color(0) == Style.white && SignedShadeBar.color(1) == SignedShadeBar.positive)
  }

  @Test func noTwoClassesHaveNearlyTheSameColour() {
    for (index, one) in Style.classes.enumerated() {
      for other in Style.classes[..<index] {
        let distance =
          abs(Int(one.red) - Int(other.red)) + abs(Int(one.green) - Int(other.green))
          + abs(Int(one.blue) - Int(other.blue))
        #expect(distance > 60, "\(one) \(other)")
      }
    }
  }

  @Test func namesInCloudsDoNotCoverEachOther() {
    let series = (0..<10).map { ScatterPlot.Series("\($0)", x: [0, 0.1], y: [0, 0.1]) }
    func ink(_ count: Int) -> Int {
      let plot = ScatterPlot(
        "", x: Axis("", range: -4...4), y: Axis("", range: -4...4),
        series: series.prefix(count).map { $0 }, isSquare: true, namesMedians: true)
      let bitmap = plot.bitmap()
      let rows = (0..<bitmap.height).filter { y in
        (200..<500).contains { bitmap[$0, y] != Style.white && bitmap[$0, y] != Style.grid }
      }
      return rows.count
    }
    #expect(ink(10) > ink(1))
  }
}

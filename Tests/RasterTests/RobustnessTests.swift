import Testing

@testable import Raster

@Suite struct RobustnessTests {
  static let long =
    "a very long label with µ, σ² and more words than any axis should ever have, (nats per digit)"

  @Test func nothingIsCutOffWhateverTheTextAndTheData() {
    let x = (1...200).map(Double.init)
    for text in ["", "j", Self.long, Self.long + Self.long] {
      for scale in [1e-9, 1, 12_345, 1e11] {
        let y = x.map { scale * ($0 - 60) }
        let plot = LinePlot(
          text, x: Axis(text), y: Axis(text),
          lines: [.init("training", x: x, y: y), .init(text, x: x, y: y.map { $0 / 2 })],
          guides: [.line(scale * 20, label: "article"), .band(0...scale, label: "chance")])
        #expect(plot.bitmap().freeBorder >= 8, "\(text) \(scale)")
        let cloud = ScatterPlot(
          text, x: Axis(text), y: Axis(text),
          series: [.init(text, x: x.map(Float.init), y: y.map(Float.init))])
        #expect(cloud.bitmap().freeBorder >= 8, "\(text) \(scale)")
        let density = DensityPlot(
          text, x: Axis(text, range: 0...scale), y: Axis(text, range: -scale...scale),
          counts: [Int(min(scale, 1e8)), 0, 1, 2], columns: 2, rows: 2)
        #expect(density.bitmap().freeBorder >= 8, "\(text) \(scale)")
        let bars = BarPlot(
          text, xLabel: text, y: Axis(text), categories: [text, "b", text],
          series: [.init(text, values: [scale, -scale, 0]), .init("b", values: [0, .nan, scale])])
        #expect(bars.bitmap().freeBorder >= 8, "\(text) \(scale)")
        let panels = Panels(
          text, [Bitmap(width: 300, height: 40), bars.bitmap()], captions: [text, text], columns: 1)
        #expect(panels.bitmap().freeBorder >= 4, "\(text) \(scale)")
      }
    }
  }

  @Test func emptyAndDegenerateDataDrawAnAxisCross() {
    let none = LinePlot("", x: Axis("x"), y: Axis("y"), lines: [])
    let bare = LinePlot("", x: Axis("x"), y: Axis("y"), lines: [.init("", x: [], y: [])])
    #expect(none.bitmap() == bare.bitmap())
    #expect(none.bitmap().count(of: Style.axis) > 1_000)
    let cases: [([Double], [Double])] = [
      ([3], [7]), ([1, 2, 3], [5, 5, 5]), ([2, 2], [1, 9]), ([0], [0]), ([1, 2], [.nan, .nan]),
      ([1, 2, 3], [1, .infinity, 2]), ([1, 2], [1e290, -1e290]), ([1, 2], [1e-305, 0]),
    ]
    for isLogarithmic in [false, true] {
      for (x, y) in cases {
        let plot = LinePlot(
          "title", x: Axis("x"), y: Axis("y", isLogarithmic: isLogarithmic),
          lines: [.init("line", x: x, y: y)])
        #expect(plot.bitmap().freeBorder >= 8)
        let band = LinePlot(
          "title", x: Axis("x"), y: Axis("y", isLogarithmic: isLogarithmic),
          lines: [.init("line", x: x, y: y, spread: y)])
        #expect(band.bitmap().freeBorder >= 8)
        let cloud = ScatterPlot(
          "title", x: Axis("x"), y: Axis("y", isLogarithmic: isLogarithmic),
          series: [.init("s", x: x.map { Float($0) }, y: y.map { Float($0) })])
        #expect(cloud.bitmap().freeBorder >= 8)
      }
    }
    let empty = DensityPlot(
      "", x: Axis("", range: 0...1), y: Axis("", range: 0...1), counts: [0], columns: 1, rows: 1)
    #expect(empty.bitmap().freeBorder >= 8)
    for values in [[], [0], [.nan], [1e299], [-3]] as [[Double]] {
      let bars = BarPlot(
        "", y: Axis(""), categories: values.map { _ in "a" }, series: [.init("", values: values)])
      #expect(bars.bitmap().freeBorder >= 8)
    }
  }

  @Test func pointsAndLinesOutsideTheRangeStayOut() {
    let plot = LinePlot(
      "", x: Axis("", range: 0...1), y: Axis("", range: 0...1),
      lines: [
        .init("", x: [-1e200, 1e200], y: [0.5, 0.5]), .init("", x: [0.5, 0.5], y: [-1e9, 1e9]),
        .init("", x: [3, 4], y: [3, 4]),
      ])
    #expect(plot.bitmap().freeBorder >= 8)
    let cloud = ScatterPlot(
      "", x: Axis("", range: 0...1), y: Axis("", range: 0...1),
      series: [.init("", x: [2, 1e30], y: [0.5, 0.5])])
    #expect(cloud.bitmap().count(of: Style.guide) > 0)  // the notice "no data"
  }

  @Test func aPictureIsTheSameEveryTime() {
    func draw() -> Bitmap {
      ScatterPlot("Codes", x: Axis("z₁"), y: Axis("z₂"), series: clouds(of: 50), isSquare: true)
        .bitmap()
    }
    #expect(draw() == draw())
  }

  /// Digests of pixels, taken on x86-64 from this code after a person had looked at the pictures. Another
  /// machine must find the same; a change of the look changes them on purpose.
  @Test func pixelsAreTheSameOnEveryMachine() {
    let x = (1...300).map(Double.init)
    let line = LinePlot(
      "Loss", x: Axis("epoch"), y: Axis("nats", isLogarithmic: true),
      lines: [
        .init("training", x: x, y: x.map { 100 / $0 + 1 }),
        .init("test", x: x, y: x.map { 110 / $0 + 1.2 }, style: .dashed),
      ], guides: [.line(1.5, label: "article: 1.5")])
    #expect(line.bitmap().digest == 6_272_598_385_183_064_571)
    let cloud = ScatterPlot("Codes", x: Axis("z₁"), y: Axis("z₂"), series: clouds(of: 50))
    #expect(cloud.bitmap().digest == 527_494_528_826_620_019)
    let density = DensityPlot(
      "Points", x: Axis("x", range: 0...4), y: Axis("y", range: 0...3), counts: Array(0..<12),
      columns: 4, rows: 3)
    #expect(density.bitmap().digest == 15_558_410_372_737_643_736)
    let digits = ImageGrid(
      (0..<7 * 784).map { UInt8($0 * 37 % 251) }, columns: 4, title: "Épreuve, σ² ≤ 1.5 × 10⁻³",
      rowLabels: ["a", "b"])
    #expect(digits.bitmap().digest == 16_056_302_454_935_048_438)
  }
}

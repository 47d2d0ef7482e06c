import HarnessTestSupport
import Raster
import Testing

@testable import Notebooks
@testable import Records
@testable import Weaving

@Suite struct RendererTests {
  private func renderer(_ fill: (Lab) -> Void) -> Renderer {
    let lab = lab()
    fill(lab)
    return Renderer(record: lab.record)
  }

  private func pixel(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> [UInt8] {
    Array(bitmap.pixels[(y * bitmap.width + x) * 3..<(y * bitmap.width + x + 1) * 3])
  }

  @Test func drawsAnImageAsItIsWithInkOnWhite() throws {
    let renderer = renderer {
      $0.record([0, 255, 100, 50, 0, 1] as [UInt8], at: "x", shape: [2, 3], description: "any")
    }
    let bitmap = try renderer.bitmap(.image("x"))
    #expect((bitmap.width, bitmap.height) == (6, 4))
    #expect(pixel(bitmap, 0, 0) == [255, 255, 255])
    #expect(pixel(bitmap, 2, 1) == [0, 0, 0])
    #expect(pixel(bitmap, 4, 0) == [155, 155, 155])
    #expect(pixel(bitmap, 5, 3) == [254, 254, 254])
  }

  @Test func drawsTheEntryThatIsMeant() throws {
    let renderer = renderer { lab in
      for (step, grey) in [UInt8(10), 20, 30].enumerated() {
        lab.manifold("m", [grey], height: 1, width: 1, step: step)
      }
    }
    #expect(
      try pixel(renderer.bitmap(.image(.entry(1, of: "manifold/m"))), 0, 0) == [235, 235, 235])
    #expect(try pixel(renderer.bitmap(.image(.last("manifold/m"))), 0, 0) == [225, 225, 225])
    #expect(try pixel(renderer.bitmap(.image(.each("manifold/m"))), 0, 0) == [225, 225, 225])
    #expect(
      try pixel(renderer.bitmap(.image(.each("manifold/m")), frame: 0), 0, 0) == [245, 245, 245])
  }

  @Test func makesAnAnimationOfEvenlyChosenFrames() throws {
    let renderer = renderer { lab in
      for step in 0..<5 {
        lab.manifold("m", [UInt8(51 * step), 255], height: 1, width: 2, step: step)
      }
      lab.animation("m", caption: "", .image(.each("manifold/m")), maximumFrames: 3)
    }
    let picture = try #require(try renderer.pictures().first)
    #expect(picture.path == "figures/m.gif" && picture.isAnimated)
    #expect(picture.shownWidth == 2)
    let frames = try DecodedAnimation(gif: picture.bytes).frames
    #expect(frames.map { pixel($0, 0, 0)[0] } == [255, 153, 51])
    #expect(frames.map { pixel($0, 1, 0)[0] } == [0, 0, 0])
    #expect(picture.pixelSHA256 == Renderer.digest(frames))
  }

  @Test func largeGreyAnimationsHaveFewerGreys() throws {
    func palette(_ frames: [Bitmap]) throws -> Animation.Palette {
      try Renderer.encoded(frames, delay: 20).animation.palette
    }
    let plain = Bitmap(width: 100, height: 100)
    #expect(try palette([plain, plain]) == .greys(255))
    #expect(try palette([Bitmap(width: 9, height: 9, color: Color(0xFF0000))]) == .colors)
    // Noise takes nearly all its bits: 8 a pixel with 255 greys, 4 with 15.
    var state: UInt32 = 1
    let noise = (0..<3).map { _ in
      Bitmap(
        width: 360, height: 300,
        pixels: (0..<360 * 300).flatMap { _ -> [UInt8] in
          state = state &* 1_664_525 &+ 1_013_904_223
          return [UInt8](repeating: UInt8(state >> 24), count: 3)
        })
    }
    guard case .greys(let levels) = try palette(noise) else {
      Issue.record("grey frames have a palette of colours")
      return
    }
    #expect(levels < 255 && levels >= 15)
  }

  @Test func drawsColourImagesAsTheyAre() throws {
    let bytes = (0..<24).map { UInt8(10 * $0) }
    let renderer = renderer {
      $0.record(bytes, at: "x", shape: [2, 2, 2, 3], description: "any")
    }
    let grid = try renderer.bitmap(.digits("x", columns: 2))
    // Two images have room for ten pixels each way for one of theirs.
    #expect((grid.width, grid.height) == (44, 20))
    #expect(pixel(grid, 0, 0) == [0, 10, 20] && pixel(grid, 19, 19) == [90, 100, 110])
    #expect(pixel(grid, 24, 0) == [120, 130, 140])
    let image = try renderer.bitmap(.image(.last("x"), scale: 1))
    #expect((image.width, image.height) == (2, 2) && pixel(image, 1, 1) == [210, 220, 230])
  }

  @Test func aMosaicIsDrawnWithItsSecondCoordinateGrowingUpwards() throws {
    let renderer = renderer {
      $0.record([0, 85, 170, 255] as [UInt8], at: "x", shape: [2, 2], description: "any")
    }
    func corners(_ isStoredFromBelow: Bool) throws -> [UInt8] {
      let lattice = FigureSpec.Lattice(
        xTicks: ["−1", "1"], yTicks: ["−2", "2"], isStoredFromBelow: isStoredFromBelow)
      let spec = FigureSpec.image("x", scale: 16, lattice: lattice)
      let bitmap = try renderer.bitmap(spec)
      let cells = try #require(try spec.figure.cells(of: FigureData(renderer.record.arrays)))
      // The numbers stand to the left and below.
      #expect(cells.left > 40 && bitmap.height - cells.top - 32 > 40 && cells.columns == 2)
      return [(0, 0), (16, 0), (0, 16), (16, 16)].map { x, y in
        255 - pixel(bitmap, cells.left + x + 3, cells.top + y + 3)[0]
      }
    }
    #expect(try corners(true) == [170, 255, 0, 85])
    #expect(try corners(false) == [0, 85, 170, 255])
  }

  @Test func theFewerImagesTheLargerTheyAre() throws {
    let renderer = renderer {
      $0.record(
        [UInt8](repeating: 9, count: 15 * 784), at: "x", shape: [15, 28, 28], description: "any")
    }
    func height(_ columns: Int) throws -> Int {
      try renderer.bitmap(.digits("x", columns: columns, count: columns)).height / 28
    }
    #expect(try [3, 10, 15].map(height) == [10, 4, 2])
  }

  @Test func roundsGreysToTheNearestLevel() throws {
    let renderer = renderer {
      $0.record((0...255).map { UInt8($0) }, at: "x", shape: [1, 256], description: "any")
    }
    for levels in [2, 8, 16, 256] {
      let bitmap = try renderer.bitmap(.image("x", scale: 1, greys: levels))
      for grey in 0..<256 {
        let shown = 255 - Int(pixel(bitmap, grey, 0)[0])
        let nearest = (0..<levels).map { $0 * 255 / (levels - 1) }.min {
          abs($0 - grey) < abs($1 - grey)
        }
        #expect(abs(shown - grey) <= abs((nearest ?? 0) - grey) + 1, "\(levels): \(grey)")
      }
    }
  }

  @Test func everyKindOfFigureComesBackFromItsJSON() throws {
    let axis = PlotAxis("x", 0...2)
    let kinds: [(String, FigureSpec)] = [
      ("digits", .digits(.each("a"), columns: 3, count: 2, rowLabels: ["r"])),
      ("image", .image("a", title: "t", greys: 16)),
      (
        "image",
        .image(
          "a",
          lattice: .init(xTicks: ["0", "1"], yTicks: ["2", "3"], y: nil, isStoredFromBelow: true))
      ),
      ("digits", .digits("a", columns: 3, marksBlanks: true, key: .init(title: "k"))),
      ("scatter", .scatter([.init("p")], x: axis, y: axis, circles: [.prior])),
      ("scatter", .scatter("p", labels: "l", x: axis, y: axis)),
      ("lines", .lines([.init(x: "x", y: "y", spread: "s", name: "n")], x: axis, y: axis)),
      ("density", .density("d", x: axis, y: axis)),
      ("bars", .bars([.init("b", name: "n")], categories: ["a"], y: PlotAxis("y"))),
    ]
    let panels = FigureSpec.panels(kinds.map(\.1), captions: ["one"], columns: 2)
    for (kind, spec) in kinds + [("panels", panels)] {
      let json = try JSON(encoding: spec)
      #expect(json.compact.hasPrefix("{\"\(kind)\":{"))
      let back: FigureSpec = try JSON.decode(json.compact)
      #expect(back == spec)
      #expect(kinds.allSatisfy { $0.0 == kind || $0.1 != back })
    }
    for text in ["{}", #"{"pie":{}}"#, #"{"image":{},"lines":{}}"#, "[]"] {
      #expect(throws: DecodingError.self) { let _: FigureSpec = try JSON.decode(text) }
    }
  }

  @Test func choosesFramesEvenlyWithTheFirstAndTheLast() {
    #expect(Renderer.chosen(from: 5, atMost: 30) == [0, 1, 2, 3, 4])
    #expect(Renderer.chosen(from: 5, atMost: 3) == [0, 2, 4])
    #expect(Renderer.chosen(from: 5, atMost: 1) == [4])
    #expect(Renderer.chosen(from: 0, atMost: 3) == [])
    let many = Renderer.chosen(from: 1000, atMost: 30)
    #expect(many.count == 30 && many.first == 0 && many.last == 999)
    #expect(zip(many, many.dropFirst()).allSatisfy { (34...35).contains($1 - $0) })
  }

  @Test func drawsEveryKindOfPlot() throws {
    let renderer = renderer { lab in
      lab.record([0, 0, 1, 1, 2, 2] as [Float], at: "p", shape: [3, 2], description: "any")
      lab.record([1, 1, 5] as [UInt8], at: "l", shape: [3], description: "any")
      lab.record([0, 1, 2, 3] as [Int32], at: "d", shape: [2, 2], description: "any")
      lab.record([3, 1, 2] as [Int64], at: "b", shape: [3], description: "any")
      for step in 1...3 { lab.log("m", Float(step), step: step) }
    }
    let x = PlotAxis("x", 0...2)
    let specs: [FigureSpec] = [
      .scatter("p", labels: "l", title: "t", x: x, y: x),
      .scatter([.init("p", name: "a"), .init("p", name: "b", dimensions: [1, 0])], x: x, y: x),
      .lines(
        [.init("m"), .init(x: "metrics/m/step", y: "metrics/m/value", name: "n")], x: x, y: x),
      .density("d", x: x, y: x),
      .bars(
        [.init("b", name: "one"), .init("metrics/m/value")], categories: ["a", "b", "c"],
        xLabel: "label", y: PlotAxis("count")),
      .lines(
        [.init(x: "metrics/m/step", y: "metrics/m/value", spread: "b", name: "n")], x: x, y: x),
    ]
    for spec in specs { #expect(try renderer.bitmap(spec).width > 100) }
    let panels = try renderer.bitmap(.panels(specs, columns: 2))
    #expect(panels.width > 1200)
    let captioned = try renderer.bitmap(.panels(specs, captions: ["first"], columns: 2))
    #expect(captioned.width == panels.width && captioned.height > panels.height)
  }

  @Test func drawsThePointsOfOneLabelAloneInASmallPlot() throws {
    let renderer = renderer { lab in
      lab.record([0, 0, 1, 1, 2, 2] as [Float], at: "all", shape: [3, 2], description: "any")
      lab.record([0, 0, 2, 2] as [Float], at: "some", shape: [2, 2], description: "any")
      lab.record([1, 5, 1] as [UInt8], at: "l", shape: [3], description: "any")
    }
    let axis = PlotAxis("x", 0...2)
    func bitmap(_ cloud: FigureSpec.Cloud) throws -> Bitmap {
      try renderer.bitmap(.scatter([cloud], x: axis, y: axis, side: 300))
    }
    let chosen = try bitmap(.init("all", labels: "l", onlyLabel: 1))
    #expect(chosen == (try bitmap(.init("some"))))
    #expect(chosen != (try bitmap(.init("all"))))
    #expect(max(chosen.width, chosen.height) <= 300)
  }

  @Test(arguments: [
    (
      FigureSpec.image("manifold/n"),
      "the run left no data set manifold/n. Did you mean \"manifold/m\"?"
    ),
    (
      .image("manifold/m"),
      "manifold/m should be UInt8 [height, width] or [height, width, 3], but is uint8 [1, 1, 1]"
    ),
    (
      .image(.entry(4, of: "manifold/m")),
      "there is no entry 4 in manifold/m, whose shape is [1, 1, 1]"
    ),
    (
      .scatter("manifold/steps", x: PlotAxis("x"), y: PlotAxis("y")),
      "manifold/steps should be [points, dimensions] with the dimensions [0, 1], but is int64 [1]"
    ),
    (
      .bars([.init("manifold/steps")], categories: ["a", "b"], y: PlotAxis("y")),
      "manifold/steps should be [2], a value for each category, but is int64 [1]"
    ),
    (
      .lines(
        [.init(x: "manifold/steps", y: "manifold/steps", spread: "manifold/m", name: "")],
        x: PlotAxis("x"), y: PlotAxis("y")),
      "manifold/m should be as long as manifold/steps, which is [1], but is uint8 [1, 1, 1]"
    ),
  ])
  func saysWhatDoesNotFit(spec: FigureSpec, problem: String) {
    let renderer = renderer { lab in
      lab.manifold("m", [1], height: 1, width: 1, step: 0)
      lab.figure("name", caption: "", spec)
    }
    let error = #expect(throws: RenderingError.self) { try renderer.pictures() }
    #expect(error == RenderingError(figure: "name", problem: problem))
  }

  /// A log may come from anywhere, and the names in it become files.
  @Test(
    arguments: [
      "", ".", "..", ".hidden", "../name", "a/../../name", "/tmp/name", "a/b", "a\u{0}b", "a\nb",
      "a b", "a\u{7F}", String(repeating: "a", count: 101),
    ])
  func drawsNothingUnderANameThatIsNoFilesInTheFolder(name: String) {
    var record = lab().record
    record.arrays["x"] = RecordedArray(
      [UInt8](repeating: 0, count: 8), shape: [2, 2, 2], description: "")
    let contents: [Output.Content] = [
      .figure(
        FigureOutput(name: name, caption: "", spec: .image(.last("x")), isCover: false)),
      .animation(
        AnimationOutput(
          name: name, caption: "", spec: .image(.each("x")), steps: nil, maximumFrames: 2, delay: 8,
          isCover: false)),
    ]
    for content in contents {
      record.outputs = [output(content, line: 1)]
      let error = #expect(throws: RenderingError.self) {
        try Renderer(record: record).pictures()
      }
      #expect(error == RenderingError(figure: name, problem: "no file can have its name"))
    }
  }
}

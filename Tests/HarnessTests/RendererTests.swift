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

  @Test func makesAnAnimationWithAStillOfItsLastFrame() throws {
    let renderer = renderer { lab in
      for step in 0..<5 { lab.manifold("m", [UInt8(step), 9], height: 1, width: 2, step: step) }
      lab.animation("m", caption: "", .image(.each("manifold/m")), maximumFrames: 3)
    }
    let picture = try #require(try renderer.pictures().first)
    #expect(picture.files.map(\.path) == ["figures/m.gif", "figures/m.png"])
    #expect(picture.shownWidth == 2)
    let still = try Bitmap.decoding(png: picture.files[1].bytes)
    #expect(still == (try renderer.bitmap(.image(.last("manifold/m")))))
    // A graphic control extension (21 F9 04) goes before every frame.
    let gif = picture.files[0].bytes
    let frames = gif.indices.dropLast(2).count {
      gif[$0] == 0x21 && gif[$0 + 1] == 0xF9 && gif[$0 + 2] == 4
    }
    #expect(frames == 3)
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
      for step in 1...3 { lab.metric("m", Float(step), step: step) }
    }
    let x = PlotAxis("x", 0...2)
    let specs: [FigureSpec] = [
      .scatter("p", labels: "l", title: "t", x: x, y: x),
      .scatter([.init("p", name: "a"), .init("p", name: "b", dimensions: [1, 0])], x: x, y: x),
      .lines(
        [.init("m"), .init(x: "metrics/m/step", y: "metrics/m/value", name: "n")], x: x, y: x),
      .density("d", x: x, y: x),
    ]
    for spec in specs { #expect(try renderer.bitmap(spec).width > 100) }
    let panels = try renderer.bitmap(.panels(specs, columns: 2))
    #expect(panels.width > 1200)
  }

  @Test func drawsThePointsOfOneLabelAloneInASmallPlot() throws {
    let renderer = renderer { lab in
      lab.record([0, 0, 1, 1, 2, 2] as [Float], at: "all", shape: [3, 2], description: "any")
      lab.record([0, 0, 2, 2] as [Float], at: "some", shape: [2, 2], description: "any")
      lab.record([1, 5, 1] as [UInt8], at: "l", shape: [3], description: "any")
    }
    let axis = PlotAxis("x", 0...2)
    func bitmap(_ cloud: ScatterSpec.Cloud) throws -> Bitmap {
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
    (.image("manifold/m"), "manifold/m should be UInt8 [height, width], but is uint8 [1, 1, 1]"),
    (
      .image(.entry(4, of: "manifold/m")),
      "there is no entry 4 in manifold/m, whose shape is [1, 1, 1]"
    ),
    (
      .scatter("manifold/steps", x: PlotAxis("x"), y: PlotAxis("y")),
      "manifold/steps should be [points, dimensions] with the dimensions [0, 1], but is int64 [1]"
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

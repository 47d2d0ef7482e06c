import HarnessTestSupport
import Tensors
import Testing

@testable import Notebooks
@testable import Records

/// Calls that record and show at once.
@Suite struct ShowingTests {
  private func images(_ count: Int, level: Float) -> Tensor {
    Tensor([count, 784], repeating: level)
  }

  /// The name and the specification of the only picture.
  private func figure(of lab: Lab) throws -> FigureOutput {
    let figures = lab.record.outputs.compactMap { output -> FigureOutput? in
      if case .figure(let figure) = output.content { figure } else { nil }
    }
    #expect(figures.count == 1)
    return try #require(figures.first)
  }

  @Test func rowsOfImagesAreLoggedRowByRowAndLabelled() throws {
    let lab = lab()
    lab.images(
      "pairs", "Pairs", rows: ["black": images(3, level: 0), "white": images(3, level: 1)])
    let line = #line - 2
    #expect(lab.record.arrays["pairs/images"]?.shape == [2, 3, 28, 28])
    let levels = lab.record.bytes("pairs/images")
    #expect(levels.prefix(3 * 784).allSatisfy { $0 == 0 })
    #expect(levels.suffix(3 * 784).allSatisfy { $0 == 255 })
    #expect(
      try figure(of: lab).spec
        == .digits("pairs/images", columns: 3, rowLabels: ["black", "white"]))
    #expect(lab.record.outputs.map(\.line) == [line])
  }

  @Test func pointsHaveACloudEach() throws {
    let lab = lab(), (x, y) = (PlotAxis("dB"), PlotAxis("distance"))
    lab.points(
      "ways", "Ways", [("one", x: 21.5, y: 2), ("two", x: 20.5, y: 1)], title: "Two", x: x, y: y)
    #expect(lab.record.arrays["ways/0"]?.doubles == [21.5, 2])
    #expect(lab.record.arrays["ways/1"]?.doubles == [20.5, 1])
    #expect(lab.record.arrays["ways/1"]?.shape == [1, 2])
    #expect(
      try figure(of: lab).spec
        == .scatter(
          [.init(.whole("ways/0"), name: "one"), .init(.whole("ways/1"), name: "two")],
          title: "Two", x: x, y: y, square: false))
  }

  @Test func rowsOfDifferentLengthAreRefused() {
    let lab = lab()
    lab.images("pairs", "Pairs", rows: ["a": images(3, level: 0), "b": images(2, level: 1)])
    #expect(lab.mistake?.problem == "the rows of pairs have [3, 2] images")
    #expect(lab.record.outputs.isEmpty)
  }

  @Test func tensorsThatAreNoImagesAreRefused() {
    let lab = lab()
    lab.images("odd", "Odd", Tensor([2, 783], repeating: 0), columns: 2)
    #expect(
      lab.mistake?.problem.hasPrefix("a tensor of shape [2, 783] is no images, nor rows of 784")
        == true)
  }

  @Test func samplesOfLabelsStandInColumnsUnderTheirLabels() throws {
    let lab = lab()
    let labels = Lab.inTurn([2, 5, 7], count: 8)
    #expect(labels == [2, 5, 7, 2, 5, 7, 2, 5])
    lab.samples(images(8, level: 0.5), "Samples", labels: labels, rows: 2)
    #expect(lab.record.arrays["samples/images"]?.shape == [8, 28, 28])
    #expect(lab.record.arrays["samples/labels"]?.values == .uint8(labels))
    #expect(
      try figure(of: lab).spec
        == .digits("samples/images", columns: 3, count: 6, columnLabels: ["2", "5", "7"]))
  }

  @Test func framesOfImagesComeBackAsTheyWereLogged() {
    let lab = lab()
    for epoch in 0..<3 {
      lab.appendImages("history", images(2, level: Float(epoch) / 2), step: epoch, "Pictures")
    }
    #expect(lab.loggedImages("history", frame: 2).values == [Float](repeating: 1, count: 2 * 784))
    #expect(lab.loggedImages("history", frame: 3).shape == [0, 784])
    #expect(lab.loggedImages("nothing", frame: 0).shape == [0, 784])
  }

  @Test func seriesAreCurvesWithTheirNoiseBehindThem() throws {
    let lab = lab()
    lab.log(["loss": 2, "loss/mean": 3], step: 1)
    lab.plot(
      "losses", "Losses", ["loss": "discriminator"], faint: ["loss/mean"], x: "epoch",
      y: PlotAxis("nats"))
    #expect(
      try figure(of: lab).spec
        == .lines(
          [
            .init("loss/mean", name: "", faint: true, color: 0),
            .init("loss", name: "discriminator", color: 0),
          ],
          title: "Losses", x: PlotAxis("epoch"), y: PlotAxis("nats")))
  }

  @Test func anAxisAroundTheLastValuesLeavesRoomOnBothSides() {
    let lab = lab()
    lab.log(["a": 1000, "b": 900], step: 1)
    lab.log(["a": 100, "b": 80], step: 2)
    #expect(lab.axis("nats", aroundLastOf: "a", "b") == PlotAxis("nats", 76...125))
    #expect(lab.axis("nats", aroundLastOf: "nothing") == PlotAxis("nats"))
  }

  @Test func momentsOfCodesAreATableAndTwoMetrics() {
    let lab = lab()
    lab.moments("codes", "codes", of: Tensor([4, 2], [1, 0, 1, 2, -1, 0, -1, 2]))
    #expect(lab.record.results.map(\.name) == ["codes/shift", "codes/spread"])
    // The second coordinate has mean 1; both have deviation 1.
    #expect(lab.record.results.map(\.value) == [.double(1), .double(0)])
  }

  @Test func filtersAreBlueWherePositiveOrangeWhereNegativeAndWhiteElsewhere() throws {
    let lab = lab()
    var weights = [Float](repeating: 0, count: 2 * 784)
    (weights[0], weights[1], weights[2]) = (-2, 1, 2)
    lab.filters("filters", "Filters", rows: ["dense": Tensor([2, 784], weights)])
    #expect(lab.record.arrays["filters/images"]?.shape == [1, 2, 28, 28, 3])
    let levels = lab.record.bytes("filters/images")
    #expect(Array(levels[0..<3]) == [230, 159, 0])
    #expect(Array(levels[3..<6]) == [128, 184, 216])
    #expect(Array(levels[6..<9]) == [0, 114, 178])
    // Also where a unit has no weights at all.
    #expect(levels.dropFirst(9).allSatisfy { $0 == 255 })
    #expect(
      try figure(of: lab).spec
        == .digits(
          "filters/images", columns: 2, rowLabels: ["dense"],
          key: .init(title: "of each filter's greatest weight, linear")))
  }

  @Test func filtersOfAnotherSizeAreRefused() {
    let lab = lab()
    lab.filters("filters", "Filters", rows: ["dense": Tensor([2, 783], repeating: 0)])
    #expect(
      lab.mistake?.problem == "the filters \"dense\" have the shape [2, 783], not [n, 784]")
  }

  @Test func pointsAreCountedInCellsTheLeastInTheFirstRow() throws {
    let lab = lab()
    let axes = [PlotAxis("x", 0...1), PlotAxis("y", 0...2)]
    lab.joint(
      "joint", "Points", of: Tensor([5, 2], [0, 0, 1, 2, 0.6, 0.5, 0.7, 0.1, 1.1, 0]), axes: axes,
      cells: 2)
    #expect(lab.record.arrays["joint/counts"]?.values == .int64([1, 2, 0, 1]))
    #expect(try figure(of: lab).spec == .density("joint/counts", x: axes[0], y: axes[1]))
  }

  @Test func pointsOnAxesWithoutRangesAreRefused() {
    let lab = lab()
    lab.joint(
      "joint", "Points", of: Tensor([1, 2], [0, 0]), axes: [PlotAxis("x", 0...1), PlotAxis("y")])
    #expect(
      lab.mistake?.problem
        == "points of shape [1, 2] and 2 axes: [n, 2] and two ranges are needed")
  }
}

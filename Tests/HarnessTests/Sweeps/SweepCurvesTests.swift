import Notebooks
import Platform
import Raster
import Testing

@testable import Harness
@testable import Records
@testable import Weaving

/// Two straight lines, the same for every seed, on axes that only their plot knows of, and one for nobody to see.
private struct Slopes: Notebook {
  static let name = "slopes"
  static let title = "Slopes"
  static let summary = "Straight lines"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath

  @Setting("how much the first one rises in a step", in: 0...10) var rise = 2.0

  func run(in lab: Lab) throws {
    for step in 0..<5 {
      lab.log("up", rise * Double(step), step: step, "Upwards")
      lab.log("down", 4 - Double(step), step: step, "Downwards")
      lab.log("hidden", 1, step: step, "Not in the plot")
    }
    lab.plot(
      "heights", "Heights on the way", ["up": "upwards", "down": "downwards"],
      guides: [.init("half", at: 4)], title: "Height", x: "hour", y: PlotAxis("metres", 0...8))
    lab.plot(
      "growth", "The same by factors", ["up": "upwards"], title: "Height", x: "hour",
      y: PlotAxis("metres", 0.5...8, logarithmic: true))
  }
}

/// A walk that every seed takes in another way, on either kind of axis.
private struct Walk: Notebook {
  static let name = "walk"
  static let title = "A walk"
  static let summary = "Random steps"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath

  func run(in lab: Lab) throws {
    for step in 0..<5 {
      let height = 2 + Double(lab.stream("steps").normal(step)).magnitude
      lab.log("height", height, step: step, "Height")
    }
    for (name, isLogarithmic) in [("plain", false), ("factors", true)] {
      lab.figure(
        name, caption: "Height", .walk(.init("height", color: 0), isLogarithmic: isLogarithmic))
    }
  }
}

extension FigureSpec {
  fileprivate static func walk(_ lines: Line..., isLogarithmic: Bool) -> FigureSpec {
    .lines(lines, x: PlotAxis("hour"), y: PlotAxis("metres", 1...9, logarithmic: isLogarithmic))
  }
}

@Suite struct SweepCurvesTests {
  private func sweep(
    _ notebook: any Notebook.Type, _ words: String..., output: String
  ) async throws {
    let (status, transcript) = try await experiments(
      arguments: ["sweep", notebook.name] + words + ["-q", "--output", output],
      notebooks: [notebook])
    #expect(status == 0, "\(transcript.err)")
  }

  @Test func aSweepOverSeedsRepeatsThePlotsOfTheNotebook() async throws {
    let folder = try TemporaryFolder()
    try await sweep(Slopes.self, "--seeds", "0..<3", output: folder.path)
    let summary = try SweepSummary.read(folder.text("strokes/sweeps/slopes@seed=0-2/sweep.json"))
    let metrics = try Metrics.read("\(folder.path)/strokes/slopes/metrics.json")
    // Where all seeds agree, the mean is each of them, and the band has no height.
    #expect(
      summary.pictures.map(\.name).filter { $0.hasPrefix("curve-") } == [
        "curve-heights", "curve-growth",
      ])
    let curves = try #require(summary.pictures.first { $0.name == "curve-heights" })
    let plot = try #require(metrics.pictures.first { $0.name == "heights" })
    #expect(curves.pixelSHA256 == plot.pixelSHA256)
    let page = try folder.text("strokes/sweeps/slopes@seed=0-2/sweep.md")
    #expect(page.contains("*Heights on the way: mean and standard deviation over the seeds*"))
    #expect(page.contains("*The same by factors: median over the seeds, and each of them*"))
  }

  @Test func aSweepOverSettingsHasAPictureOfEachCurve() async throws {
    let folder = try TemporaryFolder()
    try await sweep(Slopes.self, "--seeds", "0,1", "--set", "rise=1,5", output: folder.path)
    let page = try folder.text("strokes/sweeps/slopes@seed=0-1,rise=1+5/sweep.md")
    for (name, line) in [("curve-heights-1", "upwards"), ("curve-heights-2", "downwards")] {
      #expect(page.contains("<img src=\"figures/\(name).png\""), "\(page)")
      #expect(
        page.contains("*Heights on the way, \(line): mean and standard deviation over the seeds*"))
    }
    #expect(!page.contains("curve-heights-3"))
  }

  @Test func aCurveIsTheMeanWithinADeviationOrTheMedianBeforeTheRuns() async throws {
    let folder = try TemporaryFolder()
    try await sweep(Walk.self, "--seeds", "0..<3", output: folder.path)
    let place = "\(folder.path)/strokes"
    let runs = try ["walk", "walk@seed=1", "walk@seed=2"].map {
      let metrics = try Metrics.read("\(place)/\($0)/metrics.json")
      return try RunRecord(reading: "\(place)/\($0)/log.h5", toldOfBy: metrics).series("height")
    }
    try #require(runs.allSatisfy { $0.count == 5 } && runs[0] != runs[1])
    // Of three numbers, in Double as they stand in textbooks.
    let columns = (0..<5).map { step in runs.map { $0[step] } }
    let means = columns.map { ($0[0] + $0[1] + $0[2]) / 3 }
    let deviations = zip(columns, means).map { column, mean in
      (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
    }
    let medians = columns.map { $0.sorted()[1] }
    func array(_ values: [Double]) -> RecordedArray {
      RecordedArray(values, shape: [5], description: "")
    }
    let data = FigureData([
      "x": array([0, 1, 2, 3, 4]), "mean": array(means), "deviation": array(deviations),
      "median": array(medians), "0": array(runs[0]), "1": array(runs[1]), "2": array(runs[2]),
    ])
    let plain = FigureSpec.walk(
      .init(x: "x", y: "mean", spread: "deviation", name: "height", color: 0), isLogarithmic: false)
    func single(_ run: String) -> FigureSpec.Line {
      .init(x: "x", y: run, name: "", faint: true, color: 0)
    }
    let factors = FigureSpec.walk(
      single("0"), single("1"), single("2"), .init(x: "x", y: "median", name: "height", color: 0),
      isLogarithmic: true)
    let summary = try SweepSummary.read(folder.text("strokes/sweeps/walk@seed=0-2/sweep.json"))
    for (name, spec) in [("curve-plain", plain), ("curve-factors", factors)] {
      let picture = try #require(summary.pictures.first { $0.name == name })
      let expected = try Renderer.digest([spec.figure.bitmap(of: data).quantized()])
      #expect(picture.pixelSHA256 == expected, "\(name)")
    }
  }
}

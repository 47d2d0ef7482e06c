import Notebooks
import Platform
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

@Suite struct SweepCurvesTests {
  private func sweep(_ words: String..., output: String) async throws {
    let (status, transcript) = try await experiments(
      arguments: ["sweep", "slopes"] + words + ["-q", "--output", output],
      notebooks: [Slopes.self])
    #expect(status == 0, "\(transcript.err)")
  }

  @Test func aSweepOverSeedsRepeatsThePlotsOfTheNotebook() async throws {
    let folder = try TemporaryFolder()
    try await sweep("--seeds", "0..<3", output: folder.path)
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
    try await sweep("--seeds", "0,1", "--set", "rise=1,5", output: folder.path)
    let page = try folder.text("strokes/sweeps/slopes@seed=0-1,rise=1+5/sweep.md")
    for (name, line) in [("curve-heights-1", "upwards"), ("curve-heights-2", "downwards")] {
      #expect(page.contains("<img src=\"figures/\(name).png\""), "\(page)")
      #expect(
        page.contains("*Heights on the way, \(line): mean and standard deviation over the seeds*"))
    }
    #expect(!page.contains("curve-heights-3"))
  }
}

import HarnessTestSupport
import Testing

@testable import Comparisons
@testable import Records
@testable import Weaving

/// The last values of series, in `metrics.json` and for those who compare.
@Suite struct SeriesTests {
  private func metrics(_ values: [String: [Double]], result: Double? = nil) throws -> Metrics {
    let lab = lab()
    for (name, values) in values {
      for (step, value) in values.enumerated() { lab.log(name, value, step: 10 * step) }
    }
    if let result { lab.metric("loss/train", result, unit: "nats") }
    return try Rendition(of: lab.record).metrics
  }

  @Test func endInTheMetrics() throws {
    let metrics = try metrics(["loss/train": [3, 2, 1.5], "accuracy": [.nan]])
    #expect(
      metrics.series == [
        "loss/train": Metrics.Entry(step: .double(20), value: .double(1.5)),
        "accuracy": Metrics.Entry(step: .double(0), value: .double(.nan)),
      ])
    let text = try metrics.text()
    #expect(text.contains(#""loss/train": {"#))
    let read: Metrics = try JSON.decode(text)
    #expect(read.numbers["loss/train"]?.value.number == 1.5)
    #expect(read.numbers["accuracy"]?.value.number?.isNaN == true)
  }

  @Test func giveWayToAMetricOfTheirName() throws {
    #expect(try metrics(["loss/train": [3]], result: 2).numbers["loss/train"]?.value == .double(2))
  }

  private func changes(_ old: Metrics, _ new: Metrics) -> [String] {
    NotebookComparison(
      place: Place(group: "strokes", notebook: "a"), old: old, new: new, source: nil,
      includedSources: [], figures: [], figureCount: 0, files: []
    ).difference?.metrics.map(\.name) ?? []
  }

  @Test func areCompared() throws {
    let old = try metrics(["loss/train": [3, 2], "same": [1]])
    #expect(changes(old, try metrics(["loss/train": [3, 1], "same": [1]])) == ["loss/train"])
    #expect(changes(old, old).isEmpty)
  }

  @Test func areNotComparedWithResultsOfAVersionThatHadNone() throws {
    var old = try metrics([:])
    old.series = nil
    #expect(changes(old, try metrics(["loss/train": [3]])).isEmpty)
  }
}

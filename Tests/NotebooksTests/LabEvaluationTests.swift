import HarnessTestSupport
import Digits
import Evaluation
import Kernels
import Tensors
import Testing

@testable import Notebooks
@testable import Records
@testable import Weaving

@Suite struct LabEvaluationTests {
  private static let data = DigitData(
    name: "few", train: Strokes(seed: 5).draw(0..<1500, on: Workers()),
    test: Strokes(seed: 5).draw(60_000..<60_400, on: Workers()))

  private func results(_ lab: Lab) -> [String: Double] {
    var values: [String: Double] = [:]
    for result in lab.record.results {
      if case .double(let value) = result.value { values[result.name] = value }
    }
    return values
  }

  private func warnings(_ lab: Lab) -> [String] {
    lab.record.outputs.compactMap { if case .warning(let text) = $0.content { text } else { nil } }
  }

  @Test("real digits measure as real digits do, every result stands in the one table")
  func realDigits() throws {
    try Engine(threads: 2).withCurrent {
      let lab = lab()
      let test = Self.data.test
      let quality = try lab.evaluate(
        samples: test.tensor(0..<400), labels: test.labels, against: Self.data, of: "copy",
        latent: 3)
      let results = results(lab)
      #expect(abs(results["quality/copy/frechet-distance"] ?? 1) < 1e-6)
      #expect(results["quality/copy/frechet-floor"] ?? 0 > 0)
      #expect(results["quality/copy/label-agreement"] == results["quality/copy/judge-accuracy"])
      #expect(results["quality/copy/sharpness"] == 1)
      #expect(results["quality/copy/diversity"] == 1)
      #expect(results["quality/copy/nearest"] == 1)
      #expect(results["quality/copy/modes"] == Double(quality.histogram.covered))
      // The first three of each label, below one of them.
      let shown = lab.record.bytes("quality/digits-copy")
      for (column, label) in Self.data.distinctLabels.enumerated() {
        let indices = (0..<400).filter { test.labels[$0] == label }.prefix(3)
        for (row, index) in indices.enumerated() {
          let start = ((row + 1) * Self.data.distinctLabels.count + column) * 784
          let expected = test.tensor(index..<index + 1).greyLevels
          #expect(Array(shown[start..<start + 784]) == expected, "row \(row) of label \(label)")
        }
      }
      let tables = lab.record.outputs.compactMap {
        if case .table(let table) = $0.content { table } else { nil }
      }
      // The second one has the label agreement of each label.
      #expect(tables.count == 2)
      let table = try #require(tables.first)
      // All but the floor, the judge's accuracy and the latent dimensions, which stand in columns and in the caption.
      let measures = results.keys.filter { $0.hasPrefix("quality/copy/") }
      #expect(table.rows.count == measures.count - 2)
      #expect(table.rows.count == Measure.allCases.count)
      #expect(
        table.caption.hasPrefix("400 samples of copy, drawn from 3 latent dimensions, beside 400 "))
      let latent = lab.record.results.first { $0.name == "quality/copy/latent" }
      #expect(latent?.value == .int(3))
      #expect(
        table.columns == [
          "measure", "samples", "test digits", "training digits", "without 9", "100 repeated",
          "blurred", "noisy", "thresholded", "better",
        ])
      // Test digits as samples are as the test digits are, but for what only samples have.
      for row in table.rows {
        guard let sample = row[1].number, let digit = row[2].number else { continue }
        #expect(abs(sample - digit) < 1e-6, "\(row[0])")
      }
      #expect(table.rows.count { $0[2] == .string("–") } == 1)
      for (row, measure) in zip(table.rows, Measure.allCases) {
        let real = try #require(results["quality/real/\(measure.rawValue)"])
        #expect(row[3].number.map { abs($0 - real) <= 5e-4 * abs(real) } == true)
      }
      #expect(lab.record.results.allSatisfy { $0.isTabled })
      // The page that the table links to tells of each.
      #expect(
        tables.first?.caption.hasSuffix("[What the measures mean](../../measures.md)") == true)
      for name in results.keys {
        #expect(MeasuresPage.markdown.contains("`\(name.split(separator: "/")[2])`"), "\(name)")
      }
    }
  }

  @Test("a model that draws one picture is warned of, and has no agreement without labels")
  func collapse() throws {
    try Engine(threads: 2).withCurrent {
      let lab = lab()
      let one = Array(Self.data.test.tensor(0..<1).values)
      let samples = Tensor([50, 784], (0..<50).flatMap { _ in one })
      try lab.evaluate(samples: samples, against: Self.data)
      let results = results(lab)
      #expect(results["quality/label-agreement"] == nil)
      #expect(results["quality/modes"] == 1)
      #expect(results["quality/diversity"] == 0)
      #expect(warnings(lab).count == 2)
      #expect(warnings(lab).allSatisfy { $0.hasPrefix("Mode collapse") })
    }
  }

  @Test("of two models each is warned of by its name")
  func collapseOfTwo() throws {
    try Engine(threads: 2).withCurrent {
      let lab = lab()
      let one = Array(Self.data.test.tensor(0..<1).values)
      let samples = Tensor([50, 784], (0..<50).flatMap { _ in one })
      try lab.evaluate(samples: samples, against: Self.data)
      let count = warnings(lab).count
      try lab.evaluate(samples: samples, against: Self.data, of: "other")
      #expect(count > 0)
      #expect(
        Array(warnings(lab)[count...]) == warnings(lab)[..<count].map { "other: \($0)" })
    }
  }

  @Test(
    "labels have a column each, whatever they are, and what no share can be taken of is left out")
  func otherData() throws {
    try Engine(threads: 2).withCurrent {
      let lab = lab()
      let labels = Self.data.train.labels.map { $0 * 3 + 1 }
      // Every test digit is a training digit.
      let set = DigitSet(images: Self.data.train.images, labels: labels).prefix(300)
      let data = DigitData(name: "same", train: set, test: set)
      try lab.evaluate(samples: Self.data.test.tensor, against: data)
      #expect(lab.record.arrays["quality/digits"]?.shape == [4, 10, 28, 28])
      let results = results(lab)
      #expect(results["quality/nearest"] == nil && results["quality/sharpness"] != nil)
      #expect(results.values.allSatisfy { $0.isFinite })
    }
  }

  @Test("signs of failure in the metrics become warnings")
  func failure() {
    let lab = lab()
    for step in 1...20 {
      lab.log("loss/rising", Double(step), step: step)
      lab.log("loss/falling", 1 / Double(step), step: step)
      lab.log("loss/saturated", 0.001, step: step)
    }
    lab.warnOfFailure(falling: ["loss/falling"], discriminators: ["loss/falling"])
    #expect(warnings(lab).isEmpty)
    lab.warnOfFailure(falling: ["loss/rising"], discriminators: ["loss/saturated"])
    #expect(warnings(lab).count == 2)
    for step in 1...20 { lab.log("steps/generator", 5, step: step) }
    lab.warnOfFailure(turns: ["steps/generator"], limit: 6)
    #expect(warnings(lab).count == 2)
    lab.warnOfFailure(turns: ["steps/generator"], limit: 5)
    #expect(warnings(lab).count == 3)
  }

  @Test("a strip has the straight way of each pair above the one along the circle")
  func strips() {
    let lab = lab()
    let start = Tensor([2, 2], [1, 0, 0, 0.5])
    let end = Tensor([2, 2], [0, 1, 0.5, 0])
    // A picture is as grey as its code is far from the origin.
    lab.interpolation(caption: "", from: start, to: end, steps: 3) { codes in
      let codes = codes.values
      return Tensor(
        [codes.count / 2, 784],
        (0..<codes.count / 2).flatMap { row in
          let square = codes[2 * row] * codes[2 * row] + codes[2 * row + 1] * codes[2 * row + 1]
          return [Float](repeating: square.squareRoot(), count: 784)
        })
    }
    let array = lab.record.arrays["interpolations/interpolation"]
    #expect(array?.shape == [4, 3, 28, 28])
    let pixels = lab.record.bytes("interpolations/interpolation")
    let greys = stride(from: 0, to: pixels.count, by: 784).map { pixels[$0] }
    #expect(greys == [255, 180, 255, 255, 255, 255, 128, 90, 128, 128, 128, 128])
  }
}

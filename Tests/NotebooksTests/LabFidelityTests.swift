import Digits
import Evaluation
import HarnessTestSupport
import Kernels
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct LabFidelityTests {
  private static let data = DigitData(
    name: "few", train: Strokes(seed: 5).draw(0..<1500, on: Workers()),
    test: Strokes(seed: 5).draw(60_000..<60_400, on: Workers()))

  @Test("digits themselves are what they should be, and others are surely mistaken")
  func digits() throws {
    try Engine(threads: 2).withCurrent {
      let lab = lab(), test = Self.data.test
      // Each digit's place taken by the one after it.
      let shifted = [test.tensor(1..<400), test.tensor(0..<1)].concatenated(along: 0)
      let measures = try lab.fidelity(
        of: ["same": test.tensor, "shifted": shifted], to: test, from: Self.data)
      var results: [String: Double] = [:]
      for result in lab.record.results {
        switch result.value {
        case .double(let value): results[result.name] = value
        case .int(let value): results[result.name] = Double(value)
        default: break
        }
      }
      #expect(results["same/psnr"] ?? 0 > 58)
      #expect(results["same/ssim"] == 1)
      #expect(results["same/absolute-error"] == 0)
      #expect(abs(results["same/frechet-distance"] ?? 1) < 1e-6)
      #expect(results["same/sharpness"] == 1)
      #expect(results["same/sure-mistakes"] == 0)
      #expect(results["shifted/psnr"] ?? 100 < 20)
      // As a whole they are the same digits.
      #expect(abs(results["shifted/frechet-distance"] ?? 1) < 1e-6)
      let judge = try lab.judge(for: Self.data)
      let reading = judge.reading(of: test, in: 0..<400)
      let expected = (0..<400).filter { index in
        let next = (index + 1) % 400
        return reading.labels[index] == test.labels[index]
          && reading.labels[next] != test.labels[index] && reading.probabilities[next] >= 0.9
      }
      #expect(measures[1].sureMistakes == expected && !expected.isEmpty)
      let tables = lab.record.outputs.compactMap {
        if case .table(let table) = $0.content { table } else { nil }
      }
      #expect(tables.count == 1 && tables[0].rows.count == 3)
      for name in results.keys {
        #expect(MeasuresPage.markdown.contains("`\(name.split(separator: "/")[1])`"), "\(name)")
      }
    }
  }

  @Test(
    "pictures smaller than the window have no structural similarity, and nothing is wrong with that"
  )
  func small() throws {
    try Engine(threads: 2).withCurrent {
      let halved = DigitData(
        name: "small", train: Self.data.train.blockMeans(of: 4, on: Workers()),
        test: Self.data.test.blockMeans(of: 4, on: Workers()))
      let lab = lab()
      try lab.fidelity(of: ["same": halved.test.tensor], to: halved.test, from: halved)
      #expect(!lab.record.results.contains { $0.name == "same/ssim" })
      lab.claim("They are alike", "same/ssim", .atLeast(0.9))
      try lab.throwMistake()
    }
  }
}

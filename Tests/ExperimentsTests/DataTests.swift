import Digits
import Foundation
import HarnessTestSupport
import Kernels
import Testing

@testable import Harness
@testable import Platform
@testable import experiments

/// The notebooks on data that is not MNIST's: other labels, few digits; and with settings at their ends.
@Suite(.serialized) struct DataTests {
  /// Strokes with other labels than their own, written as IDX files.
  private func export(
    train: Int, _ labels: [UInt8], test: Int, _ testLabels: [UInt8], to folder: String
  ) throws {
    func set(_ range: Range<Int>, _ labels: [UInt8]) -> DigitSet {
      let digits = Strokes(seed: 3).draw(range, on: Workers())
      return DigitSet(
        images: digits.images,
        labels: digits.labels.indices.map {
          labels[(Int(digits.labels[$0]) + 10 * $0) % labels.count]
        })
    }
    try DigitData(
      name: "letters", train: set(0..<train, labels),
      test: set(60_000..<60_000 + test, testLabels)
    ).export(to: folder)
  }

  private func run(_ arguments: [String]) async throws -> (status: Int32, errors: String) {
    _ = temporaryCache
    let errors = Complaints()
    let status = await Harness.run(
      catalogue, arguments: arguments + ["--profile", "smoke"],
      console: Console(out: { _ in }, err: { errors.append($0) }), sources: .embedded)
    return (status, errors.text)
  }

  @Test func labelsMayHaveGapsOccurInOnePartAloneAndTestDigitsBeFew() async throws {
    try await withTemporaryFolder { folder in
      // No 0, no 7, a label that only training has, one that only tests have, and five test digits.
      try export(
        train: 600, [1, 2, 4, 8, 9, 12, 15, 26], test: 5, [2, 4, 27], to: folder + "/letters")
      let (status, errors) = try await run(
        [
          "run", "autoencoders", "manifolds", "vae", "cvae", "cgan", "vae-gan", "srgan", "pix2pix",
          "cyclegan", "stackgan", "--data", folder + "/letters", "--output", folder, "--quiet",
          "--set", "cvae.toyEpochs=1",
        ])
      #expect(status == 0, "\(errors)")
      let results = try contents(of: folder).filter { $0.hasSuffix("report.md") }
      #expect(results.count == 10)
      let report = try String(
        contentsOfFile:
          "\(folder)/\(try #require(results.first { $0.contains("/cvae@toyEpochs=1/") }))",
        encoding: .utf8)
      #expect(report.contains(" of label 4"))
      #expect(report.contains("uint8 [280, 280] planes/label-26"))
      #expect(!report.contains("planes/label-0\n"))
    }
  }

  @Test func digitsChangeHandsWithTheBuiltInOnes() async throws {
    try await withTemporaryFolder { folder in
      let labels = [UInt8](0..<10)
      try export(train: 600, labels, test: 30, labels, to: folder + "/others")
      let (status, errors) = try await run(
        ["cyclegan", "--data", folder + "/others", "--output", folder + "/out", "--quiet"])
      #expect(status == 0, "\(errors)")
      let report = try String(
        contentsOfFile: folder + "/out/others-smoke/cyclegan/report.md", encoding: .utf8)
      #expect(report.contains("figures/hands.png"))
      #expect(report.contains("data strokes"))
    }
  }

  @Test func tooFewDigitsAreSaidBeforeAnythingIsTrained() async throws {
    try await withTemporaryFolder { folder in
      try export(train: 10, [0, 1, 2], test: 10, [0, 1, 2], to: folder + "/ten")
      let notebooks = [
        "autoencoders", "manifolds", "vae", "cvae", "mlp-gan", "gan", "cgan", "vae-gan", "dcgan",
        "wgan", "srgan", "pix2pix", "cyclegan", "stackgan",
      ]
      let (status, errors) = try await run(
        ["run"] + notebooks + ["--data", folder + "/ten", "--output", folder + "/out"])
      #expect(status == 2)
      for (notebook, needed) in zip(
        notebooks, [64, 128, 500, 500, 100, 32, 32, 500, 16, 16, 16, 16, 32, 16])
      {
        #expect(
          errors.split(whereSeparator: \.isNewline).contains {
            // The same complaint is made once, and referred to.
            $0.contains("experiments: \(notebook): ")
              && ($0.contains(" takes \(needed) digits in a step, but there are only 10.")
                || $0.contains("the same as for "))
          }, "\(errors)")
      }
      #expect(!errors.contains("training:") && !errors.contains("judge"), "\(errors)")
    }
  }

  @Test func aSentenceThatIsNoneIsSaidBeforeAnythingIsTrained() async throws {
    try await withTemporaryFolder { folder in
      let (status, errors) = try await run(
        ["stackgan", "--set", "prompt=a thin seven; a purple six", "--output", folder])
      #expect(status == 2)
      #expect(errors.contains("the sentence \"a purple six\" has \"purple\" where"), "\(errors)")
      #expect(!errors.contains("training:"), "\(errors)")
    }
  }

  @Test func batchesOfOneDigitTrainThoughTheLossesAreNotAsTheyShouldBe() async throws {
    try await withTemporaryFolder { folder in
      let (status, errors) = try await run(
        ["vae", "--quiet", "--output", folder]
          + ["batchSize=1", "trainingDigits=500", "epochs=1"].flatMap { ["--set", $0] })
      #expect(status == 0, "\(errors)")
    }
  }
}

import Digits
import Foundation
import Kernels
import Testing

@testable import Harness
@testable import Notebooks
@testable import Records

/// A whole notebook on data sets of every kind, through the command line.
@Suite struct DataShapeTests {
  private func set(_ count: Int, labels: Int, _ shape: ImageShape, seed: Int) -> DigitSet {
    let pixels = (0..<count * shape.size).map { UInt8(truncatingIfNeeded: ($0 + seed) * $0 / 31) }
    if labels == 0 { return DigitSet(unlabelled: pixels, shape: shape) }
    return DigitSet(
      images: pixels, labels: (0..<count).map { UInt8($0 % labels) }, shape: shape)
  }

  private func run(
    labels: Int, _ shape: ImageShape, in folder: TemporaryFolder
  ) async throws -> (status: Int32, errors: String) {
    let data = DigitData(
      name: "set", train: set(60, labels: labels, shape, seed: 3),
      test: set(50, labels: labels, shape, seed: 5))
    try data.export(to: folder.path + "/set")
    let (status, transcript) = try await experiments(
      arguments: [
        "run", "reads", "--profile", "smoke", "--data", folder.path + "/set", "--output",
        folder.path + "/results", "-q", "--set", "trainingDigits=50",
      ], notebooks: [Reads.self])
    return (status, transcript.err)
  }

  @Test(arguments: [
    (5, ImageShape.digit), (47, .digit), (5, ImageShape(height: 32, width: 32, channels: 3)),
    (3, ImageShape(height: 20, width: 12)), (2, ImageShape(height: 4, width: 5, channels: 3)),
  ])
  func aNotebookRunsOnImagesOfAnySizeAndAnyNumberOfLabels(
    labels: Int, shape: ImageShape
  ) async throws {
    let folder = try TemporaryFolder()
    let (status, errors) = try await run(labels: labels, shape, in: folder)
    #expect(status == 0, "\(errors)")
    let results = try #require(
      folder.files().first { $0.hasSuffix("/metrics.json") } as NSString?
    ).deletingLastPathComponent
    let log = try RunRecord(reading: "\(folder.path)/\(results)/log.h5")
    #expect(log.arrays["samples/images"]?.shape == [40] + shape.dimensions)
    #expect(log.arrays["quality/digits"]?.shape == [4, labels] + shape.dimensions)
    #expect(
      log.arrays["manifold/label-0"]?.shape
        == [2, 8 * shape.height, 8 * shape.width] + shape.dimensions.dropFirst(2))
    let figures = folder.files().filter { $0.hasSuffix(".png") }
    #expect(figures.contains("\(results)/figures/transfer.png"))
    #expect(figures.contains("\(results)/figures/digits.png"))
  }

  @Test func aNotebookThatNeedsNoLabelsRunsWithoutAny() async throws {
    let folder = try TemporaryFolder()
    let shape = ImageShape(height: 32, width: 32, channels: 3)
    let (status, errors) = try await run(labels: 0, shape, in: folder)
    #expect(status == 0, "\(errors)")
    #expect(folder.files().contains { $0.hasSuffix("figures/interpolation.png") })
  }

  @Test func aDataSetIsDescribedWithItsSizeAndItsLabels() {
    let shape = ImageShape(height: 20, width: 12, channels: 3)
    let labelled = set(60, labels: 2, shape, seed: 1), bare = set(60, labels: 0, shape, seed: 1)
    #expect(
      DataCommand.description(of: DigitData(name: "a", train: labelled, test: labelled))
        .contains("60 digits of 20×12×3, mean level"))
    #expect(
      DataCommand.description(of: DigitData(name: "a", train: bare, test: bare))
        .contains(", without labels"))
  }
}

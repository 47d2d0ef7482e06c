import Foundation
import Raster
import Testing

@testable import Comparisons
@testable import Platform
@testable import Records

/// What `--log` adds.
@Suite struct LogDifferenceTests {
  private func run(loss: [Double], codes: [Float], weight: Float = 1) -> RunRecord {
    var record = record(source: "")
    record.arrays = [
      "metrics/loss/step": RecordedArray(
        loss.indices.map { Int64(10 * $0) }, shape: [loss.count], description: "step"),
      "metrics/loss/value": RecordedArray(loss, shape: [loss.count], description: "loss"),
      "latents/codes": RecordedArray(codes, shape: [2, 2, 2], description: "codes"),
      "latents/labels": RecordedArray([3, 3] as [UInt8], shape: [2], description: "labels"),
      "parameters/encoder/dense1/weights": RecordedArray(
        [3, 4 * weight] as [Float], shape: [2, 1], description: "weights"),
      "parameters/encoder/dense2/weights": RecordedArray(
        [1] as [Float], shape: [1, 1], description: "weights"),
      "samples/images": RecordedArray([1, 2, 3] as [UInt8], shape: [3], description: "images"),
    ]
    return record
  }

  @Test func namesTheFirstStepThatDiffers() throws {
    let codes: [Float] = [0, 0, 0, 0, 1, 1, 3, 1]
    let old = run(loss: [5, 4, 3, 2], codes: codes)
    let new = run(loss: [5, 4, 3.5, 2, 1], codes: codes)
    let difference = LogDifference(old, new)
    #expect(
      difference.lines == [
        "loss: 4 → 5 values, differs from step 20 on (3 → 3.5), ends at 2 → 1"
      ])
    #expect(difference.latents == nil && difference.layers.isEmpty && difference.others.isEmpty)
  }

  @Test func tellsHowCodesAndParametersMoved() throws {
    let old = run(loss: [5], codes: [9, 9, 9, 9, 1, 1, 3, 1])
    var new = run(loss: [5], codes: [9, 9, 9, 9, 4, 5, 6, 5], weight: 2)
    new.arrays["samples/images"] = RecordedArray(
      [1, 2, 4] as [UInt8], shape: [3], description: "images")
    new.arrays["extra"] = RecordedArray([1] as [UInt8], shape: [1], description: "more")
    let difference = LogDifference(old, new)
    let latents = try #require(difference.latents)
    #expect(latents.means == [.init(label: 3, old: [2, 1], new: [5, 5])])
    #expect(latents.means[0].distance == 5)
    #expect(try Bitmap.decoding(png: latents.picture).width > 300)
    // (3, 4) became (3, 8): by 4 of a length of 5.
    #expect(
      difference.lines == [
        "mean code of 3: (2, 1) → (5, 5), 5 away",
        "encoder/dense1: moved by 80 % of its length, a parameter by at most 4",
        "extra: added", "latents/codes: 4 of 8 numbers differ",
        "samples/images: 1 of 3 numbers differ",
      ])
  }

  @Test func readsTheLogsOfTwoFolders() async throws {
    let folder = try TemporaryFolder()
    for (name, points) in [("one", "20"), ("two", "21")] {
      let (status, _) = try await experiments(
        "ring", "--set", "points=\(points)", "--output", "\(folder.path)/\(name)", "--quiet")
      #expect(status == 0)
      // As two versions of the notebook leave them.
      let group = "\(folder.path)/\(name)/strokes"
      try FileManager.default.moveItem(
        atPath: "\(group)/ring@points=\(points)", toPath: "\(group)/ring")
    }
    let (status, transcript) = try await experiments(
      "diff", "\(folder.path)/one", "\(folder.path)/two", "--log", "--pictures",
      "\(folder.path)/pictures")
    #expect(status == 1)
    #expect(transcript.out.contains("  log\n    ring/points: [3, 20, 2] → [3, 21, 2]\n"))
    #expect(transcript.out.contains("\n1 notebook changed.\n"))
    let clone = try ResultsClone()
    try clone.write(Golden())
    try clone.commit("Results")
    try clone.write(Golden(loss: 1.25))
    let (_, out, _) = await clone.experiments("diff", "--log")
    #expect(out.contains("note: no log of strokes/golden in "))
  }

  @Test func aLogThatIsNotThatOfItsResults() async throws {
    let folder = try TemporaryFolder()
    for name in ["one", "two", "other"] {
      let (status, _) = try await experiments(
        "ring", "--seed", name == "other" ? "8" : "7", "--output", "\(folder.path)/\(name)", "-q")
      #expect(status == 0)
    }
    func diff() async throws -> (status: Int32, out: String) {
      let (status, transcript) = try await experiments(
        "diff", "\(folder.path)/one", "\(folder.path)/two", "--log")
      return (status, transcript.out)
    }
    #expect(try await diff().status == 0)
    let log = try #require(folder.files().first { $0.hasPrefix("two/") && $0.hasSuffix("log.h5") })
    let other = try #require(
      folder.files().first { $0.hasPrefix("other/") && $0.hasSuffix("log.h5") })
    let whole = Array(try #require(folder.bytes(log)))
    for (bytes, reason) in [
      (
        Array(try #require(folder.bytes(other))),
        "/metrics/spread/value does not have the digest that metrics.json tells: the log is damaged or "
          + "of another run; run the notebook again"
      ),
      (Array(whole.dropLast(whole.count / 2)), "Cannot open the file"),
      (
        Array("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n".utf8),
        "it is a pointer of Git LFS"
      ),
    ] {
      try Files.write(bytes, to: "\(folder.path)/\(log)")
      let (status, out) = try await diff()
      #expect(status == 2)
      #expect(out.contains("log.h5 of \(folder.path)/two cannot be compared: \(reason)"), "\(out)")
    }
  }
}

import Foundation
import Testing

@testable import Notebooks
@testable import Records

/// NaN is not another number than NaN, and -0 is another than 0: to every command that compares.
@Suite struct SameBitsTests {
  private static let nan = RecordedArray([1, .nan, -0.0], shape: [3], description: "")

  @Test func numbersOfTheLog() {
    let signalling = RecordedArray([1, -Double.nan, -0.0], shape: [3], description: "")
    let zero = RecordedArray([1, .nan, 0.0], shape: [3], description: "")
    #expect(Self.nan == Self.nan && Self.nan == signalling && Self.nan != zero)
    let float = RecordedArray([.nan, -0.0] as [Float], shape: [2], description: "")
    #expect(float == RecordedArray([-.nan, -0.0] as [Float], shape: [2], description: ""))
    #expect(float != RecordedArray([.nan, 0.0] as [Float], shape: [2], description: ""))
    #expect(float != RecordedArray([.nan] as [Float], shape: [1], description: ""))
    #expect([Float]().isSame(as: []))
  }

  @Test func verifySaysTheSameBits() async throws {
    let folder = try TemporaryFolder()
    func run(_ words: String...) async throws -> (status: Int32, transcript: Transcript) {
      try await experiments(arguments: words + ["--output", folder.path], notebooks: [Odd.self])
    }
    #expect(try await run("odd", "-q").status == 0)
    let (same, text) = try await run("verify", "-q")
    #expect(same == 0 && text.out.contains("odd: the same bits"), "\(text.out)")
    let (different, other) = try await Odd.$zero.withValue(0) { try await run("verify", "-q") }
    #expect(different == 1)
    #expect(other.out.contains("\n  result zero was -0.0 and is 0\n"), "\(other.out)")
    #expect(
      other.out.contains("/metrics/series/value differs first at [1]: it was -0.0 and is 0.0\n"),
      "\(other.out)")
    #expect(!other.out.contains("NaN") && !other.out.contains("nan"), "\(other.out)")
    let kept = try #require(other.out.split(separator: "\n").last).components(
      separatedBy: "are in ")[1]
    try FileManager.default.removeItem(atPath: (kept as NSString).deletingLastPathComponent)
  }

  @Test func diffSeesNoChange() async throws {
    let clone = try ResultsClone()
    try clone.write(Golden(loss: .nan, accuracy: -0.0))
    try clone.commit("Results")
    try clone.write(Golden(prose: "Other words.", loss: .nan, accuracy: -0.0))
    let (status, out, _) = await clone.experiments("diff")
    #expect(status == 1 && out.contains("All numbers and pictures are the same to the bit."))
    #expect(!out.contains("NaN"), "\(out)")
    try clone.write(Golden(loss: .nan, accuracy: 0))
    let (_, signs, _) = await clone.experiments("diff")
    #expect(signs.contains("accuracy  -0 → 0 share"), "\(signs)")
    #expect(!signs.contains("NaN"), "\(signs)")
  }

  @Test func diffOfLogsSeesNoChange() async throws {
    let folder = try TemporaryFolder()
    for (name, zero, other) in [("one", -0.0, 1.0), ("two", -0.0, 2), ("three", 0, 1)] {
      let (status, _) = try await Odd.$zero.withValue(zero) {
        try await Odd.$other.withValue(other) {
          try await experiments(
            arguments: ["odd", "-q", "--output", "\(folder.path)/\(name)"], notebooks: [Odd.self])
        }
      }
      #expect(status == 0)
    }
    func diff(_ other: String) async throws -> String {
      try await experiments(
        "diff", "\(folder.path)/one", "\(folder.path)/\(other)", "--log", "--pictures",
        "\(folder.path)/pictures"
      ).transcript.out
    }
    let one = try await diff("two")
    #expect(one.contains("  log\n    other: differs from step 0 on (1 → 2), ends at 1 → 2\n\n"))
    let zero = try await diff("three")
    #expect(zero.contains("  log\n    series: differs from step 1 on (-0 → 0)\n\n"), "\(zero)")
  }

  @Test func bisectFindsTheOtherSign() async throws {
    let clone = try ResultsClone()
    var commits: [String] = []
    for (grey, accuracy) in [(1, -0.0), (2, -0.0), (3, 0)] as [(UInt8, Double)] {
      try clone.write(Golden(loss: .nan, accuracy: accuracy, grey: grey))
      commits.append(try clone.commit("Grey \(grey)"))
    }
    let (never, text, _) = await clone.experiments("bisect", commits[0], "HEAD", "--metric", "loss")
    #expect(never == 0 && text.hasPrefix("metric loss never changed"))
    let (found, out, _) = await clone.experiments(
      "bisect", commits[0], "HEAD", "--metric", "accuracy")
    #expect(found == 1 && out.contains("\ncommit \(commits[2])\n"), "\(out)")
  }
}

/// Leaves what is no number, and both zeros.
struct Odd: Notebook {
  static let name = "odd"
  static let title = "Odd numbers"
  static let summary = "No numbers"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath
  @TaskLocal static var zero = -0.0
  @TaskLocal static var other = 1.0

  @Setting("a text that looks like a number") var text = "NaN"

  func run(in lab: Lab) throws {
    for (step, value) in [Double.nan, Self.zero, .nan].enumerated() {
      lab.metric("series", value, step: step)
    }
    lab.metric("other", Self.other, step: 0)
    lab.result("nothing", Double.nan)
    lab.result("zero", Self.zero)
    lab.result("endless", -Double.infinity)
  }
}

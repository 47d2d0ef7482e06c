import Digits
import Foundation
import Kernels
import Testing

@testable import Notebooks
@testable import Platform
@testable import Records

/// Results are kept by what was run: nothing of another seed, other settings or other digits is replaced silently.
@Suite struct RunIdentityTests {
  private func identity(
    seed: UInt64 = 0, _ settings: KeyValuePairs<String, Scalar> = [:]
  ) -> RunIdentity {
    RunIdentity(
      notebook: "vae", title: "", summary: "", seed: seed, profile: .standard, data: "strokes",
      sourceName: "",
      settings: settings.map {
        RecordedSetting(key: $0, description: "", value: $1, preset: .int(60))
      })
  }

  @Test func theFolderNamesWhatDiffersFromTheProfile() {
    #expect(identity().folder == "vae")
    #expect(identity(["epochs": .int(60)]).folder == "vae")
    #expect(identity(seed: 3).folder == "vae@seed=3")
    #expect(
      identity(seed: 3, ["epochs": .int(5), "rate": .double(1e-3)]).folder
        == "vae@seed=3,epochs=5,rate=0.001")
  }

  @Test func whatIsNoNameIsToldApartByItsDigest() {
    let folders = [".", "a/b", "a_b", "a b", "ä", String(repeating: "x", count: 300)].map {
      identity(["words": .string($0)]).folder
    }
    #expect(Set(folders).count == folders.count)
    for folder in folders {
      #expect(folder.utf8.count < 150 && !folder.contains("/") && folder.hasPrefix("vae@words="))
      #expect(folder.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
    }
    #expect(folders[2] == "vae@words=a_b")
  }

  @Test func otherSeedsAndSettingsLieBesideTheUsualResults() async throws {
    let folder = try TemporaryFolder()
    func run(_ words: String...) async throws {
      let (status, _) = try await experiments(
        arguments: words + ["--output", folder.path], notebooks: [Ring.self])
      #expect(status == 0)
    }
    try await run("ring")
    let usual = folder.bytes("strokes/ring/metrics.json")
    try await run("ring", "--seed", "1")
    try await run("ring", "--seed", "1", "--set", "points=7")
    #expect(folder.bytes("strokes/ring/metrics.json") == usual)
    #expect(try Metrics.read("\(folder.path)/strokes/ring@seed=1/metrics.json").seed == 1)
    // The same words choose the same results for drawing again and for verifying.
    let other = "strokes/ring@seed=1,points=7"
    let report = folder.bytes("\(other)/report.md")
    try Files.write([1], to: "\(folder.path)/\(other)/report.md")
    try await run("render", "ring", "--seed", "1", "--set", "points=7")
    #expect(folder.bytes("\(other)/report.md") == report)
    try await run("verify", "ring", "--seed", "1", "--set", "points=7")
  }

  @Test(arguments: [
    ("\"seed\": 0", "\"seed\": 4", "they are of seed 4; move them elsewhere"),
    ("\"notebook\": \"ring\"", "\"notebook\": \"rang\"", "they are of the notebook rang"),
    ("\"profile\": \"standard\"", "\"profile\": \"smoke\"", "they are of the profile smoke"),
    ("\"points\": 50", "\"points\": 9", "they are of another points: 9"),
  ])
  func resultsOfAnotherIdentityAreNotReplaced(
    text: String, other: String, message: String
  ) async throws {
    let folder = try TemporaryFolder()
    _ = try await experiments("ring", "--output", folder.path)
    let path = "\(folder.path)/strokes/ring/metrics.json"
    let metrics = try folder.text("strokes/ring/metrics.json")
    #expect(metrics.contains(text))
    try Files.write(Array(metrics.replacing(text, with: other).utf8), to: path)
    let before = folder.files().map { folder.bytes($0) }
    let (status, transcript) = try await experiments("ring", "-q", "--output", folder.path)
    #expect(status == 2)
    #expect(transcript.err.contains(message), "\(transcript.err)")
    #expect(folder.files().map { folder.bytes($0) } == before)
  }

  /// A notebook that uses its digits.
  private struct Counts: Notebook {
    static let name = "counts"
    static let title = "Counts"
    static let summary = "How many digits there are"
    static let minutes = Minutes(smoke: 0, standard: 0, article: 0)
    static let sourcePath = #filePath
    func run(in lab: Lab) throws { lab.result("count", try lab.digits().train.count) }
  }

  private func counts(_ data: String, output: String) async throws -> (Int32, Transcript) {
    try await experiments(
      arguments: ["counts", "-q", "--data", data, "--output", output], notebooks: [Counts.self])
  }

  private func export(_ seed: UInt64, to path: String) throws {
    try DigitData(
      name: "few", train: Strokes(seed: seed).draw(0..<20, on: Workers()),
      test: Strokes(seed: seed).draw(60_000..<60_010, on: Workers())
    ).export(to: path)
  }

  @Test func otherDigitsUnderTheSameNameAreRefused() async throws {
    let folder = try TemporaryFolder()
    try export(1, to: "\(folder.path)/a/few")
    try export(2, to: "\(folder.path)/b/few")
    let (first, _) = try await counts("\(folder.path)/a/few", output: "\(folder.path)/out")
    #expect(first == 0)
    let before = folder.bytes("out/few/counts/metrics.json")
    let (second, transcript) = try await counts(
      "\(folder.path)/b/few", output: "\(folder.path)/out")
    #expect(second == 2)
    #expect(transcript.err.contains("they are of other digits of the same name, SHA-256"))
    #expect(folder.bytes("out/few/counts/metrics.json") == before)
    let (again, _) = try await counts("\(folder.path)/a/few", output: "\(folder.path)/out")
    #expect(again == 0)
  }

  @Test(arguments: ["strokes", "mnist", "数字", "my digits"])
  func aNameThatMeansOrLosesSomethingGetsTheDigestOfTheDigits(name: String) async throws {
    let folder = try TemporaryFolder()
    for seed: UInt64 in [1, 2] {
      let data = "\(folder.path)/\(seed)/\(name)"
      try export(seed, to: data)
      let (status, _) = try await counts(data, output: "\(folder.path)/out")
      #expect(status == 0)
    }
    let groups = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out")
      .filter { $0 != "README.md" }
    #expect(groups.count == 2 && !groups.contains("strokes") && !groups.contains("mnist"))
    for group in groups {
      let metrics = try Metrics.read("\(folder.path)/out/\(group)/counts/metrics.json")
      #expect(metrics.data == group && group.hasSuffix("-\(metrics.dataSHA256.prefix(8))"))
    }
  }
}

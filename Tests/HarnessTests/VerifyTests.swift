import Foundation
import Testing

@testable import Harness
@testable import Platform
@testable import Records

@Suite struct VerifyTests {
  private func run(_ words: String..., in folder: TemporaryFolder) async throws -> (
    status: Int32, transcript: Transcript
  ) {
    try await experiments(
      arguments: words + ["--output", folder.path], notebooks: [Ring.self, Trains.self])
  }

  @Test func resultsThatComeOutAgainAreTheSame() async throws {
    let folder = try TemporaryFolder()
    _ = try await run("ring", "--seed", "5", "--set", "points=9", in: folder)
    _ = try await run("trains", in: folder)
    let before = folder.files().map { folder.bytes($0) }
    let (status, transcript) = try await run("verify", "-q", in: folder)
    #expect(status == 0)
    #expect(
      transcript.out.contains(
        "ring: the same bits as \(folder.path)/strokes/ring@seed=5,points=9: 6 data sets, "))
    #expect(transcript.out.contains("\ntrains: the same bits"))
    #expect(transcript.err.isEmpty)
    #expect(folder.files().map { folder.bytes($0) } == before)
  }

  @Test func aTemporaryFolderThatIsNotThereIsSaidBeforeTheWork() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      _ = try await experiments("ring", "--output", folder.path)
      setenv("TMPDIR", "\(folder.path)/nowhere", 1)
      let verification = ["verify", "ring", "--output", folder.path]
      let transcript = Transcript()
      let status = await Harness.run(
        [Ring.self], arguments: verification, console: transcript.console(), sources: .ofTests)
      let expected =
        "could not make a temporary file in \(folder.path)/nowhere: No such file or directory; set "
        + "TMPDIR to a folder that you can write to"
      guard status == 2, (transcript.out + transcript.err).contains(expected) else {
        print(transcript.out, transcript.err)
        exit(1)
      }
    }
  }

  @Test func aDifferenceIsNamedWithItsPlaceAndItsTrainingStep() async throws {
    let folder = try TemporaryFolder()
    _ = try await Trains.$learningRate.withValue(0.02) { try await run("trains", in: folder) }
    let (status, transcript) = try await run("verify", "trains", in: folder)
    #expect(status == 1)
    let lines = transcript.out.split(separator: "\n")
    #expect(lines[0] == "trains: not the same bits as \(folder.path)/strokes/trains")
    #expect(lines[1] == "  training loop 1 gives other parameters first in step 1")
    #expect(lines[2].hasPrefix("  /chain/sha256 differs first at [1, "))
    #expect(transcript.out.contains("\n  /history/first differs first at [1, "))
    #expect(transcript.out.contains("\n  picture losses has other pixels\n"))
    let kept = try #require(lines.last).components(separatedBy: "are in ")[1]
    #expect(Files.exists("\(kept)/log.h5"))
    try FileManager.default.removeItem(
      atPath: (kept as NSString).deletingLastPathComponent)
  }

  @Test func withoutTheOldLogTheDigestsAreCompared() async throws {
    let folder = try TemporaryFolder()
    _ = try await run("ring", in: folder)
    try FileManager.default.removeItem(atPath: "\(folder.path)/strokes/ring/log.h5")
    let (same, _) = try await run("verify", "ring", in: folder)
    #expect(same == 0)
    let path = "\(folder.path)/strokes/ring/metrics.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let digest = try #require(try Metrics.read(path).datasets["ring/points"])
    let wrong = String(repeating: "0", count: 64)
    try text.replacing(digest, with: wrong).write(toFile: path, atomically: true, encoding: .utf8)
    let (different, transcript) = try await run("verify", "ring", "--json", in: folder)
    #expect(different == 1)
    let verdicts: [JSON] = try JSON.decode(transcript.out)
    guard case .object(let members)? = verdicts.first else { throw CancellationError() }
    #expect(members["status"] == .string("different"))
    #expect(members["differences"] == .array([.string("/ring/points has other numbers")]))
    #expect(
      members["remarks"]
        == .array([
          .string(
            "there is no log.h5, so the first number and training step that differ cannot be told")
        ]))
    #expect(members["seed"] == .int(0))
    #expect(members["data_sha256"] == .string(""))
    guard case .array? = members["processor_features"] else {
      Issue.record("no features of the processor")
      return
    }
    for name in [
      "source_sha256", "library_sha256", "result_sha256", "expected_result_sha256", "toolchain",
      "processor",
    ] {
      guard case .string? = members[name] else {
        Issue.record("no \(name)")
        continue
      }
    }
    if case .string(let kept)? = members["new_folder"] {
      try FileManager.default.removeItem(atPath: (kept as NSString).deletingLastPathComponent)
    }
  }

  @Test func anEditedReportIsADifference() async throws {
    let folder = try TemporaryFolder()
    _ = try await run("ring", in: folder)
    try Files.write([1], to: "\(folder.path)/strokes/ring/report.md")
    let (status, transcript) = try await run("verify", "ring", in: folder)
    #expect(status == 1)
    #expect(
      transcript.out.contains("\n  report.md is not the file that its own metrics.json tells of\n"))
  }

  @Test(arguments: [
    ("points", "dots", "ring has no such setting"),
    ("\"schema\": 2", "\"schema\": 7", "it has schema 7"),
    ("\"notebook\": \"ring\"", "\"notebook\": \"rang\"", "it is no metrics.json of ring"),
    ("\"data_sha256\": \"\"", "\"data_sha256\": \"ab\"", "it was made from digits with SHA-256 ab"),
  ])
  func resultsThatCannotBeRunAgainAreTrouble(
    text: String, other: String, message: String
  ) async throws {
    let folder = try TemporaryFolder()
    _ = try await run("ring", in: folder)
    let path = "\(folder.path)/strokes/ring/metrics.json"
    let metrics = try String(contentsOfFile: path, encoding: .utf8)
    #expect(metrics.contains(text))
    try metrics.replacing(text, with: other).write(toFile: path, atomically: true, encoding: .utf8)
    let (status, transcript) = try await run("verify", "ring", in: folder)
    #expect(status == 2)
    #expect(transcript.out.contains(message), "\(transcript.out)")
  }

  @Test func noResultsAreTrouble() async throws {
    let folder = try TemporaryFolder()
    let (all, transcript) = try await run("verify", in: folder)
    #expect(all == 2)
    #expect(transcript.err.contains("there are no results; run a notebook first"))
    let (one, _) = try await run("verify", "ring", in: folder)
    #expect(one == 2)
  }
}

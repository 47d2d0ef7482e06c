import Foundation
import Testing

@testable import Notebooks
@testable import Platform
@testable import Records

@Suite struct RunTests {
  @Test func leavesEverythingThatTheDesignNames() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await experiments("ring", "-q", "--output", folder.path)
    #expect(status == 0)
    #expect(transcript.err.isEmpty)
    #expect(transcript.out.contains("ring (strokes, standard, seed 0): done in"))
    #expect(transcript.out.contains("  ✓ There are points: 50 > 0\n"))
    let ring = "strokes/ring"
    #expect(
      folder.files() == [
        "README.md", "measures.md", "\(ring)/figures/cloud.png", "\(ring)/figures/digits.png",
        "\(ring)/figures/moving.gif", "\(ring)/figures/spread.png",
        "\(ring)/log.h5", "\(ring)/metrics.json", "\(ring)/provenance.json", "\(ring)/report.md",
      ])
    let report = try folder.text("\(ring)/report.md")
    #expect(report.hasPrefix("# A ring\n\n*Data: strokes"))
    #expect(report.contains("<img src=\"figures/moving.gif\""))
    #expect(!report.contains(folder.path) && !report.contains(#filePath))
    let metrics = try Metrics.read("\(folder.path)/\(ring)/metrics.json")
    #expect(metrics.results["count"]?.value == .int(50))
    #expect(metrics.cover == "figures/moving.gif")
    #expect(metrics.datasets.count == 6)
  }

  @Test func makesTheSameBytesInAnyFolderOnAnyCountOfThreadsAndFromTheLog() async throws {
    let folders = [try TemporaryFolder(), try TemporaryFolder()]
    for (index, folder) in folders.enumerated() {
      let (status, _) = try await experiments(
        "ring", "--profile", "smoke", "--threads", "\(index + 1)", "--output", folder.path)
      #expect(status == 0)
    }
    let (status, _) = try await experiments(
      "render", "ring", "--profile", "smoke", "--output", folders[1].path)
    #expect(status == 0)
    #expect(folders[0].files() == folders[1].files())
    for file in folders[0].files() where !file.hasSuffix("provenance.json") {
      #expect(folders[0].bytes(file) == folders[1].bytes(file), "\(file)")
    }
  }

  @Test func changesItsResultsWithTheSeed() async throws {
    let folder = try TemporaryFolder()
    _ = try await experiments("ring", "--output", folder.path)
    let first = try Metrics.read("\(folder.path)/strokes/ring/metrics.json")
    _ = try await experiments("ring", "--seed", "1", "--output", folder.path)
    let second = try Metrics.read("\(folder.path)/strokes/ring@seed=1/metrics.json")
    #expect(first.datasets["ring/points"] != second.datasets["ring/points"])
    #expect(first.datasets["samples/images"] == second.datasets["samples/images"])
  }

  @Test func runsTheOthersWhenOneFailsAndKeepsOldResults() async throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/strokes/fails")
    try Files.write([1], to: "\(folder.path)/strokes/fails/report.md")
    let (status, transcript) = try await experiments(
      "all", "-q", "--set", "words=out of luck", "--set", "ring.points=9", "--output", folder.path,
      notebooks: [Fails.self, Ring.self])
    #expect(status == 2)
    #expect(transcript.err == "experiments: fails: out of luck\n")
    #expect(transcript.out.contains("ring (strokes, standard, seed 0): done"))
    #expect(folder.bytes("strokes/fails/report.md") == Data([1]))
    #expect(
      try Metrics.read("\(folder.path)/strokes/ring@points=9/metrics.json").settings["points"]
        == .int(9))
    let hidden = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/strokes")
    #expect(hidden.sorted() == ["fails", "ring@points=9"])
  }

  @Test func saysOnceWhatGoesWrongInSeveralNotebooks() async throws {
    struct FailsAlike: Notebook {
      static let name = "fails-alike"
      static let title = "The same trouble"
      static let summary = "Always fails as another does"
      static let minutes = Fails.minutes
      static let sourcePath = #filePath
      func run(in lab: Lab) throws { throw Fails.Trouble(description: "no luck") }
    }
    let folder = try TemporaryFolder()
    let (status, transcript) = try await experiments(
      "all", "-q", "--output", folder.path, notebooks: [Fails.self, FailsAlike.self])
    #expect(status == 2)
    #expect(
      transcript.err
        == "experiments: fails: no luck\nexperiments: fails-alike: the same as for fails\n")
  }

  @Test func endsWithOneForAFailedClaimOnlyWhenStrict() async throws {
    let folder = try TemporaryFolder()
    let words = ["ring", "--set", "moon=true", "--output", folder.path]
    let (relaxed, _) = try await experiments(words[0], words[1], words[2], words[3], words[4])
    #expect(relaxed == 0)
    let (strict, transcript) = try await experiments(
      words[0], words[1], words[2], words[3], words[4], "--strict")
    #expect(strict == 1)
    #expect(transcript.out.contains("  ✗ The moon is made of cheese\n"))
  }

  @Test func skipsWhatStandsWhenOnlyTheNeededIsAskedFor() async throws {
    let folder = try TemporaryFolder()
    func again(_ more: String...) async throws -> String {
      let words = ["--needed", "--json", "--output", folder.path] + more
      let (status, transcript) =
        more.isEmpty
        ? try await experiments("ring", words[0], words[1], words[2], words[3])
        : try await experiments("ring", words[0], words[1], words[2], words[3], more[0], more[1])
      #expect(status == 0)
      let json: [JSON] = try JSON.decode(transcript.out)
      guard case .object(let members)? = json.first, case .string(let text)? = members["status"]
      else { return "" }
      return text
    }
    #expect(try await again() == "done")
    #expect(try await again() == "skipped")
    #expect(try await again("--set", "points=7") == "done")
    #expect(try await again("--set", "points=7") == "skipped")
    #expect(try await again("--seed", "3") == "done")
    #expect(try await again() == "skipped")
    // As in a fresh clone, where git has left it out.
    try FileManager.default.removeItem(atPath: "\(folder.path)/strokes/ring/provenance.json")
    #expect(try await again() == "skipped")
    let report = "\(folder.path)/strokes/ring/report.md"
    try Files.write(Array("edited".utf8), to: report)
    #expect(try await again() == "done")
    try FileManager.default.removeItem(atPath: "\(folder.path)/strokes/ring/figures/moving.gif")
    #expect(try await again() == "done")
    #expect(try await again() == "skipped")
  }

  @Test func saysWhatItWouldDoAndDoesNothing() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await experiments(
      "all", "--dry-run", "--profile", "smoke", "--output", folder.path)
    #expect(status == 0)
    #expect(transcript.out.hasPrefix("ring: strokes, smoke, seed 0, about "))
    #expect(transcript.out.contains(", to \(folder.path)/strokes-smoke/ring\n  points = 20"))
    #expect(folder.files().isEmpty)
  }

  @Test func refusesANotebookWhoseSourceTheProgramDoesNotCarry() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await experiments(
      arguments: ["ring", "--output", folder.path], notebooks: [Ring.self],
      sources: ProgramSources(notebooks: [:], librarySHA256: "", trainingSHA256: ""))
    #expect(status == 2)
    #expect(transcript.err.contains("the program was built without it; let the target of ring use"))
    #expect(folder.files() == [])
  }

  @Test func aFullDiskIsOneMessageAndLeavesOldResults() async {
    let result = await #expect(
      processExitsWith: .exitCode(2), observing: [\.standardErrorContent]
    ) {
      let folder = try TemporaryFolder()
      let (first, _) = try await experiments("ring", "--output", folder.path)
      let before = folder.files().map { folder.bytes($0) }
      signal(SIGXFSZ, SIG_IGN)
      // A file that may not grow meets the same errors as a full disk.
      var limit = rlimit(rlim_cur: 2000, rlim_max: rlim_t.max)
      #if os(Linux)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      let (second, transcript) = try await experiments("ring", "-q", "--output", folder.path)
      let isUntouched = folder.files().map { folder.bytes($0) } == before
      FileHandle.standardError.write(Data(transcript.err.utf8))
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/strokes")
      try FileManager.default.removeItem(atPath: folder.path)
      exit(first == 0 && isUntouched && names == ["ring"] ? second : 99)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("experiments: ring: ") && text.contains("File too large"))
  }

  @Test func anUnusableOutputIsKnownBeforeTheRun() async throws {
    let folder = try TemporaryFolder()
    try Files.write([1], to: "\(folder.path)/file")
    let (status, transcript) = try await experiments(
      "fails", "-q", "--output", "\(folder.path)/file")
    #expect(status == 2)
    #expect(transcript.err.hasPrefix("experiments: fails: could not make the folder"))
    #expect(transcript.err.split(separator: "\n").count == 1)
  }
}

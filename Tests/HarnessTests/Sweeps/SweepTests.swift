import Foundation
import Notebooks
import Platform
import Testing

@testable import Harness
@testable import Records
@testable import Weaving

/// Sweeps of the tests' notebooks, in this process.
@Suite struct SweepTests {
  private func sweep(
    _ words: String..., output: String
  ) async throws -> (status: Int32, transcript: Transcript) {
    try await experiments(
      arguments: ["sweep"] + words + ["--output", output], notebooks: [Ring.self, Fails.self])
  }

  /// All files below, but those that tell of the machine.
  private func contents(_ folder: TemporaryFolder) -> [String: Data] {
    let files = folder.files().filter { !$0.hasSuffix("provenance.json") }
    return [String: Data](
      uniqueKeysWithValues: files.compactMap { file in folder.bytes(file).map { (file, $0) } })
  }

  @Test func aTaskIsAnOrdinaryRun() async throws {
    let swept = try TemporaryFolder()
    #expect(
      try await sweep("ring", "--seeds", "0,2", "--set", "points=7", output: swept.path).status == 0
    )
    let run = try TemporaryFolder()
    for seed in ["0", "2"] {
      _ = try await experiments(
        "ring", "--seed", seed, "--set", "points=7", "--output", run.path)
    }
    for name in ["ring@points=7", "ring@seed=2,points=7"] {
      for file in ["metrics.json", "log.h5", "report.md", "figures/cloud.png"] {
        let path = "strokes/\(name)/\(file)"
        #expect(swept.bytes(path) != nil && swept.bytes(path) == run.bytes(path), "\(path)")
      }
    }
    // And is not done again.
    let (status, transcript) = try await sweep(
      "ring", "--seeds", "0,2", "--set", "points=7", output: swept.path)
    #expect(status == 0)
    #expect(transcript.err.contains("[2/2]  ring@seed=2,points=7: there already"))
  }

  @Test func theSummaryIsTheSameInWhateverOrderTheRunsCame() async throws {
    let whole = try TemporaryFolder(), parts = try TemporaryFolder()
    let words = ["ring", "--seeds", "0..<3", "--set", "points=7,20", "--set", "moon=true"]
    func start(_ more: [String], in folder: TemporaryFolder) async throws {
      let (status, _) = try await experiments(
        arguments: ["sweep"] + words + more + ["--output", folder.path],
        notebooks: [Ring.self, Fails.self])
      #expect(status == 0)
    }
    try await start([], in: whole)
    let place = "strokes/sweeps/ring@seed=0-2,points=7+20,moon=true"
    for task in (0..<6).reversed() {
      #expect(parts.bytes("\(place)/sweep.json") == nil)
      try await start(["--task", "\(task)"], in: parts)
    }
    #expect(contents(parts).keys.sorted() == contents(whole).keys.sorted())
    for (file, bytes) in contents(whole) { #expect(contents(parts)[file] == bytes, "\(file)") }
    // Nothing hidden is left.
    #expect(!parts.files().contains { $0.hasPrefix(".") || $0.contains("/.") })
    let summary = try SweepSummary.read(try whole.text("\(place)/sweep.json"))
    #expect(summary.settings.count == 2 && summary.missing.isEmpty)
    let row = try #require(summary.settings.last)
    #expect(row.values == ["points": .int(20), "moon": .bool(true)])
    #expect(row.seeds == [0, 1, 2])
    #expect(row.metrics["count"]?.mean == 20 && row.metrics["count"]?.standardDeviation == 0)
    #expect(
      row.claims == [
        .init(text: "There are points", holds: 3, of: 3),
        .init(text: "The moon is made of cheese", holds: 0, of: 3),
      ])
    let spreads = try #require(row.metrics["spread"])
    #expect(spreads.n == 3 && spreads.least < spreads.median && spreads.median < spreads.greatest)
    #expect((spreads.least...spreads.greatest).contains(spreads.interval[0]))
    let page = try whole.text("\(place)/sweep.md")
    for text in [
      "# A ring: 3 seeds", "| The moon is made of cheese | 0 of 3 | 0 of 3 |",
      "<img src=\"figures/curve-spread.png\"", "<img src=\"figures/runs-0.png\"",
      "<img src=\"figures/settings.png\"",
    ] { #expect(page.contains(text), "\(page)") }
    for picture in summary.pictures { #expect(whole.bytes("\(place)/\(picture.files[0])") != nil) }
  }

  @Test func theReportOfTheUsualRunCitesTheSweep() async throws {
    let folder = try TemporaryFolder()
    #expect(try await sweep("ring", "--seeds", "0..<3", "-q", output: folder.path).status == 0)
    let report = try folder.text("strokes/ring/report.md")
    let page = "../sweeps/ring@seed=0-2/sweep.md"
    for part in [
      "beside it [seeds 0, 1 and 2](\(page))", "✅ There are points: ", "; holds for 3 of 3 seeds",
      "| result | value | 3 seeds | unit | meaning |", "## Other seeds",
      "<img src=\"../sweeps/ring@seed=0-2/figures/curve-spread.png\"",
    ] { #expect(report.contains(part), "\(report)") }
    #expect(folder.bytes("strokes/sweeps/ring@seed=0-2/figures/curve-spread.png") != nil)
    // Only what stands for the notebook does, so that other runs do not depend on when the sweep was summed up.
    #expect(!(try folder.text("strokes/ring@seed=1/report.md")).contains("3 seeds"))
    // The same again from the log, and from a run of its own.
    let metrics = folder.bytes("strokes/ring/metrics.json")
    for words in [["render", "ring"], ["ring", "--fresh"]] {
      let (status, _) = try await experiments(
        arguments: words + ["--output", folder.path, "-q"], notebooks: [Ring.self])
      #expect(status == 0)
      #expect(try folder.text("strokes/ring/report.md") == report)
      #expect(folder.bytes("strokes/ring/metrics.json") == metrics)
    }
    let (status, verdict) = try await experiments(
      arguments: ["verify", "ring", "--output", folder.path], notebooks: [Ring.self])
    #expect(status == 0, "\(verdict.out)")
  }

  @Test func oneFailureStopsNothing() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await sweep(
      "fails", "ring", "--seeds", "0,1", "-q", output: folder.path)
    #expect(status == 1)
    #expect(
      transcript.err.hasSuffix(
        "experiments: 2 of 4 runs failed:\n  fails: no luck\n  fails@seed=1: no luck\n"))
    #expect(folder.bytes("strokes/sweeps/ring@seed=0-1/sweep.md") != nil)
    #expect(folder.bytes("strokes/sweeps/fails@seed=0-1/sweep.md") == nil)
    let (_, table) = try await sweep(
      "fails", "ring", "--seeds", "0..<3", "--status", output: folder.path)
    #expect(
      table.out == """
        0  ring          done
        1  ring@seed=1   done
        2  ring@seed=2   waiting
        3  fails         failed       no luck
        4  fails@seed=1  failed       no luck
        5  fails@seed=2  waiting
        6 runs: 2 done, 2 failed, 2 waiting

        """)
    // Once it is mended, nothing tells of the failure.
    let mended = try await experiments(
      arguments: ["sweep", "fails", "--seeds", "0,1", "--output", folder.path],
      notebooks: [Ring.self, Works.self])
    #expect(mended.status == 0)
    #expect(!folder.files().contains { $0.hasSuffix(".failed") })
  }

  /// `Fails`, mended.
  private struct Works: Notebook {
    static let name = "fails"
    static let title = "No trouble"
    static let summary = "Never fails"
    static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
    static let sourcePath = #filePath
    func run(in lab: Lab) throws { lab.metric("luck", 1) }
  }

  @Test func aPageWithoutAllRunsSaysWhichAreMissing() async throws {
    let folder = try TemporaryFolder()
    #expect(try await sweep("ring", "--seeds", "0..<2", output: folder.path).status == 0)
    // A run whose results have been damaged, as by a full disk, is done again; one that fails meanwhile is missing.
    try Files.write([0], to: "\(folder.path)/strokes/ring/report.md")
    let (_, transcript) = try await sweep("ring", "--seeds", "0..<2", output: folder.path)
    #expect(transcript.err.contains("ring: done in"))
    #expect(transcript.err.contains("ring@seed=1: there already"))
  }

  @Test func whatAnotherProcessIsAtWorkOnIsShownAndLeftToIt() async throws {
    let folder = try TemporaryFolder()
    let lock = try GoalLock(on: "\(folder.path)/strokes/ring@seed=1")
    lock.note("ring: 3/5 epochs")
    let (_, table) = try await sweep("ring", "--seeds", "0..<2", "--status", output: folder.path)
    #expect(table.out.contains("1  ring@seed=1  running      ring: 3/5 epochs\n"))
    // The sweep waits for the other one, and then looks whether anything is left to do. On a thread of its own, for the
    // sweep blocks the one that it is called on.
    let held = Held(lock)
    let output = folder.path
    Thread.detachNewThread {
      while !Files.exists("\(output)/strokes/ring/metrics.json") { usleep(5000) }
      held.release()
    }
    let (status, transcript) = try await sweep("ring", "--seeds", "0..<2", output: folder.path)
    #expect(status == 0)
    #expect(transcript.err.contains("ring@seed=1: done in"))
  }

  /// A lock that another thread gives back, and nobody else touches any more.
  private final class Held: @unchecked Sendable {
    private let lock: GoalLock
    init(_ lock: GoalLock) { self.lock = lock }
    func release() { lock.release() }
  }

  @Test func ofTwoRunsBothAreShown() async throws {
    let folder = try TemporaryFolder()
    _ = try await sweep("ring", "--seeds", "0..<2", output: folder.path)
    let page = try folder.text("strokes/sweeps/ring@seed=0-1/sweep.md")
    #expect(
      page.contains(/\*The better run, seed ([01]), and the worse run, seed (?!\1)[01]\*/),
      "\(page)")
  }

  @Test func resultsOfSweepsDoNotCountAsNotebooks() async throws {
    let folder = try TemporaryFolder()
    _ = try await sweep("ring", "--seeds", "0..<2", output: folder.path)
    let index = try folder.text("README.md")
    #expect(index.contains("[`ring@seed=0-1`](strokes/sweeps/ring@seed=0-1/sweep.md)"), "\(index)")
    #expect(!index.contains("ring@seed=1/report.md"))
    let (status, transcript) = try await experiments("verify", "--output", folder.path)
    #expect(status == 0)
    #expect(!transcript.out.contains("sweeps"))
  }

  @Test func theIndexCitesASweepOfTheVeryResultsItShows() async throws {
    let folder = try TemporaryFolder()
    _ = try await sweep("ring", "--seeds", "0..<2", output: folder.path)
    let cited = [
      "**50 points** (over seeds 50)", "There are points: 50 > 0; holds for 2 of 2 seeds",
      "What differs by chance: [seeds 0 and 1](strokes/sweeps/ring@seed=0-1/sweep.md).",
    ]
    let index = try folder.text("README.md")
    for text in cited { #expect(index.contains(text), "\(text) is not in \(index)") }

    // A sweep of other results of seed 0 says nothing of these.
    let summary = "strokes/sweeps/ring@seed=0-1/sweep.json"
    let text = try folder.text(summary)
    let digest = try #require(text.firstMatch(of: /[0-9a-f]{64}"\n? *,\s*"[0-9a-f]{64}/)).output
    let others = text.replacing(digest, with: digest.replacing(/[0-9a-f]/, with: "0"))
    try Files.replace("\(folder.path)/\(summary)", with: Array(others.utf8))
    try ResultsIndex.update(output: folder.path) { Issue.record("\($0)") }
    for text in cited { #expect(try !folder.text("README.md").contains(text)) }

    // One that cannot be read is told of, and left out.
    try Files.replace("\(folder.path)/\(summary)", with: Array("{".utf8))
    var problems: [String] = []
    try ResultsIndex.update(output: folder.path) { problems.append($0) }
    #expect(problems.count == 1 && problems[0].contains(summary))
    #expect(try !folder.text("README.md").contains("ring@seed=0-1"))
  }
}

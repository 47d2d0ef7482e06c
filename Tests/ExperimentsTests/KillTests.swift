import Foundation
import Testing

@testable import Notebooks
@testable import experiments

/// The program as a process of its own, which is killed and started again: ten times each with `cvae`, which has loops of
/// epochs and records of every kind, and `stackgan`, which has several loops of turns; and once with a notebook of each
/// kind of training loop.
///
/// `Tests/Portability/kill-and-resume` does the same a hundred times with each notebook.
@Suite struct KillTests {
  /// How often a notebook is killed.
  private static let kills = 10

  /// At smoke size some loops have two iterations. A run that goes on repeats the first one and would not miss
  /// what was not saved after it, so they get more.
  private static func settings(of notebook: String, iterations: Int) -> [String] {
    let loops = ["gan": ["turns"], "stackgan": ["sketchTurns", "turns"]]
    return loops[notebook, default: []].flatMap { ["--set", "\($0)=\(iterations)"] }
  }

  /// The folder of an interrupted run with these settings.
  private static func run(of notebook: String, iterations: Int, in output: String) -> String {
    let special = settings(of: notebook, iterations: iterations).filter { $0 != "--set" }
    let suffix = special.isEmpty ? "" : "@" + special.joined(separator: ",")
    return "\(output)/strokes-smoke/.\(notebook)\(suffix).run"
  }

  @Test(arguments: ["cvae", "stackgan"])
  func aNotebookThatIsKilledTenTimesEndsInTheSameBytes(notebook: String) async throws {
    // To repeat a failure as far as instants can be repeated.
    let given = ProcessInfo.processInfo.environment["EXPERIMENTS_KILL_SEED"].flatMap(UInt64.init)
    let seed = given ?? .random(in: 0..<1_000_000)
    var random = Instants(state: seed)
    let comment: Comment = "EXPERIMENTS_KILL_SEED=\(seed)"
    try await withTemporaryFolder { folder in
      let whole = folder + "/whole", killed = folder + "/killed"
      let run = Self.run(of: notebook, iterations: 5, in: killed)
      func start(in output: String, threads: Int) throws -> Program {
        try Program(
          notebook, output: output, threads: threads,
          settings: Self.settings(of: notebook, iterations: 5),
          // Each output has its own judge, so that its training is interrupted, too.
          environment: ["XDG_CACHE_HOME": "\(output).cache"])
      }
      #expect(try start(in: whole, threads: 2).end() == 0)
      var count = 0
      var starts = 0
      var patience = 0.3
      while count < Self.kills {
        let program = try start(in: killed, threads: 1 + starts % 3)
        starts += 1
        let before = Self.newestCheckpoint(in: run)
        try await program.wait(seconds: patience * random.next())
        program.send(SIGKILL)
        let status = program.end()
        count += status == SIGKILL ? 1 : 0
        try #require([0, SIGKILL].contains(status), "\(comment): \(program.complaints)")
        if status == 0 {
          // It came to its end: compare, and begin another one.
          try expectSameFiles(whole, killed, comment)
          try FileManager.default.removeItem(atPath: killed)
        }
        // Each start may live longer, until one comes further than those before it.
        let isFurther = status == 0 || Self.newestCheckpoint(in: run) != before
        patience = isFurther ? 0.3 : min(1.5 * patience, 30)
      }
      #expect(try start(in: killed, threads: 2).end() == 0, comment)
      try expectSameFiles(whole, killed, comment)
    }
  }

  /// What one step changes and another needs, and no checkpoint has, would show in the files.
  @Test(arguments: ["vae", "gan", "stackgan"])
  func aNotebookThatIsKilledAfterSomeStepsOfALoopGoesOnFromThere(notebook: String) async throws {
    try await withTemporaryFolder { folder in
      let whole = folder + "/whole", killed = folder + "/killed"
      func start(in output: String) throws -> Program {
        try Program(
          notebook, output: output, threads: 2,
          settings: Self.settings(of: notebook, iterations: 12),
          environment: ["EXPERIMENTS_CHECKPOINT_MILLISECONDS": "0"])
      }
      #expect(try start(in: whole).end() == 0)
      let program = try start(in: killed)
      // There is one before every step; the first two are before the second.
      let run = Self.run(of: notebook, iterations: 12, in: killed)
      program.wait {
        (4...8).contains { FileManager.default.fileExists(atPath: "\(run)/checkpoint-\($0)") }
      }
      program.send(SIGKILL)
      #expect(program.end() == SIGKILL)
      let newest = try #require(Self.newestCheckpoint(in: run))
      #expect(!newest.hasSuffix(".end"))
      #expect(try start(in: killed).end() == 0)
      try expectSameFiles(whole, killed)
    }
  }

  /// The name of the last checkpoint that a killed run has left.
  private static func newestCheckpoint(in folder: String) -> String? {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return names?.filter { $0.hasPrefix("checkpoint-") }.max {
      ($0.count, $0) < ($1.count, $1)
    }
  }

  @Test(arguments: [SIGINT, SIGHUP])
  func aNotebookThatIsAskedToEndSavesAndGoesOn(signal: Int32) async throws {
    try await withTemporaryFolder { folder in
      let stopped = folder + "/stopped"
      let program = try Program("vae", output: stopped, threads: 2)
      let run = stopped + "/strokes-smoke/.vae.run"
      program.hasMade(run)
      program.send(signal)
      #expect(program.end() == 128 + signal)
      #expect(FileManager.default.fileExists(atPath: run))
      #expect(!FileManager.default.fileExists(atPath: stopped + "/strokes-smoke/vae"))
      #expect(try Program("vae", output: stopped, threads: 2).end() == 0)
      try expectSameFiles(try WholeRun.vae.folder(), stopped)
    }
  }

  @Test func ofTwoProgramsAtOnceTheSecondIsRefusedUntilTheFirstIsDead() async throws {
    try await withTemporaryFolder { folder in
      let first = try Program("vae", output: folder, threads: 1)
      first.hasMade(folder + "/strokes-smoke/.vae.lock")
      let second = try Program("vae", output: folder, threads: 1)
      #expect(second.end() == 2)
      #expect(second.complaints.contains("another run is at work on them; wait until it is done"))
      first.send(SIGKILL)
      #expect(first.end() == SIGKILL)
      #expect(FileManager.default.fileExists(atPath: folder + "/strokes-smoke/.vae.lock"))
      #expect(try Program("vae", output: folder, threads: 2).end() == 0)
      #expect(FileManager.default.fileExists(atPath: folder + "/strokes-smoke/vae/report.md"))
    }
  }
}

/// Numbers in [0, 1) that a seed determines.
private struct Instants {
  var state: UInt64

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
}

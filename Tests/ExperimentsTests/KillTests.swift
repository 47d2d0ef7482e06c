import Foundation
import Testing

@testable import experiments

/// The program as a process of its own, which is killed and started again.
///
/// `Tests/Portability/kill-and-resume` does the same a hundred times.
@Suite(.serialized) struct KillTests {
  @Test(arguments: catalogue.map { $0.name })
  func aNotebookThatIsKilledTwiceEndsInTheSameBytes(notebook: String) async throws {
    try await withTemporaryFolder { folder in
      let whole = folder + "/whole", killed = folder + "/killed"
      let duration = try ContinuousClock().measure { try runToEnd(notebook, output: whole) }
      var random = Instants(state: UInt64(notebook.utf8.count))
      // At any instant.
      let first = try Program(notebook, output: killed, threads: 1)
      try await Task.sleep(for: duration * random.next())
      first.send(SIGKILL)
      _ = first.end()
      // While it trains, if it does.
      let second = try Program(notebook, output: killed, threads: 2)
      try await second.hasSaved(in: killed + "/strokes-smoke/.\(notebook).run")
      try await Task.sleep(for: .milliseconds(200) * random.next())
      second.send(SIGKILL)
      _ = second.end()
      try runToEnd(notebook, output: killed)
      try expectSameFiles(whole, killed)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aNotebookThatIsAskedToEndSavesAndGoesOn(signal: Int32) async throws {
    try await withTemporaryFolder { folder in
      let whole = folder + "/whole", stopped = folder + "/stopped"
      try runToEnd("vae", output: whole)
      let program = try Program("vae", output: stopped, threads: 2)
      let run = stopped + "/strokes-smoke/.vae.run"
      try await program.hasSaved(in: run)
      program.send(signal)
      #expect(program.end() == 128 + signal)
      #expect(FileManager.default.fileExists(atPath: run))
      #expect(!FileManager.default.fileExists(atPath: stopped + "/strokes-smoke/vae"))
      try runToEnd("vae", output: stopped)
      try expectSameFiles(whole, stopped)
    }
  }

  private func runToEnd(_ notebook: String, output: String) throws {
    let program = try Program(notebook, output: output, threads: 2)
    #expect(program.end() == 0)
  }

  /// A start of the program at smoke size, with a checkpoint every twentieth of a second.
  private struct Program {
    private let process = Process()

    init(_ notebook: String, output: String, threads: Int) throws {
      let tests = URL(filePath: try #require(Bundle.main.executablePath))
      process.executableURL = tests.deletingLastPathComponent().appending(path: "experiments")
      process.arguments = [
        notebook, "--profile", "smoke", "--quiet", "--output", output, "--threads", "\(threads)",
      ]
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["EXPERIMENTS_CHECKPOINT_MILLISECONDS": "50"]) { $1 }
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    /// Waits for the first checkpoint in `folder`, or for the end.
    func hasSaved(in folder: String) async throws {
      while process.isRunning, !FileManager.default.fileExists(atPath: folder) {
        try await Task.sleep(for: .milliseconds(5))
      }
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end and returns the exit code, or the signal that killed it.
    func end() -> Int32 {
      process.waitUntilExit()
      return process.terminationStatus
    }
  }
}

/// Numbers in [0, 1) that are the same in every run of the tests.
private struct Instants {
  var state: UInt64

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
}

import Foundation
import Testing

#if os(Linux)
  /// Several notebooks run in a process each: what ends one leaves the others alone. Looks into `/proc` for them.
  @Suite(.serialized) struct NotebookProcessTests {
    /// The folder of the second notebook's results.
    private static let second = "mlp-gan@epochs=10000"

    /// Three notebooks, of which the second trains longer than any test waits.
    private func start(in output: String, json: Bool = false) throws -> Program {
      try Program(
        [
          "run", "swirl", "mlp-gan", "vae", "--profile", "smoke", "--quiet", "--threads", "1",
          "--set",
          "mlp-gan.epochs=10000", "--output", output,
        ] + (json ? ["--json"] : []), output: output)
    }

    /// Waits until the second notebook trains, and returns its process.
    private func training(_ program: Program, in output: String) throws -> pid_t {
      program.hasMade("\(output)/strokes-smoke/.\(Self.second).run/journal")
      let found = Self.processes { $0.contains("--only\0mlp-gan\0") && $0.contains(output) }.first
      if found == nil { program.send(SIGKILL) }
      return try #require(found, "\(program.complaints)")
    }

    /// The processes whose words, with a zero byte after each, are asked for.
    private static func processes(_ isAskedFor: (String) -> Bool) -> [pid_t] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }.filter { process in
        FileManager.default.contents(atPath: "/proc/\(process)/cmdline").map {
          isAskedFor(String(decoding: $0, as: UTF8.self))
        } ?? false
      }
    }

    private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    // Not SIGILL: the runtime answers one that no instruction made with a backtrace, and goes on.
    @Test(arguments: [SIGALRM, SIGKILL])
    func aNotebookThatIsKilledFailsAndTheOthersGoOn(signal: Int32) async throws {
      try await withTemporaryFolder { folder in
        let program = try start(in: folder, json: true)
        kill(try training(program, in: folder), signal)
        #expect(program.end() == 2)
        let name = signal == SIGKILL ? "SIGKILL" : "signal \(signal)"
        #expect(program.complaints.contains("experiments: mlp-gan: its process "))
        #expect(program.complaints.contains(name))
        for notebook in ["swirl", "vae"] {
          #expect(isThere("\(folder)/strokes-smoke/\(notebook)/report.md"))
        }
        #expect(!isThere("\(folder)/strokes-smoke/\(Self.second)"))
        let outcomes = try #require(
          try JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [[String: Any]])
        #expect(outcomes.map { $0["notebook"] as? String } == ["swirl", "mlp-gan", "vae"])
        #expect(outcomes.map { $0["status"] as? String } == ["done", "failed", "done"])
        #expect((outcomes[1]["error"] as? String)?.contains(name) == true)
      }
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP], [false, true])
    func aRequestToEndReachesTheNotebookWhichSaves(signal: Int32, toAll: Bool) async throws {
      try await withTemporaryFolder { folder in
        let program = try start(in: folder)
        let notebook = try training(program, in: folder)
        program.send(signal)
        // As from a terminal, which tells every process.
        if toAll { kill(notebook, signal) }
        #expect(program.end() == 128 + signal)
        #expect(
          program.complaints.components(separatedBy: "goes on from the last checkpoint").count == 2,
          "\(program.complaints)")
        #expect(isThere("\(folder)/strokes-smoke/.\(Self.second).run/journal"))
        #expect(!isThere("\(folder)/strokes-smoke/.\(Self.second).lock"))
        #expect(!isThere("\(folder)/strokes-smoke/vae"))
        #expect(Self.processes { $0.contains(folder) }.isEmpty)
      }
    }

    @Test func aNotebookEndsWithTheProgramThatStartedIt() async throws {
      try await withTemporaryFolder { folder in
        let program = try start(in: folder)
        _ = try training(program, in: folder)
        program.send(SIGKILL)
        #expect(program.end() == SIGKILL)
        var tries = 0
        while !Self.processes({ $0.contains(folder) }).isEmpty, tries < 2000 {
          tries += 1
          try await Task.sleep(for: .milliseconds(10))
        }
        #expect(Self.processes { $0.contains(folder) }.isEmpty)
        #expect(!isThere("\(folder)/strokes-smoke/.\(Self.second).lock"))
      }
    }
  }
#endif

import Foundation
import Testing

#if os(Linux)
  /// Sweeps whose runs are processes of their own, several at a time. `Tests/Portability/kill-sweep` kills one fifty times.
  @Suite(.serialized) struct SweepProcessTests {
    private func sweep(
      _ words: String..., output: String, jobs: Int = 2
    ) throws -> Program {
      try Program(
        ["sweep"] + words + [
          "--profile", "smoke", "--quiet", "--output", output, "--jobs", "\(jobs)", "--threads",
          "2",
        ], output: output)
    }

    private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func twoAtATimeLeaveWhatOneAfterTheOtherLeaves() async throws {
      try await withTemporaryFolder { folder in
        let words = ["--seeds", "0..<3", "--set", "points=100,200"]
        let one = try sweep(
          "swirl", words[0], words[1], words[2], words[3], output: folder + "/one", jobs: 1)
        #expect(one.end() == 0, "\(one.complaints)")
        let two = try sweep(
          "swirl", words[0], words[1], words[2], words[3], output: folder + "/two")
        #expect(two.end() == 0, "\(two.complaints)")
        try expectSameFiles(folder + "/one", folder + "/two")
        #expect(
          isThere(folder + "/two/strokes-smoke/sweeps/swirl@seed=0-2,points=100+200/sweep.md"))
      }
    }

    /// Two runs that train longer than any test waits.
    private func longSweep(in output: String) throws -> Program {
      let program = try sweep("mlp-gan", "--seeds", "0,1", "--set", "epochs=10000", output: output)
      for run in Self.long { program.hasMade("\(output)/strokes-smoke/.\(run).run/journal") }
      return program
    }

    private static let long = ["mlp-gan@epochs=10000", "mlp-gan@seed=1,epochs=10000"]

    private func status(in output: String) throws -> String {
      let program = try sweep(
        "mlp-gan", "--seeds", "0,1", "--set", "epochs=10000", "--status", output: output)
      #expect(program.end() == 0)
      return program.output
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aRequestToEndReachesAllRunsWhichSave(signal: Int32) async throws {
      try await withTemporaryFolder { folder in
        let program = try longSweep(in: folder)
        #expect(try status(in: folder).contains("2 runs: 2 running"))
        program.send(signal)
        #expect(program.end() == 128 + signal)
        #expect(program.complaints.contains("experiments: stopped; the same command goes on\n"))
        for run in Self.long {
          #expect(isThere("\(folder)/strokes-smoke/.\(run).run/journal"))
          #expect(!isThere("\(folder)/strokes-smoke/.\(run).lock"))
        }
        #expect(try status(in: folder).contains("2 runs: 2 interrupted"))
      }
    }

    @Test func aRunThatIsKilledFailsAndTheOthersGoOn() async throws {
      try await withTemporaryFolder { folder in
        let program = try longSweep(in: folder)
        let first = try #require(
          processes { $0.contains(folder) && $0.contains("--seed\0" + "1\0") }.first)
        kill(first, SIGKILL)
        program.hasMade("\(folder)/strokes-smoke/.\(Self.long[1]).failed")
        let table = try status(in: folder)
        #expect(table.contains("failed       its process was killed (SIGKILL)"), "\(table)")
        #expect(table.contains("1 running, 1 failed"))
        program.send(SIGTERM)
        #expect(program.end() == 128 + SIGTERM)
        #expect(program.complaints.contains("1 of 2 runs failed:\n  \(Self.long[1]): its process"))
      }
    }

    /// The processes whose words, with a zero byte after each, are asked for.
    private func processes(_ isAskedFor: (String) -> Bool) -> [pid_t] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }.filter { process in
        FileManager.default.contents(atPath: "/proc/\(process)/cmdline").map {
          isAskedFor(String(decoding: $0, as: UTF8.self))
        } ?? false
      }
    }
  }
#endif

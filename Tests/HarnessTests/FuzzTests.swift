import Foundation
import TestSupport
import Testing

@testable import Platform
@testable import Records

/// Files that somebody has damaged on purpose, given to the whole program in a process of its own with little
/// memory: it may refuse them or make something of them, but it has to come to its end, and to stay in its folder.
///
/// `EXPERIMENTS_FUZZ=40 swift test --filter Fuzz` tries forty times as many; `Tests/Portability/fuzz` does so.
@Suite struct FuzzTests {
  /// Tells which input a process had before it if it did not come to its end or made nothing sensible of it, and
  /// what it left outside of its folder.
  private func check(_ folder: TemporaryFolder) {
    let number = try? folder.text("number")
    #expect(number == "done")
    #expect(folder.files().filter { $0 != "number" && !$0.hasPrefix("out/") } == [])
    #expect(!Files.exists("/tmp/escaped-from-a-log.png"))
  }

  @Test func noLogCrashesHangsFillsTheMemoryOrEscapes() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_LOG_BYTES", folder.path, 1)
    await #expect(processExitsWith: .success) {
      let hostile = try await Hostile(in: "EXPERIMENTS_TEST_LOG_BYTES")
      let good = try hostile.bytes("log.h5")
      try await hostile.tryAll(60, of: "log") { mutator, run in
        var bytes = good
        mutator.mutate(&bytes)
        try hostile.write(bytes, "log.h5")
        let status = try await run(["render", "ring"])
        let difference = try await run(["diff", "--log", hostile.pristine, hostile.output])
        return [0, 2].contains(status) && [0, 1, 2].contains(difference)
      }
    }
    check(folder)
  }

  @Test func noFigureOfALogCrashesHangsFillsTheMemoryOrEscapes() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_LOG_TEXTS", folder.path, 1)
    await #expect(processExitsWith: .success) {
      let hostile = try await Hostile(in: "EXPERIMENTS_TEST_LOG_TEXTS")
      let good = try RunRecord(reading: "\(hostile.goal)/log.h5")
      let texts = try good.outputs.map { try JSON(encoding: $0).compact }
      try await hostile.tryAll(60, of: "figures") { mutator, run in
        var record = good
        // Those that can be read at all.
        for _ in 0..<20 {
          let index = mutator.next(below: texts.count)
          let text = mutator.mutate(json: texts[index])
          guard let output: Output = try? JSON.decode(text) else { continue }
          record.outputs[index] = output
          break
        }
        unlink("\(hostile.goal)/log.h5")
        do { try record.write(to: "\(hostile.goal)/log.h5") } catch { return true }
        return [0, 2].contains(try await run(["render", "ring"]))
      }
    }
    check(folder)
  }

  @Test func noMetricsCrashHangFillTheMemoryOrEscape() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_METRICS", folder.path, 1)
    await #expect(processExitsWith: .success) {
      let hostile = try await Hostile(in: "EXPERIMENTS_TEST_METRICS")
      let good = String(decoding: try hostile.bytes("metrics.json"), as: UTF8.self)
      try await hostile.tryAll(60, of: "metrics") { mutator, run in
        try hostile.write(Array(mutator.mutate(json: good).utf8), "metrics.json")
        // Everything that reads it: the comparison, the repetition, the index.
        let page = "\(hostile.output)/page.html"
        let statuses = [
          try await run(["diff", "--log", "--html", page, hostile.pristine, hostile.output]),
          try await run(["verify", "ring"]), try await run(["run", "other", "--needed"]),
        ]
        return zip(statuses, [0...2, 0...2, 0...0]).allSatisfy { $1.contains($0) }
      }
    }
    check(folder)
  }

  @Test func noCheckpointCrashesHangsFillsTheMemoryOrEscapes() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_CHECKPOINTS", folder.path, 1)
    await #expect(processExitsWith: .success) {
      let hostile = try await Hostile(in: "EXPERIMENTS_TEST_CHECKPOINTS")
      let files = try await hostile.interruptedRun()
      try await hostile.tryAll(20, of: "checkpoints") { mutator, run in
        let name = mutator.pick(files.keys.sorted())
        for (other, bytes) in files { try hostile.write(bytes, "../.trains.run/\(other)") }
        var bytes = files[name] ?? []
        // The file before the damaged one is used, so that the run ends well.
        var statuses: Set<Int32> = [0]
        if name != "journal", mutator.next(below: 2) == 0 {
          // Parameters may be any then, with which training breaks down.
          statuses.insert(2)
          // With a digest that fits, as somebody who means ill would write it.
          var sealed = Array(bytes[(bytes.firstIndex(of: 10) ?? 0) + 1..<bytes.count])
          let end = sealed.firstIndex(of: 10) ?? 0
          let header = mutator.mutate(json: String(decoding: sealed[..<end], as: UTF8.self))
          if mutator.next(below: 2) == 0 {
            sealed.replaceSubrange(..<end, with: Array(header.utf8))
          } else {
            mutator.mutate(&sealed)
          }
          bytes = Array("experiments checkpoint \(Digest.sha256(of: sealed))\n".utf8) + sealed
        } else {
          mutator.mutate(&bytes)
        }
        try hostile.write(bytes, "../.trains.run/\(name)")
        return statuses.contains(try await run(["run", "trains"]))
      }
    }
    check(folder)
  }

  @Test func noSettingCrashesHangsFillsTheMemoryOrEscapes() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_SETTINGS", folder.path, 1)
    await #expect(processExitsWith: .success) {
      let hostile = try await Hostile(in: "EXPERIMENTS_TEST_SETTINGS")
      let words = ["points=50", "ring.points=2", "moon=true", "points=1_000", "moon=no", "x=1=2.3"]
      try await hostile.tryAll(60, of: "settings") { mutator, run in
        var text = mutator.pick(words)
        if mutator.next(below: 2) == 0 {
          text = mutator.mutate(json: text)
        } else {
          var bytes = Array(text.utf8)
          mutator.mutate(&bytes)
          text = String(decoding: bytes, as: UTF8.self)
        }
        let status = try await run(["run", "ring", "--set=\(text)"])
        return [0, 64].contains(status)
      }
    }
    check(folder)
  }
}

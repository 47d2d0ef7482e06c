import Foundation
import TestSupport
import Testing

@testable import Harness

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

/// The process that gets hostile files.
private struct Hostile {
  let folder: String
  /// Results that stay as they are.
  var pristine: String { "\(folder)/out/pristine" }
  /// Results that are damaged.
  var output: String { "\(folder)/out/results" }
  var goal: String { "\(output)/strokes/ring" }

  /// Another name for results beside the damaged ones.
  private struct Other: Notebook {
    static let name = "other"
    static let title = "Other"
    static let summary = "Another one"
    static let minutes = Minutes(smoke: 0, standard: 0, article: 0)
    static let sourcePath = #filePath
    func run(in lab: Lab) throws {}
  }

  struct Fault: Error {}

  /// Where `verify` leaves results that differ.
  private var temporary: String { "\(folder)/out/temporary" }

  /// Makes good results in the folder that an environment variable names, and limits what comes.
  init(in variable: String) async throws {
    folder = ProcessInfo.processInfo.environment[variable] ?? ""
    try Files.makeFolder(temporary)
    setenv("TMPDIR", temporary, 1)
    for folder in [pristine, output] {
      guard try await Self.run(["run", "ring", "--output", folder]) == 0 else { throw Fault() }
    }
    Limits.begin(memory: 3 << 30)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(goal)/\(name)")))
  }

  func write(_ bytes: [UInt8], _ name: String) throws {
    try Files.makeFolder((("\(goal)/\(name)") as NSString).deletingLastPathComponent)
    try Data(bytes).write(to: URL(filePath: "\(goal)/\(name)"))
  }

  /// The files of a run of `trains` that was interrupted after both loops had begun.
  func interruptedRun() async throws -> [String: [UInt8]] {
    _ = try await Trains.$fuse.withValue(.init(steps: 12)) {
      try await Self.run(["run", "trains", "--output", output])
    }
    let run = "\(output)/strokes/.trains.run"
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: run) {
      files[name] = Array(try Data(contentsOf: URL(filePath: "\(run)/\(name)")))
    }
    if files.count < 4 { throw Fault() }
    return files
  }

  /// Gives `body` a mutator for each number, and a way to run the program; it says whether all was well.
  func tryAll(
    _ usual: Int, of family: String,
    _ body: (inout Mutator, (_ words: [String]) async throws -> Int32) async throws -> Bool
  ) async throws {
    for number in 0..<Limits.count(usual) {
      try Data("\(number)".utf8).write(to: URL(filePath: "\(folder)/number"))
      Limits.startClock()
      var mutator = Mutator(number: number, family: family)
      var last = ""
      let isWell = try await body(&mutator) { words in
        // `diff` names its folders itself.
        let (status, errors) = try await Self.start(
          words + (words[0] == "diff" ? [] : ["--output", output]))
        last = "\(words) ended with \(status): \(errors)"
        return status
      }
      if !isWell {
        try Data("\(number): \(last)".utf8).write(to: URL(filePath: "\(folder)/number"))
        throw Fault()
      }
      for name in try FileManager.default.contentsOfDirectory(atPath: temporary) {
        try FileManager.default.removeItem(atPath: "\(temporary)/\(name)")
      }
    }
    try Data("done".utf8).write(to: URL(filePath: "\(folder)/number"))
  }

  private static func run(_ words: [String]) async throws -> Int32 {
    try await start(words).status
  }

  private static func start(_ words: [String]) async throws -> (status: Int32, errors: String) {
    let (status, transcript) = try await experiments(
      arguments: words + (words[0] == "diff" ? [] : ["-q"]),
      notebooks: [Ring.self, Trains.self, Other.self], checkpointInterval: .zero)
    return (status, transcript.err)
  }
}

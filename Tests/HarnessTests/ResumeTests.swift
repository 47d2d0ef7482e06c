import Foundation
import Kernels
import Testing

@testable import Checkpoints
@testable import Notebooks
@testable import Platform

/// Runs that were interrupted end in the bytes of one that was not. Checkpoints are taken before every step.
@Suite struct ResumeTests {
  /// Nine steps of the first loop, seven of the second.
  @Test(arguments: [0, 1, 2, 3, 5, 8, 9, 10, 12, 15])
  func aRunThatStopsAtAnyStepGoesOnToTheSameBytes(step: Int) async throws {
    let folder = try TemporaryFolder()
    try await stop(after: step, in: folder)
    #expect(folder.files().contains("strokes/.trains.run/journal"))
    let transcript = try await finish(in: folder)
    #expect(!transcript.err.contains("experiments: "))
    let count = step < 9 ? step : step - 9
    #expect(
      transcript.err.contains("\(step < 9 ? "epochs" : "iterations"), going on") == (count > 0))
  }

  @Test func aRunThatStopsAgainAndAgainGoesOnToTheSameBytes() async throws {
    let folder = try TemporaryFolder()
    var status: Int32 = 2
    var starts = 0
    while status != 0, starts < 20 {
      (status, _) = try await Trains.$fuse.withValue(.init(steps: 5)) { try await run(in: folder) }
      starts += 1
    }
    #expect(starts > 3)
    try await expectUninterruptedBytes(in: folder)
  }

  @Test func theSameCommandWithFreshBeginsAtTheBeginning() async throws {
    let folder = try TemporaryFolder()
    try await stop(after: 7, in: folder)
    let transcript = try await finish(in: folder, "--fresh")
    #expect(!transcript.err.contains("going on"))
  }

  @Test(arguments: ["checkpoint", "empty checkpoint", "end of the journal"])
  func whatIsDamagedIsRefusedAndTheCheckpointBeforeItIsUsed(part: String) async throws {
    let folder = try TemporaryFolder()
    // The last thing in the journal is the end of the second epoch.
    try await stop(after: 6, in: folder)
    let run = "\(folder.path)/strokes/.trains.run"
    let names = try FileManager.default.contentsOfDirectory(atPath: run)
    #expect(names.sorted() == ["checkpoint-6", "checkpoint-7", "journal"])
    switch part {
    case "checkpoint": try change("\(run)/checkpoint-7") { $0[$0.count / 2] ^= 4 }
    case "empty checkpoint": try change("\(run)/checkpoint-7") { $0 = Data() }
    default: try change("\(run)/journal") { $0[$0.count - 40] ^= 1 }
    }
    let transcript = try await finish(in: folder)
    #expect(transcript.err.contains("cannot be used: "))
    #expect(transcript.err.contains("checkpoint") && transcript.err.contains("going on after 1"))
  }

  /// Somebody who means ill can write a digest that fits.
  @Test(arguments: ["steps done", "count", "batches done"])
  func aCountThatNoRunReachesIsRefusedAndTheRunBeginsAnew(name: String) async throws {
    for count in [Int.max, -1] {
      let folder = try TemporaryFolder()
      try await stop(after: 6, in: folder)
      try change("\(folder.path)/strokes/.trains.run/checkpoint-7") { bytes in
        let checkpoint = try Checkpoint(file: Array(bytes))
        var state = Data(checkpoint.state)
        let place = try #require(state.range(of: Data(name.utf8), options: .backwards)).upperBound
        withUnsafeBytes(of: count) { state.replaceSubrange(place..<place + 8, with: $0) }
        bytes = Data(try Checkpoint(header: checkpoint.header, state: Array(state)).file())
      }
      let transcript = try await finish(in: folder)
      #expect(transcript.err.contains("the notebook trains other networks now: expected "))
      #expect(transcript.err.contains(" and found \(count). Starting anew"))
    }
  }

  @Test func aRunWhoseJournalIsLostBeginsAnew() async throws {
    let folder = try TemporaryFolder()
    try await stop(after: 12, in: folder)
    try change("\(folder.path)/strokes/.trains.run/journal") { $0[20] ^= 1 }
    let transcript = try await finish(in: folder)
    #expect(transcript.err.contains("what belongs to it is damaged"))
    #expect(!transcript.err.contains("going on after"))
  }

  @Test func aRunWithOtherSettingsLeavesTheInterruptedOneAlone() async throws {
    let folder = try TemporaryFolder()
    try await stop(after: 5, in: folder)
    let (status, transcript) = try await run(in: folder, "--set", "epochs=2")
    #expect(status == 0 && !transcript.err.contains("interrupted"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/strokes/trains@epochs=2")
    let finished = try await finish(in: folder)
    #expect(finished.err.contains("going on after"))
  }

  @Test func aProgramThatTrainsOtherwiseIsFoundOut() async throws {
    let folder = try TemporaryFolder()
    try await Trains.$learningRate.withValue(0.02) { try await stop(after: 5, in: folder) }
    let transcript = try await finish(in: folder)
    #expect(transcript.err.contains("the first training step gives other bits now. Starting anew"))
  }

  @Test func aRequestToEndIsMetBySavingAndTheSameCommandGoesOn() async {
    await #expect(processExitsWith: .exitCode(130)) {
      try Interruption.install()
      let folder = try TemporaryFolder()
      // The signal comes in the middle of a step of the first loop.
      let fuse = Trains.Fuse(steps: 4) {
        kill(getpid(), SIGINT)
        // Not for ever, so that a request that nobody sees is a failure and no hang.
        for _ in 0..<2000 where Interruption.request == nil { usleep(5000) }
      }
      let (status, transcript) = try await Trains.$fuse.withValue(fuse) {
        try await experiments(
          arguments: ["all", "--output", folder.path], notebooks: [Trains.self, Ring.self],
          checkpointInterval: .seconds(1000))
      }
      let isSaved =
        folder.files() == ["strokes/.trains.run/checkpoint-1", "strokes/.trains.run/journal"]
      let isSaid = transcript.err.hasSuffix(
        "experiments: stopped; the same command goes on from the last checkpoint\n")
      exit(isSaved && isSaid ? status : 99)
    }
  }

  @Test func aDiskThatIsFullAtAnyWriteLeavesNothingHalfWritten() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let folder = try TemporaryFolder()
      _ = try await Trains.$learningRate.withValue(0.02) { try await run(in: folder) }
      let before = folder.files().map { folder.bytes($0) }
      // All files of a run but the log are smaller than the last of these.
      for bytes in [0, 60, 1000, 3000, 8000, 20_000] {
        limitFiles(to: rlim_t(bytes))
        let (status, transcript) = try await run(in: folder)
        limitFiles(to: .max)
        let files = folder.files()
        let results = files.filter { $0.hasPrefix("strokes/trains/") || $0.hasSuffix(".md") }
        let isUntouched = results.map { folder.bytes($0) } == before
        let isTold = transcript.err.contains("experiments: trains: could not ")
        let isHalfWritten = files.contains { $0.contains("partial") }
        if status != 2 || !isTold || !isUntouched || isHalfWritten { exit(10) }
      }
      _ = try await finish(in: folder)
    }
  }

  @Test func anInfinityStopsTheRunWithTheSameMessageOnAnyCountOfThreads() async throws {
    var messages: [String] = []
    for threads in ["1", "2", "7"] {
      let folder = try TemporaryFolder()
      let (status, transcript) = try await Trains.$learningRate.withValue(3e38) {
        try await run(in: folder, "--threads", threads, "-q")
      }
      #expect(status == 2)
      #expect(!folder.files().contains { $0.hasSuffix("report.md") })
      messages.append(transcript.err)
    }
    #expect(messages[0].hasPrefix("experiments: trains: training broke down in epoch 1 at step "))
    #expect(messages[0].contains(" is infinite or not a number in a step of Model. Try "))
    #expect(Set(messages).count == 1)
  }

  @Test func anInfinityThatNoStepDependsOnStopsTheRunToo() async throws {
    let folder = try TemporaryFolder()
    let (status, transcript) = try await Trains.$spoilt.withValue(true) {
      try await run(in: folder)
    }
    #expect(status == 2)
    #expect(
      transcript.err.contains(
        "in iteration 7: the result of the update of hidden.batchNormalization1/mean"),
      "\(transcript.err)")
  }

  /// The notebook as it is after an edit of its source.
  private func edited(_ old: String, _ new: String) throws -> ProgramSources {
    var texts = ProgramSources.ofTests.notebooks
    let text = try #require(texts["TrainingNotebook.swift"])
    try #require(text.contains(old))
    texts["TrainingNotebook.swift"] = text.replacing(old, with: new)
    return ProgramSources(notebooks: texts, librarySHA256: "11b", trainingSHA256: "7a1")
  }

  @Test func aRunWhosePicturesFailKeepsItsTrainingAndGoesOnWithoutWhenTheyAreMended() async throws {
    let folder = try TemporaryFolder()
    let (_, _) = try await run(in: folder)
    let old = folder.bytes("strokes/trains/report.md")
    let (status, transcript) = try await Trains.$drawsNothing.withValue(true) {
      try await run(in: folder, "--fresh")
    }
    #expect(status == 2)
    #expect(
      transcript.err.contains(
        "trains: cannot draw the figure \"nothing\": the run left no data set nothing."))
    #expect(transcript.err.contains("the same command goes on after them"))
    #expect(folder.bytes("strokes/trains/report.md") == old)
    let sources = try edited("caption: \"The loss\"", "caption: \"The mended loss\"")
    // The first step of both loops is made again, and no other.
    let again = try await Trains.$fuse.withValue(.init(steps: 2)) {
      try await run(in: folder, sources: sources)
    }
    #expect(again.status == 0, "\(again.transcript.err)")
    let other = try TemporaryFolder()
    _ = try await run(in: other, sources: sources)
    #expect(folder.files() == other.files())
    for file in other.files() where !file.hasSuffix("provenance.json") {
      #expect(folder.bytes(file) == other.bytes(file), "\(file)")
    }
  }

  @Test func aChangeBetweenTwoLoopsTrainsTheSecondOneAnew() async throws {
    let folder = try TemporaryFolder()
    try await stop(after: 12, in: folder)
    let sources = try edited("batchSize: 5,", "batchSize: 2 + 3,")
    // The first step of the first loop is made again, also when the notebook begins again, then the second loop.
    let (status, transcript) = try await Trains.$fuse.withValue(.init(steps: 2 + 7)) {
      try await run(in: folder, sources: sources)
    }
    #expect(status == 0)
    #expect(
      transcript.err.contains(
        "not going on from training loop 2 of the interrupted run in \(folder.path)/strokes/.trains.run: the notebook's "
          + "code has changed. Starting this loop anew"))
    let other = try TemporaryFolder()
    _ = try await run(in: other, sources: sources)
    for file in other.files() where !file.hasSuffix("provenance.json") {
      #expect(folder.bytes(file) == other.bytes(file), "\(file)")
    }
  }

  @Test func aChangeInALoopTrainsAnewAndOneOfProseDoesNot() async throws {
    for (old, new, isAnew) in [
      ("[first, adam]) { batch in", "[adam, first]) { batch in", true),
      ("//: A notebook for the tests", "//: A notebook for all tests", false),
    ] {
      let folder = try TemporaryFolder()
      try await stop(after: 7, in: folder)
      let (status, transcript) = try await run(in: folder, sources: try edited(old, new))
      #expect(status == 0)
      #expect(transcript.err.contains("the notebook's code has changed. Starting anew") == isAnew)
      #expect(transcript.err.contains("going on after 2") == !isAnew)
    }
  }
}

/// Runs `trains` in `folder`, saving before every step.
private func run(
  in folder: TemporaryFolder, _ more: String..., sources: ProgramSources = .ofTests
) async throws -> (status: Int32, transcript: Transcript) {
  try await experiments(
    arguments: ["trains", "--output", folder.path] + more, notebooks: [Trains.self],
    sources: sources, checkpointInterval: .zero)
}

/// Runs `trains` until it fails after some steps.
private func stop(after steps: Int, in folder: TemporaryFolder) async throws {
  let (status, _) = try await Trains.$fuse.withValue(.init(steps: steps)) {
    try await run(in: folder)
  }
  #expect(status == 2)
}

/// Runs `trains` to its end and compares.
private func finish(in folder: TemporaryFolder, _ more: String...) async throws -> Transcript {
  let (status, transcript) = try await experiments(
    arguments: ["trains", "--output", folder.path, "--threads", "2"] + more,
    notebooks: [Trains.self], checkpointInterval: .zero)
  #expect(status == 0)
  try await expectUninterruptedBytes(in: folder)
  return transcript
}

/// Compares all files in `folder` with those of a run that nothing interrupts.
private func expectUninterruptedBytes(
  in folder: TemporaryFolder, _ more: String..., sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let other = try TemporaryFolder()
  let (status, _) = try await experiments(
    arguments: ["trains", "-q", "--output", other.path] + more, notebooks: [Trains.self])
  #expect(status == 0, sourceLocation: sourceLocation)
  #expect(folder.files() == other.files(), sourceLocation: sourceLocation)
  for file in other.files() where !file.hasSuffix("provenance.json") {
    #expect(folder.bytes(file) == other.bytes(file), "\(file)", sourceLocation: sourceLocation)
  }
}

private func change(_ path: String, _ body: (inout Data) throws -> Void) throws {
  var bytes = try Data(contentsOf: URL(filePath: path))
  try body(&bytes)
  try bytes.write(to: URL(filePath: path))
}

/// Lets no file grow beyond a size: writing meets the errors of a full disk.
private func limitFiles(to bytes: rlim_t) {
  var limit = rlimit(rlim_cur: bytes, rlim_max: .max)
  #if os(Linux)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  #else
    setrlimit(RLIMIT_FSIZE, &limit)
  #endif
}

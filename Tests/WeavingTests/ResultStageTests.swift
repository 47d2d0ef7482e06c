import HarnessTestSupport
import Foundation
import Testing

@testable import Platform
@testable import Weaving

@Suite struct ResultStageTests {
  @Test func putsANewFolderInPlaceOfTheOldOneWithNothingLeftBeside() throws {
    let folder = try TemporaryFolder()
    let goal = "\(folder.path)/results/strokes/ring"
    for text in ["old", "new"] {
      let stage = try ResultStage(for: goal)
      try stage.write(Array(text.utf8), to: "report.md")
      try stage.write(Array(text.utf8), to: "figures/\(text).png")
      try stage.commit()
    }
    #expect(
      folder.files() == ["results/strokes/ring/figures/new.png", "results/strokes/ring/report.md"])
    #expect(try folder.text("results/strokes/ring/report.md") == "new")
  }

  @Test func replacesInTwoStepsWhereFoldersCannotBeSwapped() throws {
    let folder = try TemporaryFolder()
    let goal = "\(folder.path)/ring"
    for text in ["old", "new"] {
      let stage = try ResultStage(for: goal)
      try stage.write(Array(text.utf8), to: text)
      try stage.commit { _, _ in false }
    }
    #expect(folder.files() == ["ring/new"])
  }

  @Test func leavesTheOldFolderAloneWhenItCannotBeReplaced() throws {
    let folder = try TemporaryFolder()
    let goal = "\(folder.path)/ring"
    try Files.makeFolder(goal)
    try Files.write([1], to: "\(goal)/old")
    let trouble = ResultsError("replace", goal, "of an experiment")
    #expect(throws: trouble) {
      let stage = try ResultStage(for: goal)
      try stage.write([2], to: "new")
      try stage.commit { _, _ throws(ResultsError) in throw trouble }
    }
    #expect(folder.files() == ["ring/old"])
  }

  @Test func aFailedFirstRunLeavesNoEmptyFolder() throws {
    let folder = try TemporaryFolder()
    let goal = "\(folder.path)/strokes/ring"
    let lock = try GoalLock(on: goal)
    let stage = try ResultStage(for: goal)
    try stage.write([1], to: "a")
    stage.discard()
    lock.release()
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/strokes"))
    #expect(FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func anInterruptionTakesUnfinishedFoldersAway() async throws {
    await #expect(processExitsWith: .exitCode(130)) {
      let folder = try TemporaryFolder()
      try Interruption.install()
      Interruption.watch(folder.path)
      let stage = try ResultStage(for: "\(folder.path)/interrupted")
      try stage.write([1], to: "a")
      kill(getpid(), SIGINT)
      try await Task.sleep(for: .seconds(20))
    }
    let all = FileManager.default.temporaryDirectory.path
    for folder in try FileManager.default.contentsOfDirectory(atPath: all)
    where folder.hasPrefix("harness-") {
      let names = try? FileManager.default.contentsOfDirectory(atPath: "\(all)/\(folder)")
      #expect(names?.contains { $0.hasPrefix(".interrupted") } != true)
    }
  }

  /// From a system, a terminal that is gone, and batch queues.
  @Test(arguments: [SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU])
  func anInterruptionEndsAProgramThatDoesNotComeToSave(signal: Int32) async {
    await #expect(processExitsWith: .exitCode(128 + signal)) { [signal] in
      try Interruption.install()
      Interruption.whileSaving {
        kill(getpid(), signal)
        sleep(20)
      }
    }
  }

  /// A thread that starts the program may have blocked all signals, and the program would inherit that.
  @Test func aSignalThatIsBlockedAtTheStartIsHeard() async {
    await #expect(processExitsWith: .exitCode(143)) {
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      try Interruption.install()
      kill(getpid(), SIGTERM)
      sleep(20)
    }
  }

  @Test func aSignalThatIsIgnoredAtTheStartStaysIgnored() async {
    await #expect(processExitsWith: .exitCode(7)) {
      signal(SIGHUP, SIG_IGN)
      try Interruption.install()
      kill(getpid(), SIGHUP)
      // Were it taken, the program would end at once.
      usleep(200_000)
      exit(7)
    }
  }

  @Test func leavesTheOldFolderAloneUntilTheNewOneIsComplete() throws {
    let folder = try TemporaryFolder()
    let goal = "\(folder.path)/ring"
    let first = try ResultStage(for: goal)
    try first.write([1], to: "a")
    try first.commit()
    do {
      let second = try ResultStage(for: goal)
      try second.write([2], to: "a")
      #expect(folder.bytes("ring/a") == Data([1]))
      second.discard()
    }
    #expect(folder.files() == ["ring/a"])
  }

  @Test func takesAwayWhatAKilledRunLeftButNotWhatARunningOneMakes() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/.ring.killed.partial/figures")
    let running = try ResultStage(for: "\(folder.path)/ring")
    let other = try ResultStage(for: "\(folder.path)/other")
    #expect(!Files.exists("\(folder.path)/.ring.killed.partial"))
    #expect(Files.exists(running.folder) && Files.exists(other.folder))
    running.discard()
    other.discard()
  }

  @Test func takesAwayWhatARunLeftThatWasKilledBeforeItsFolderHadItsName() throws {
    let folder = try TemporaryFolder()
    for name in [".ring.aB3xYz", ".ring.run", ".other.aB3xYz"] {
      try Files.makeFolder("\(folder.path)/\(name)")
    }
    let stage = try ResultStage(for: "\(folder.path)/ring")
    stage.discard()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == [".other.aB3xYz", ".ring.run"])
  }

  @Test func keepsFilesOfTheOldFolder() throws {
    let folder = try TemporaryFolder()
    let goal = "\(folder.path)/ring"
    try Files.makeFolder(goal)
    try Files.write([1, 2], to: "\(goal)/log.h5")
    let stage = try ResultStage(for: goal)
    try stage.keep("log.h5")
    try stage.keep("absent")
    try stage.commit()
    #expect(folder.bytes("ring/log.h5") == Data([1, 2]))
  }

  @Test func refusesAGoalThatCannotBeAFolder() throws {
    let folder = try TemporaryFolder()
    try Files.write([1], to: "\(folder.path)/file")
    let error = #expect(throws: ResultsError.self) {
      try ResultStage(for: "\(folder.path)/file/strokes/ring")
    }
    #expect(error?.reason == "Not a directory")
    #expect(error?.hint == "choose a folder you can write to with --output")
    #expect(folder.files() == ["file"])
  }

  @Test func replacesAFileInOneStep() throws {
    let folder = try TemporaryFolder()
    try Files.replace("\(folder.path)/README.md", with: [1])
    try Files.replace("\(folder.path)/README.md", with: [2])
    #expect(folder.files() == ["README.md"] && folder.bytes("README.md") == Data([2]))
  }
}

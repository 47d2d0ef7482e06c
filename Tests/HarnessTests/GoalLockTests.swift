import Foundation
import Synchronization
import Testing

@testable import Platform

@Suite struct GoalLockTests {
  @Test func aSecondRunIntoTheSameFolderIsRefused() async throws {
    let folder = try TemporaryFolder()
    let lock = try GoalLock(on: "\(folder.path)/strokes/ring")
    let (second, transcript) = try await experiments("ring", "-q", "--output", folder.path)
    #expect(second == 2)
    #expect(
      transcript.err
        == "experiments: ring: could not begin results in \(folder.path)/strokes/ring: another run "
        + "is at work on them; wait until it is done, or choose another folder with --output\n")
    lock.release()
    let (third, _) = try await experiments("ring", "-q", "--output", folder.path)
    #expect(third == 0)
    #expect(!folder.files().contains { $0.hasSuffix(".lock") })
  }

  /// Whoever gives the lock back takes its file away, which another may have opened just before.
  @Test func noTwoOfManyThatTakeTheLockAgainAndAgainHaveItAtOnce() async throws {
    let folder = try TemporaryFolder()
    let goal = "\(folder.path)/strokes/ring"
    // The last lock would take an empty folder away, too.
    try Files.makeFolder("\(folder.path)/strokes/stays")
    let holders = Atomic(0), most = Atomic(0), taken = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<3000 {
        guard let lock = try? GoalLock(on: goal) else { continue }
        let count = holders.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
        most.max(count, ordering: .sequentiallyConsistent)
        taken.wrappingAdd(1, ordering: .sequentiallyConsistent)
        sched_yield()
        holders.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        lock.release()
      }
    }
    #expect(most.load(ordering: .sequentiallyConsistent) == 1)
    #expect(taken.load(ordering: .sequentiallyConsistent) > 1)
  }

  @Test func whatADeadProcessHasLeftDoesNotBlock() async throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder("\(folder.path)/strokes")
    try Files.write([], to: "\(folder.path)/strokes/.ring.lock")
    let (status, _) = try await experiments("ring", "-q", "--output", folder.path)
    #expect(status == 0)
  }

  @Test func aProcessThatIsKilledLeavesNoLock() async throws {
    let folder = try TemporaryFolder()
    setenv("EXPERIMENTS_TEST_FOLDER", folder.path, 1)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let path = ProcessInfo.processInfo.environment["EXPERIMENTS_TEST_FOLDER"] ?? ""
      let lock = try GoalLock(on: "\(path)/strokes/ring")
      withExtendedLifetime(lock) { _ = kill(getpid(), SIGKILL) }
    }
    #expect(folder.files() == ["strokes/.ring.lock"])
    try GoalLock(on: "\(folder.path)/strokes/ring").release()
    #expect(folder.files().isEmpty)
  }
}

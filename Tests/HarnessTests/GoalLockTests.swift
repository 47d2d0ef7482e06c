import Foundation
import Testing

@testable import Harness

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

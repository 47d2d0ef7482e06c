import Foundation
import Kernels
import Notebooks
import Platform
import Testing

@testable import Harness

/// What people wait for, at a size for tests.
@Suite struct TaskBenchTests {
  private func bench(executable: String? = nil) -> TaskBench {
    _ = temporaryCache
    let session = Session(
      catalogue: [Trains.self], console: Transcript().console(), sources: .ofTests, arguments: [],
      executable: executable, checkpointInterval: .seconds(20))
    return TaskBench(
      session: session, workers: Workers(), profile: .smoke, startedNotebook: "trains")
  }

  @Test(arguments: [BenchTask.frame, .evaluation, .log, .animation, .weaving])
  func whatIsDoneInThisProcessTakesTime(task: BenchTask) throws {
    let measurement = try bench().measurement(of: task)
    #expect(measurement.name == task.rawValue)
    #expect((3...7).contains(measurement.seconds.count))
    #expect(measurement.least > 0)
  }

  @Test func aStartIsOneTrainingStep() throws {
    // Seven starts, for they are quick: the seventh step is the last that is allowed.
    let measurement = try Trains.$fuse.withValue(Trains.Fuse(steps: 7)) {
      try bench().measurement(of: .start)
    }
    #expect(measurement.seconds.count == 7)
    #expect(throws: Trains.Blown.self) {
      try Trains.$fuse.withValue(Trains.Fuse(steps: 6)) {
        try bench().measurement(of: .start)
      }
    }
  }

  @Test func aCommandIsAProcessOfItsOwn() throws {
    let measurement = try bench(executable: "true").measurement(of: .list)
    #expect(measurement.least > 0)
    let failure = #expect(throws: TaskBench.Unavailable.self) {
      try bench(executable: "false").measurement(of: .diff)
    }
    #expect(failure?.reason.hasPrefix("experiments diff HEAD~30 HEAD failed") == true)
  }

  @Test func whatCannotBeDoneHereIsSaidAndAnErrorOnlyWhereItIsNamed() async throws {
    let (status, transcript) = try await experiments(
      arguments: ["bench", "start", "list", "peak", "--threads", "1", "--attempts", "1"],
      notebooks: [Ring.self])
    #expect(status == 2)
    #expect(transcript.err.contains("start was not measured: there is no notebook vae"))
    #expect(transcript.err.contains("list was not measured: this program cannot start itself"))
    #expect(transcript.out.contains("\npeak "))
  }
}

import Tensors
import TestSupport
import Testing

/// Whole training steps: the same bits on any number of threads, and no new memory after the first ones.
@Suite struct EngineTests {
  struct Outcome: Equatable {
    var losses: [UInt32] = []
    var parameters: [[UInt32]] = []
  }

  func outcome(on engine: Engine, steps: Int) throws -> Outcome {
    try engine.withCurrent {
      let step = TrainingStep()
      let losses = try (0..<steps).map { _ in try step().bitPattern }
      return Outcome(losses: losses, parameters: step.parameters.map { bits($0.value.values) })
    }
  }

  @Test func trainingGivesTheSameBitsOnAnyNumberOfThreads() throws {
    let serial = try outcome(on: Engine(), steps: 3)
    for threads in threadCounts {
      // Not compared within the expectation, which would print every number.
      let isSame = try outcome(on: Engine(threads: threads), steps: 3) == serial
      #expect(isSame, "ThreadPool of \(threads)")
      let isSameWhenDealt =
        try outcome(on: Engine(on: ThreadedWorkers(threads)), steps: 3) == serial
      #expect(isSameWhenDealt, "ThreadedWorkers of \(threads)")
    }
  }

  @Test func trainingLowersTheLoss() throws {
    let step = TrainingStep()
    let first = try step()
    for _ in 0..<20 { _ = try step() }
    #expect(try step() < 0.5 * first)
  }

  @Test func laterStepsTakeNoNewMemory() throws {
    let engine = Engine(threads: 2)
    try engine.withCurrent {
      let step = TrainingStep()
      _ = try step()
      _ = try step()
      let taken = engine.allocatedBytes
      for _ in 0..<48 { _ = try step() }
      #expect(engine.allocatedBytes == taken)
    }
  }

  @Test func tensorsLiveOnTheCurrentEngine() {
    let engine = Engine(threads: 2)
    let x = engine.withCurrent { Tensor([100], repeating: 1) }
    #expect(engine.allocatedBytes == 400)
    // Results follow their operands, also outside.
    let y = x + x
    #expect(engine.allocatedBytes == 800)
    #expect(y.values == [Float](repeating: 2, count: 100))
  }

  @Test func memoryIsHandedOutAgain() {
    let engine = Engine()
    engine.withCurrent {
      for value in 0..<10 { #expect(Tensor([64], repeating: Float(value)).sum().count == 1) }
      #expect(engine.allocatedBytes == 65 * 4)
    }
  }
}

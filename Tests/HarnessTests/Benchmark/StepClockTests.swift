import Kernels
import Layers
import Tensors
import Testing

@testable import Harness
@testable import Notebooks
@testable import Platform
@testable import Records

@Suite struct StepClockTests {
  /// A clock whose steps take what they say, in seconds.
  final class Hands {
    var time = 0.0
    func clock(measurements: Int) -> StepClock {
      StepClock(measurements: measurements) { self.time }
    }
  }

  @Test func slowStepsAreMeasuredOneByOneAfterTheWarmUp() {
    let hands = Hands()
    let clock = hands.clock(measurements: 3)
    var steps = 0
    #expect(throws: StepClock.Done.self) {
      try clock.repeatUntilDone { iteration in
        #expect(iteration == steps)
        steps += 1
        hands.time += Double(steps)
      }
    }
    // Three to warm up, and one to see how long a step takes.
    #expect(steps == 7)
    #expect(clock.series.map(\.seconds) == [[5, 6, 7]])
    #expect(clock.series[0].adversary == nil)
  }

  @Test func fastStepsAreMeasuredInGroups() {
    let hands = Hands()
    let clock = hands.clock(measurements: 2)
    var steps = 0
    #expect(throws: StepClock.Done.self) {
      try clock.repeatUntilDone { _ in
        steps += 1
        hands.time += steps <= 4 ? 0.125 : Double(steps)
      }
    }
    #expect(steps == 4 + 2 * 2)
    #expect(clock.series.map(\.seconds) == [[5.5, 7.5]])
  }

  @Test func stepsOfAdversariesAreMeasuredApartAndTheirLoopIsNot() throws {
    let hands = Hands()
    let clock = hands.clock(measurements: 2)
    let lab = Lab(
      record: record(source: ""), workers: Workers(),
      reporter: ProgressReporter(Transcript().console()), clock: clock
    ) { throw CancellationError() }
    #expect(throws: StepClock.Done.self) {
      try lab.train(iterations: 1, period: 1, saving: []) { _ in
        hands.time += 100
        let turn = lab.repeatStep(of: .discriminator, atMost: 1, until: { _ in true }) {
          hands.time += 2
          return 1
        }
        let other = lab.repeatStep(of: .generator, atMost: 3, until: { _ in false }) {
          hands.time += 3
          return 1
        }
        #expect(turn.count == 1 && other.count == 3)
        return ["loss": 1]
      } afterPeriod: { _ in
        Issue.record("nothing is drawn while steps are timed")
      }
    }
    #expect(clock.series.map(\.adversary) == [.discriminator, .generator])
    #expect(clock.series[0].seconds == [2, 2])
    #expect(clock.series[1].seconds == [Double](repeating: 3, count: 3 * 3 - 1))
    #expect(lab.record.arrays.isEmpty)
  }

  @Test func countsTheOperationsOfAStepAndTheMemoryOfAll() {
    let clock = StepClock(measurements: 1, now: { 0 })
    let engine = Engine()
    engine.withCurrent {
      let x = Tensor([2, 3], repeating: 1), w = Tensor([3, 4], repeating: 1)
      let bias = Tensor([4], repeating: 0)
      var kept: [Tensor] = []
      // No time passes, so the first measurement takes a million steps; this breaks off.
      #expect(throws: CancellationError.self) {
        try clock.repeatUntilDone { iteration in
          if iteration == 5 { throw CancellationError() }
          kept.append(x.dense(weights: w, bias: bias))
        }
      }
      #expect(kept.count == 5)
    }
    #expect(clock.series.map(\.operations) == [2 * 2 * 3 * 4])
    // x, weights, bias and four results.
    #expect(clock.series[0].bytesBefore == 4 * (6 + 12 + 4 + 4 * 8))
  }
}

struct MeasurementTests {
  @Test func theMedianIsInTheMiddle() {
    #expect(Measurement(name: "x", seconds: [5, 1, 3]).median == 3)
    #expect(Measurement(name: "x", seconds: [4, 1, 3, 100]).median == 3.5)
    let measurement = Measurement(name: "x", seconds: [0.5, 0.25, 1], operations: 1000)
    #expect(measurement.least == 0.25 && measurement.greatest == 1)
    #expect(measurement.rate == 2000)
  }

  @Test func stepsAreNamedWithoutHyphens() {
    #expect(StepName.name(notebook: "mlp-gan") == "mlpgan")
    #expect(StepName.name(notebook: "vae-gan", .discriminator) == "vaegan_d")
    #expect(StepName.name(notebook: "cgan", .generator) == "cgan_g")
  }
}

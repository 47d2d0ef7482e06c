import Layers
import Tensors
import Testing

/// Learning rates over the steps of a training, and limits on gradients.
@Suite struct LearningRateTests {
  @Test func aConstantRateStaysAsItIs() {
    let schedule = LearningRateSchedule.constant(3e-4)
    #expect([0, 1, 1000].allSatisfy { schedule($0) == 3e-4 })
  }

  @Test func aLinearScheduleFallsAfterAFractionOfTheSteps() {
    let schedule = LearningRateSchedule.linear(from: 0.5, steps: 8, after: 0.5)
    #expect((0..<10).map { schedule($0) } == [0.5, 0.5, 0.5, 0.5, 0.5, 0.375, 0.25, 0.125, 0, 0])
    let warmUp = LearningRateSchedule.linear(from: 0, to: 1, steps: 4)
    #expect((0..<6).map { warmUp($0) } == [0, 0.25, 0.5, 0.75, 1, 1])
    #expect(LearningRateSchedule.linear(from: 0.5, steps: 8, after: 1)(7) == 0.5)
  }

  /// The product of rate and share that the notebooks of adversaries have made: its bits.
  @Test func aLinearScheduleHasTheBitsOfARateTimesWhatIsLeft() {
    for (rate, total, after) in [(5e-4, 3200, 0.5), (1e-3, 977, 0.3), (7e-4, 50, 0)] {
      let schedule = LearningRateSchedule.linear(from: rate, steps: total, after: after)
      for step in 0..<total {
        let share = min(1, Double(total - step) / (Double(total) * (1 - after)))
        #expect(schedule(step).bitPattern == Float(rate * share).bitPattern)
      }
    }
  }

  @Test func aCosineScheduleIsHalfAPeriod() {
    let schedule = LearningRateSchedule.cosine(from: 1, to: 0.5, steps: 12)
    #expect([0, 6, 12, 20].map { schedule($0) } == [1, 0.75, 0.5, 0.5])
    // cos 60° = ½
    #expect(abs(schedule(4) - 0.875) < 1e-7)
  }

  @Test func aPiecewiseScheduleHasTheRateOfTheLastBoundary() {
    let schedule = LearningRateSchedule.piecewise(
      initial: 1, [.init(step: 5, rate: 0.25), .init(step: 2, rate: 0.5)])
    #expect((0..<7).map { schedule($0) } == [1, 1, 0.5, 0.5, 0.5, 0.25, 0.25])
  }

  @Test func aPlateauLowersTheRateOnceThePatienceIsOver() {
    let schedule = PlateauSchedule(from: 1, factor: 0.5, patience: 2, minimum: 0.25)
    // Better, better, then no better: the third of these is one too many.
    let values: [Float] = [5, 4, 4, 4.5, .nan, 4, 3, 3, 3, 3, 3, 3, 3]
    #expect(
      values.map { schedule.update($0) } == [
        1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25,
      ])
  }

  @Test func aPlateauGoesOnFromSavedState() throws {
    let schedule = PlateauSchedule(from: 1, factor: 0.5, patience: 1)
    for value: Float in [3, 2, 2] { schedule.update(value) }
    let other = PlateauSchedule(from: 1, factor: 0.5, patience: 1)
    try StateArchive.restore([other], from: StateArchive(saving: [schedule]).bytes)
    #expect(schedule.update(2) == 0.5)
    #expect(other.update(2) == 0.5)
  }

  @Test func aLimitOnTheNormScalesAllGradientsTogether() throws {
    let gradients = [Tensor([2], [3, 0]), Tensor([1, 2], [0, -4])]
    let clipped = try GradientClipping.globalNorm(2.5)(gradients)
    #expect(clipped.map(\.values) == [[1.5, 0], [0, -2]])
    #expect(clipped.map(\.shape) == [[2], [1, 2]])
    let small = try GradientClipping.globalNorm(5)(gradients)
    #expect(small.map(\.values) == gradients.map(\.values))
    #expect(throws: NonFiniteError.self) {
      _ = try GradientClipping.globalNorm(1)([Tensor([1], [1e30])])
    }
  }

  @Test func aLimitOnTheValueCutsEveryElement() throws {
    let clipped = try GradientClipping.value(0.5)([Tensor([3], [3, -0.25, -4])])
    #expect(clipped[0].values == [0.5, -0.25, -0.5])
  }

  @Test func aStepTakesTheLimitedGradient() throws {
    let network = OptimizerTests.Numbers([1, 2])
    let loss = (network.layer.weights.tensor * Tensor([1, 2], [30, 40])).sum()
    try SGD(for: network, learningRate: 1).minimize(loss, clipping: .globalNorm(5))
    #expect(network.layer.weights.value.values == [-2, -2])
  }
}

import HarnessTestSupport
import Kernels
import Layers
import Tensors
import Testing

@testable import Notebooks
@testable import Records

@Suite struct TurnTests {
  private final class Line: Network {
    let dense: Dense
    init(using seeds: inout Seeds) { dense = Dense(1, 1, using: &seeds) }
  }

  /// Trains two lines whose steps return the given losses in turn; what it logs, and the learning rates that each step had.
  private func train(
    turns: Int, limit: Int, until goal: Turn.Goal, losses: [Float]
  ) throws -> (lab: Lab, rates: [Float]) {
    let lab = lab()
    var seeds = Seeds(lab.stream("weights"))
    let (first, second) = (Line(using: &seeds), Line(using: &seeds))
    let (slow, fast) = (Adam(for: first, learningRate: 0), Adam(for: second, learningRate: 0))
    var rates: [Float] = []
    var remaining = losses[...]
    try lab.train(
      turns: turns, period: 1, saving: [],
      discriminator: Turn(
        of: (slow, .linear(from: 1, steps: turns)), atMost: limit, until: goal
      ) {
        rates.append(slow.learningRate)
        return remaining.popFirst() ?? 0
      },
      generator: Turn(of: (fast, .constant(0.5)), atMost: 1) {
        rates.append(fast.learningRate)
        return 7
      })
    return (lab, rates)
  }

  @Test func aTurnEndsWhenItsGoalIsReachedOrAtItsLimit() throws {
    let (lab, _) = try train(
      turns: 2, limit: 3, until: .lossBelow(1), losses: [2, 0.5, 3, 2, 1])
    #expect(lab.record.series("steps/discriminator") == [2, 3])
    #expect(lab.record.series("loss/discriminators-turn") == [0.5, 1])
    #expect(lab.record.series("steps/generator") == [1, 1])
    #expect(lab.record.series("loss/generators-turn") == [7, 7])
  }

  @Test func theGeneratorsOwnLossIsLoggedBesideTheOneThatEndsItsTurn() throws {
    let lab = lab()
    var seeds = Seeds(lab.stream("weights"))
    let adam = Adam(for: Line(using: &seeds), learningRate: 0)
    var watched: [Float] = [0.1, 0.3, 0.6, 0.2, 0.9]
    try lab.train(
      turns: 2, period: 1, saving: [],
      discriminator: Turn(of: (adam, .constant(0)), atMost: 1) { 0.5 },
      generator: Turn(
        of: (adam, .constant(0)), atMost: 3, until: .lossAbove(0.5),
        generatorStep: {
          let loss = watched.removeFirst()
          return (discriminator: loss, generator: 10 * loss)
        }))
    #expect(lab.record.series("steps/generator") == [3, 2])
    let losses = ["discriminators-turn", "generators-turn", "generator"].map {
      lab.record.series("loss/\($0)").map { Float($0) }
    }
    #expect(losses == [[0.5, 0.5], [0.6, 0.9], [6, 9]])
    #expect(lab.record.unit(ofSeries: "loss/generator") == "nats")
    #expect(lab.record.unit(ofSeries: "steps/generator") == "")
  }

  @Test func aGoalAboveIsReachedByGreaterLossesOnly() throws {
    let (lab, _) = try train(turns: 1, limit: 5, until: .lossAbove(1), losses: [1, 0.5, 1.5, 9])
    #expect(lab.record.series("steps/discriminator") == [3])
  }

  @Test func everyTurnHasItsLearningRates() throws {
    let (_, rates) = try train(turns: 4, limit: 1, until: .none, losses: [])
    #expect(rates == [1, 0.5, 0.75, 0.5, 0.5, 0.5, 0.25, 0.5])
  }
}

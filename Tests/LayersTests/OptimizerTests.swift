import Kernels
import Layers
import Tensors
import TestSupport
import Testing

/// Optimisers against their formulas in double precision, and what they leave alone.
@Suite struct OptimizerTests {
  /// Eleven numbers as the weights of a layer.
  final class Numbers: Network {
    let layer: Dense

    init(_ values: [Float]) {
      var seeds = Seeds(RandomStream(key: 1))
      layer = Dense(1, values.count, using: &seeds)
      layer.weights.assign(Tensor([1, values.count], values))
    }
  }

  func optimizer(_ run: Fixture.Run, for network: Numbers) -> any Optimizer {
    let s = run.settings
    return switch run.optimizer {
    case "adam": Adam(for: network, learningRate: s[0], beta1: s[1], beta2: s[2], epsilon: s[3])
    case "adamw":
      AdamW(
        for: network, learningRate: s[0], weightDecay: s[1], beta1: s[2], beta2: s[3], epsilon: s[4]
      )
    case "sgd": SGD(for: network, learningRate: s[0], momentum: s[1])
    case "nesterov": SGD(for: network, learningRate: s[0], momentum: s[1], nesterov: true)
    default:
      RMSProp(
        for: network, learningRate: s[0], decay: s[1], epsilon: s[2], initialMeanSquare: s[3])
    }
  }

  @Test func severalStepsFollowTheFormulas() throws {
    try expectSteps(Fixture().optimizers, ["adam": 3, "rmsProp": 3])
    try expectSteps(Fixture(.layers).optimizers, ["adamw": 2, "nesterov": 1, "sgd": 2])
  }

  private func expectSteps(_ fixture: Fixture.Optimizers, _ counts: [String: Int]) {
    #expect(Dictionary(grouping: fixture.runs, by: \.optimizer).mapValues(\.count) == counts)
    for run in fixture.runs {
      let network = Numbers(fixture.start)
      let optimizer = optimizer(run, for: network)
      for (gradient, expected) in zip(fixture.gradients, run.steps) {
        optimizer.descend([Tensor([1, 11], gradient), Tensor([11], repeating: 0)])
        let error = relativeError(network.layer.weights.value.values, expected)
        #expect(error < 1e-6, "\(run.optimizer) \(run.settings)")
      }
      #expect(network.layer.bias?.value.values == [Float](repeating: 0, count: 11))
    }
  }

  @Test func defaultsAreTensorFlows() throws {
    let fixture = try Fixture().optimizers
    let ofAdam = Numbers(fixture.start), ofRMSProp = Numbers(fixture.start)
    let adam = Adam(for: ofAdam, learningRate: 0.1)
    let rmsProp = RMSProp(for: ofRMSProp, learningRate: 0.1)
    let gradient = Tensor([1, 11], fixture.gradients[0])
    adam.descend([gradient, Tensor([11], repeating: 0)])
    rmsProp.descend([gradient, Tensor([11], repeating: 0)])
    #expect(relativeError(ofAdam.layer.weights.value.values, fixture.runs[0].steps[0]) < 1e-6)
    #expect(relativeError(ofRMSProp.layer.weights.value.values, fixture.runs[3].steps[0]) < 1e-6)
  }

  /// Saved after two steps and restored into another network, optimisers go on to the same bits.
  @Test(arguments: ["sgd", "nesterov", "adamw"])
  func goesOnFromSavedState(name: String) throws {
    let fixture = try Fixture(.layers).optimizers
    let run = try #require(fixture.runs.last { $0.optimizer == name })
    func step(_ optimizer: any Optimizer, _ gradients: ArraySlice<[Float]>) {
      for gradient in gradients {
        optimizer.descend([Tensor([1, 11], gradient), Tensor([11], repeating: 0)])
      }
    }
    let network = Numbers(fixture.start), other = Numbers(fixture.gradients[0])
    let optimizer = optimizer(run, for: network), resumed = self.optimizer(run, for: other)
    step(optimizer, fixture.gradients[..<2])
    optimizer.learningRate *= 0.5
    step(resumed, fixture.gradients[3...])
    try StateArchive.restore(
      [other, resumed], from: StateArchive(saving: [network, optimizer]).bytes)
    for optimizer in [optimizer, resumed] { step(optimizer, fixture.gradients[2...]) }
    #expect(bits(other.layer.weights.value.values) == bits(network.layer.weights.value.values))
  }

  @Test func movesOnlyItsOwnNetwork() throws {
    let moved = Numbers([1, 2, 3]), other = Numbers([4, 5, 6])
    let loss = (moved.layer.weights.tensor * other.layer.weights.tensor).sum()
    try Adam(for: moved, learningRate: 0.5).minimize(loss)
    #expect(moved.layer.weights.value.values != [1, 2, 3])
    #expect(other.layer.weights.value.values == [4, 5, 6])
  }

  @Test func movesSeveralNetworksTogether() throws {
    let first = Numbers([1, 2, 3]), second = Numbers([4, 5, 6])
    let loss = (first.layer.weights.tensor * second.layer.weights.tensor).sum()
    try RMSProp(for: first, second, learningRate: 0.5).minimize(loss)
    #expect(first.layer.weights.value.values != [1, 2, 3])
    #expect(second.layer.weights.value.values != [4, 5, 6])
  }

  @Test func movesNothingIfAGradientIsNotFinite() {
    let network = Numbers([1, 0, 3])
    let adam = Adam(for: network, learningRate: 0.5)
    #expect(throws: NonFiniteError.self) {
      try adam.minimize(network.layer.weights.tensor.logarithm().sum())
    }
    #expect(network.layer.weights.value.values == [1, 0, 3])
  }

  @Test func aStepThatLeavesTheNumbersIsNamedWithItsNetworks() {
    let network = Numbers([1, 2, 3])
    let adam = Adam(for: network, learningRate: .greatestFiniteMagnitude)
    var found: NonFiniteError?
    for _ in 0..<2 where found == nil {
      do {
        try adam.minimize(network.layer.weights.tensor.columns(0..<1).sum())
      } catch {
        found = error
      }
    }
    #expect(
      found?.description == "the result of Adam is infinite or not a number in a step of Numbers")
  }

  @Test func descendsToTheMinimum() throws {
    let network = Numbers([1, -2, 3])
    let goal = Tensor([1, 3], [0.5, 0.25, -1])
    let adam = Adam(for: network, learningRate: 0.05)
    for _ in 0..<600 {
      try adam.minimize(
        squaredErrorLoss(
          predicted: network.layer.weights.tensor, expected: goal, reduction: .sum))
    }
    #expect(relativeError(network.layer.weights.value.values, [0.5, 0.25, -1]) < 1e-3)
  }
}

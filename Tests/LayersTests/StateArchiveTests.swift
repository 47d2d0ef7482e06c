import Kernels
import Tensors
import Testing

@testable import Layers

@Suite struct StateArchiveTests {
  private final class Model: Network {
    let hidden: Sequential
    let output: Dense

    init(_ key: UInt64) {
      var seeds = Seeds(RandomStream(key: key))
      hidden = Sequential(Dense(5, 4, .relu, using: &seeds), BatchNormalization(4))
      output = Dense(4, 1, using: &seeds)
    }
  }

  private final class Counter: TrainingState {
    var name = "α"
    var count = -3
    var values: [Double] = [.infinity, -0.0]

    func exchange(with archive: StateArchive) throws(StateError) {
      try archive.exchange("name", &name)
      try archive.exchange("count", &count)
      try archive.exchange("values", &values)
    }
  }

  private func train(_ model: Model, _ optimizer: any Optimizer, steps: Range<Int>) throws {
    for step in steps {
      let stream = RandomStream(key: 9).at(step: UInt64(step))
      let x = Tensor.normal([6, 5], using: stream)
      let logits = model.output(model.hidden(x, .training(stream)))
      try optimizer.minimize(crossEntropyLoss(logits: logits, expected: 1, reduction: .mean))
    }
  }

  @Test(arguments: [true, false])
  func trainingGoesOnFromSavedStateAsIfNothingHadHappened(usesAdam: Bool) throws {
    func make(_ key: UInt64) -> (Model, any Optimizer) {
      let model = Model(key)
      return (
        model,
        usesAdam
          ? Adam(for: model, learningRate: 0.1) : RMSProp(for: model, learningRate: 0.1)
      )
    }
    let (model, optimizer) = make(1)
    try train(model, optimizer, steps: 0..<4)
    let saved = StateArchive(saving: [model, optimizer]).bytes
    try train(model, optimizer, steps: 4..<9)
    let (other, otherOptimizer) = make(2)
    try train(other, otherOptimizer, steps: 0..<2)
    try StateArchive.restore([other, otherOptimizer], from: saved)
    #expect(StateArchive(saving: [other, otherOptimizer]).bytes == saved)
    try train(other, otherOptimizer, steps: 4..<9)
    #expect(
      StateArchive(saving: [other, otherOptimizer]).bytes
        == StateArchive(saving: [model, optimizer]).bytes)
  }

  /// A schedule may set it at a step before the one that was saved.
  @Test func theRateThatAScheduleHasSetComesBack() throws {
    let model = Model(1)
    for optimizer in [
      Adam(for: model, learningRate: 0.1) as any Optimizer, RMSProp(for: model, learningRate: 0.1),
    ] {
      optimizer.learningRate = 0.05
      let saved = StateArchive(saving: [optimizer]).bytes
      optimizer.learningRate = 0.2
      try StateArchive.restore([optimizer], from: saved)
      #expect(optimizer.learningRate == 0.05)
    }
  }

  @Test func numbersAndTextsComeBackWithTheirBits() throws {
    let counter = Counter(), other = Counter()
    other.name = ""
    other.count = 8
    other.values = []
    try StateArchive.restore([other], from: StateArchive(saving: [counter]).bytes)
    #expect(other.name == "α" && other.count == -3)
    #expect(other.values.map(\.bitPattern) == counter.values.map(\.bitPattern))
  }

  @Test func valuesOfOtherStatesAreRefused() throws {
    let bytes = StateArchive(saving: [Counter()]).bytes
    #expect(throws: StateError.self) { try StateArchive.restore([Model(1)], from: bytes) }
    #expect(throws: StateError(expected: "the end", found: "\(bytes.count) more bytes")) {
      try StateArchive.restore([], from: bytes)
    }
    for length in 0..<bytes.count {
      #expect(throws: StateError.self) {
        try StateArchive.restore([Counter()], from: Array(bytes[..<length]))
      }
    }
  }
}

import Kernels
import Tensors
import Testing

@testable import Layers

@Suite struct ExponentialMovingAverageTests {
  private final class Model: Network {
    let hidden: Sequential

    init(_ key: UInt64) {
      var seeds = Seeds(RandomStream(key: key))
      hidden = Sequential(Dense(3, 2, using: &seeds), BatchNormalization(2))
    }

    var values: [Float] { variables.flatMap(\.parameter.value.values) }

    /// Gives every tensor random values; returns them all.
    func move(_ step: UInt64) -> [Float] {
      for (index, variable) in variables.enumerated() {
        let stream = RandomStream(key: 5).at(step: step).child(UInt64(index))
        variable.parameter.assign(.normal(variable.parameter.value.shape, using: stream))
      }
      return values
    }
  }

  /// Steps, in double precision, as the sum of weights that are worked out from the end.
  private func expected(_ steps: [[Float]], parts: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: steps[0].count)
    var left = 1.0
    for (values, part) in zip(steps, parts).reversed() {
      for (index, value) in values.enumerated() { result[index] += left * part * Double(value) }
      left *= 1 - part
    }
    return result
  }

  @Test func theFirstStepsCountAlikeAndLaterOnesFadeAway() {
    let model = Model(1)
    let average = ExponentialMovingAverage(of: model, in: Model(2), decay: 0.75)
    #expect(average.network.values == model.values)
    var steps: [[Float]] = []
    for step in 0..<9 {
      steps.append(model.move(UInt64(step)))
      average.update()
      let parts = [1, 1.0 / 2, 1.0 / 3, 1.0 / 4] + [Double](repeating: 1.0 / 4, count: 5)
      for (value, expected) in zip(average.network.values, expected(steps, parts: parts)) {
        #expect(abs(Double(value) - expected) < 1e-6)
      }
    }
    #expect(model.values == steps[8])
  }

  @Test func withDecayZeroTheAverageHasTheNetworksBits() {
    let model = Model(1)
    let average = ExponentialMovingAverage(of: model, in: Model(2), decay: 0)
    for step in 0..<3 {
      let values = model.move(UInt64(step))
      average.update()
      #expect(average.network.values.map(\.bitPattern) == values.map(\.bitPattern))
    }
  }

  @Test func anAverageGoesOnFromSavedState() throws {
    let model = Model(1)
    let average = ExponentialMovingAverage(of: model, in: Model(2), decay: 0.9)
    for step in 0..<3 {
      _ = model.move(UInt64(step))
      average.update()
    }
    let saved = StateArchive(saving: [model, average]).bytes
    let otherModel = Model(3)
    let other = ExponentialMovingAverage(of: otherModel, in: Model(4), decay: 0.9)
    try StateArchive.restore([otherModel, other], from: saved)
    for pair in [(model, average), (otherModel, other)] {
      _ = pair.0.move(8)
      pair.1.update()
    }
    #expect(
      other.network.values.map(\.bitPattern) == average.network.values.map(\.bitPattern))
    #expect(StateArchive(saving: [other]).bytes == StateArchive(saving: [average]).bytes)
  }

  @Test(arguments: [Int.max, -1])
  func aCountOfStepsThatNoTrainingReachesIsRefused(steps: Int) {
    let average = ExponentialMovingAverage(of: Model(1), in: Model(2), decay: 0.9)
    var saved = StateArchive(saving: [average]).bytes
    withUnsafeBytes(of: steps) { saved.replaceSubrange((saved.count - 8)..., with: $0) }
    #expect(throws: StateError(expected: "averaged steps", found: "\(steps)")) {
      try StateArchive.restore([average], from: saved)
    }
  }
}

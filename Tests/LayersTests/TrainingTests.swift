import Kernels
import Layers
import Tensors
import TestSupport
import Testing

/// A narrow autoencoder trained for some steps, as a notebook does it.
@Suite struct TrainingTests {
  /// A network, its optimiser and a batch.
  struct Training {
    let network: Autoencoder
    let adam: Adam
    let x = Tensor([50, 60], noise(3000).map(abs))

    init() {
      var seeds = Seeds(RandomStream(key: 8))
      network = Autoencoder(pixels: 60, wide: 40, narrow: 20, using: &seeds)
      adam = Adam(for: network, learningRate: 1e-2)
    }

    /// The loss before the step.
    func step(_ number: Int) throws -> Float {
      let stream = RandomStream(key: 9, step: UInt64(number))
      let loss = network.loss(
        x, noise: .normal([50, 2], using: stream), .training(stream.child(0)))
      try adam.minimize(loss)
      return loss.scalar
    }
  }

  @Test func isAFunctionOfTheSeedOnAnyNumberOfThreads() throws {
    func trained(_ engine: Engine) throws -> [[UInt32]] {
      try engine.withCurrent {
        let training = Training()
        for number in 0..<5 { _ = try training.step(number) }
        return training.network.variables.map { bits($0.parameter.value.values) }
      }
    }
    let expected = try trained(Engine())
    for threads in threadCounts {
      let isSame = try trained(Engine(threads: threads)) == expected
      #expect(isSame, "\(threads) threads")
    }
  }

  @Test func takesNoNewMemoryAfterTheFirstSteps() throws {
    let engine = Engine()
    try engine.withCurrent {
      let training = Training()
      _ = try training.step(0)
      _ = try training.step(1)
      let taken = engine.allocatedBytes
      for number in 2..<50 { _ = try training.step(number) }
      #expect(engine.allocatedBytes == taken)
    }
  }

  @Test func lowersTheLossAndInferenceUsesTheRunningAverages() throws {
    let training = Training()
    let first = try training.step(0)
    var last = first
    for number in 1..<200 { last = try training.step(number) }
    #expect(last < 0.9 * first)
    let tested = training.network.loss(
      training.x, noise: Tensor([50, 2], repeating: 0), .inference)
    #expect(abs(tested.scalar - last) < 0.1 * last)
  }
}

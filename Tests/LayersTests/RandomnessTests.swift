import Kernels
import Layers
import Tensors
import TestSupport
import Testing

/// Initial weights, dropout and their streams.
@Suite struct RandomnessTests {
  func weights(_ initializer: Initializer, key: UInt64 = 1) -> [Float] {
    var seeds = Seeds(RandomStream(key: key))
    return Dense(300, 200, initializer: initializer, using: &seeds).weights.value.values
  }

  /// The mean and the standard deviation.
  func moments(_ values: [Float]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, (variance / Double(values.count)).squareRoot())
  }

  /// Limits and moments of 60,000 weights; the tolerances are five standard errors.
  @Test(arguments: [(Initializer.glorotUniform, 6.0 / 500), (.heUniform, 6.0 / 300)])
  func uniformWeightsFillTheirLimits(initializer: Initializer, limitSquared: Double) {
    let values = weights(initializer)
    let limit = limitSquared.squareRoot()
    let greatest = Double(values.map(abs).max() ?? 0)
    #expect(greatest <= limit * 1.000001 && greatest > 0.999 * limit)
    let (mean, deviation) = moments(values)
    let expected = limit / 3.0.squareRoot()
    #expect(abs(mean) < 5 * expected / 60_000.0.squareRoot())
    #expect(abs(deviation / expected - 1) < 5 * 0.45 / 60_000.0.squareRoot())
  }

  @Test func normalWeightsHaveTheirDeviation() {
    let (mean, deviation) = moments(weights(.normal(deviation: 0.02)))
    #expect(abs(mean) < 5 * 0.02 / 60_000.0.squareRoot())
    #expect(abs(deviation / 0.02 - 1) < 5 / 120_000.0.squareRoot())
  }

  @Test func aKernelsFanCountsItsPixels() {
    var seeds = Seeds(RandomStream(key: 1))
    let layer = Convolution2D(6, 10, size: 5, using: &seeds)
    let limit = (6.0 / (25 * 16)).squareRoot()
    let greatest = Double(layer.kernel.value.values.map(abs).max() ?? 0)
    #expect(greatest <= limit * 1.000001 && greatest > 0.99 * limit)
    #expect(layer.bias?.value.values.allSatisfy { $0 == 0 } == true)
  }

  @Test func theSameSeedGivesTheSameBits() {
    #expect(bits(weights(.glorotUniform)) == bits(weights(.glorotUniform)))
    #expect(weights(.glorotUniform) != weights(.glorotUniform, key: 2))
  }

  @Test func everyLayerDrawsFromItsOwnStream() {
    var seeds = Seeds(RandomStream(key: 1))
    let first = Dense(5, 5, using: &seeds), second = Dense(5, 5, using: &seeds)
    #expect(first.weights.value.values != second.weights.value.values)
  }

  @Test func dropoutDiffersBetweenLayersAndSteps() {
    let ones = Tensor([10, 100], repeating: 1)
    let chain = Sequential(Dropout(0.5), Dropout(0.5))
    let stream = RandomStream(key: 4)
    func kept(_ layer: any Layer, _ phase: Phase) -> [Float] { layer(ones, phase).values }
    let first = kept(Dropout(0.5), Phase.training(stream).child(0))
    let second = kept(Dropout(0.5), Phase.training(stream).child(1))
    #expect(first != second)
    #expect(kept(chain, .training(stream)) == zip(first, second).map { $0 * $1 })
    #expect(kept(chain, .training(stream)) == kept(chain, .training(stream)))
    #expect(kept(chain, .training(stream)) != kept(chain, .training(stream.at(step: 1))))
    #expect(kept(chain, .inference) == ones.values)
  }

  @Test func batchNormalizationKnowsItsPhase() {
    let layer = BatchNormalization(2, momentum: 0.5, epsilon: 0)
    let x = Tensor([2, 2], [1, 10, 3, 30])
    #expect(layer(x, .inference).values == x.values)
    #expect(layer(x, .training(RandomStream(key: 1))).values == [-1, -1, 1, 1])
    #expect(layer.runningMean.value.values == [1, 10])
    #expect(layer.runningVariance.value.values == [1, 50.5])
    // Inference leaves the averages as they are.
    _ = layer(x, .inference)
    #expect(layer.runningMean.value.values == [1, 10])
  }

  @Test(arguments: [Activation.relu, .leakyReLU(slope: 0.3), .identity, .tanh])
  func aChainDropsOutputsAsTheLayersOneByOneWould(activation: Activation) throws {
    var seeds = Seeds(RandomStream(key: 3))
    let layers: [any Layer] = [
      UpSampledConvolution2D(2, 3, size: 3, activation, using: &seeds), Dropout(0.3),
      Convolution2D(3, 5, size: 3, stride: 2, activation, using: &seeds), Dropout(0.25), Flatten(),
      Dense(3 * 4 * 5, 7, activation, using: &seeds), Dropout(0.5),
    ]
    let chain = Sequential(
      layers[0], layers[1], layers[2], layers[3], layers[4], layers[5], layers[6])
    let x = Parameter(Tensor([4, 3, 4, 2], noise(96)))
    let phase = Phase.training(RandomStream(key: 8, step: 5))
    let parameters = [x] + chain.variables.map(\.parameter)

    let together = chain(x.tensor, phase)
    let apart = layers.enumerated().reduce(x.tensor) { $1.element($0, phase.child($1.offset)) }
    #expect(bits(together.values) == bits(apart.values))
    let gradientsTogether = try gradients(of: together.sum(), for: parameters)
    let gradientsApart = try gradients(of: apart.sum(), for: parameters)
    for (one, other) in zip(gradientsTogether, gradientsApart) {
      #expect(bits(one.values) == bits(other.values))
    }
    #expect(together.values.contains { $0.bitPattern == 0x8000_0000 })
  }
}

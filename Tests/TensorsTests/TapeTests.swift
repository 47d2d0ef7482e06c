import Tensors
import TestSupport
import Testing

/// What the tape follows, and what it does not.
@Suite struct TapeTests {
  let x = Parameter(Tensor([3], [1, -2, 4]))
  let y = Parameter(Tensor([3], [3, 5, -1]))

  @Test func aTensorUsedTwiceAddsUpItsGradients() throws {
    let square = x.tensor * x.tensor
    // Σ x⁴ + x² and its derivative 4x³ + 2x, through a shared intermediate result.
    let gradient = try gradients(of: (square * square + square).sum(), for: [x])
    #expect(gradient[0].values == [6, -36, 264])
  }

  @Test func aParameterThatIsNotReachedGetsZeros() throws {
    let gradients = try gradients(of: x.tensor.sum(), for: [y, x])
    #expect(gradients.map(\.values) == [[0, 0, 0], [1, 1, 1]])
  }

  @Test func aConstantLossHasZeroGradients() throws {
    let gradients = try gradients(of: Tensor([], [7]), for: [x])
    #expect(gradients.map(\.values) == [[0, 0, 0]])
  }

  @Test func aParameterMayItselfBeTheLoss() throws {
    let loss = Parameter(Tensor([1], [3]))
    #expect(try gradients(of: loss.tensor, for: [loss, loss]).map(\.values) == [[1], [1]])
  }

  @Test func gradientsStopAtDetachedTensors() throws {
    let product = x.tensor * y.tensor
    let loss = (product.detached * x.tensor).sum()
    let gradients = try gradients(of: loss, for: [x, y])
    #expect(gradients.map(\.values) == [[3, -10, -4], [0, 0, 0]])
  }

  @Test func targetsGetNoGradient() throws {
    let labels = Parameter(Tensor([1, 3], [0, 1, 0]))
    let loss = x.tensor.crossEntropy(targets: labels.tensor.reshaped([3])).sum()
    #expect(try gradients(of: loss, for: [labels])[0].values == [0, 0, 0])
  }

  @Test func twoLossesOnOneGraphMoveTheirOwnParametersAlone() throws {
    // A generator and a discriminator with opposite losses of the same number.
    let made = x.tensor * Tensor([3], [2, 2, 2])
    let judged = (made * y.tensor).sum()
    let ofGenerator = try gradients(of: -judged, for: [x])
    let ofDiscriminator = try gradients(of: judged, for: [y])
    #expect(ofGenerator.map(\.values) == [[-6, -10, 2]])
    #expect(ofDiscriminator.map(\.values) == [[2, -4, 8]])
  }

  @Test func aTapeSeesTheValuesOfItsForwardPass() throws {
    let weights = Parameter(Tensor([3, 2], noise(6)))
    let bias = Parameter(Tensor([2], [0, 0]))
    let input = Parameter(Tensor([4, 3], noise(12, seed: 2)))
    func loss() -> Tensor {
      input.tensor.dense(weights: weights.tensor, bias: bias.tensor, activation: .tanh).sum()
    }
    let parameters = [weights, bias, input]
    let expected = try gradients(of: loss(), for: parameters).map(\.values)
    let inFlight = loss()
    for parameter in parameters {
      let shape = parameter.value.shape
      parameter.descendAdam(
        Tensor(shape, repeating: 1), mean: GradientAverage(like: parameter, startingAt: 0),
        meanSquare: GradientAverage(like: parameter, startingAt: 0), rate: 0.5, beta1: 0.9,
        beta2: 0.999, epsilon: 1e-8)
      parameter.descendRMSProp(
        Tensor(shape, repeating: 1),
        meanSquare: GradientAverage(like: parameter, startingAt: 1), rate: 0.5, decay: 0.9,
        epsilon: 1e-10)
    }
    #expect(try gradients(of: inFlight, for: parameters).map(\.values) == expected)
    #expect(try gradients(of: loss(), for: parameters).map(\.values) != expected)
  }

  @Test func aParameterKeepsNoPast() throws {
    x.assign(x.tensor * y.tensor)
    #expect(x.value.values == [3, -10, -4])
    #expect(
      try gradients(of: x.tensor.sum(), for: [x, y]).map(\.values) == [[1, 1, 1], [0, 0, 0]])
  }

  @Test func gradientsDoNotDependOnTheOrderOfTheParameters() throws {
    let loss = (x.tensor * y.tensor).exponential().sum()
    let forward = try gradients(of: loss, for: [x, y]).map(\.values)
    let backward = try gradients(of: loss, for: [y, x]).map(\.values)
    #expect(forward == backward.reversed())
  }
}

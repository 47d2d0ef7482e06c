import Kernels
import Layers
import Tensors
import TestSupport
import Testing

/// Penalties on gradients, and their own gradients, against PyTorch's with `create_graph`.
@Suite struct GradientPenaltyTests {
  private final class Critic: Network {
    let convolution: Convolution2D
    let hidden, score: Dense
    let normalization = LayerNormalization(5, epsilon: 1e-3)

    init() {
      var seeds = Seeds(RandomStream(key: 1))
      convolution = Convolution2D(
        2, 3, size: 4, stride: 2, .leakyReLU(slope: 0.2), using: &seeds)
      hidden = Dense(18, 5, using: &seeds)
      score = Dense(5, 1, using: &seeds)
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
      score(normalization(hidden(convolution(x).flattened())).activated(.tanh))
    }
  }

  @Test func bothPenaltiesArePyTorchs() throws {
    let fixture = try Fixture.named("gradient penalties", in: .layers)
    let critic = Critic()
    let parameters = try fixture.install(in: critic)
    let x = try fixture.tensor("x")
    try fixture.expect(gradientPenalty(at: x) { critic($0) }, named: "norm 1", by: parameters)
    try fixture.expect(r1Penalty(at: x) { critic($0) }, named: "norm 0", by: parameters)
  }

  @Test func pointsBetweenExamplesLieOnTheirLines() {
    let x = Tensor([9, 2, 3], noise(54)), y = Tensor([9, 2, 3], noise(54, seed: 2))
    let stream = RandomStream(key: 3)
    let places = Tensor.uniform([9], using: stream).values
    let points = interpolated(x, y, using: stream)
    let expected = (0..<54).map {
      let place = Double(places[$0 / 6])
      return (1 - place) * Double(x.values[$0]) + place * Double(y.values[$0])
    }
    #expect(relativeError(points.values, expected) < 1e-6)
  }
}

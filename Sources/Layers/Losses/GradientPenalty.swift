import Kernels
import Tensors

/// The Euclidean norm of the gradient of a critic's score at each example, with a past: what a penalty is computed from.
///
/// - Parameters:
///   - examples: [n, …]; nothing of their own past is needed.
///   - epsilon: added to the squared norms, for the root has no slope at 0.
///   - critic: gives a score for each example, from that example alone: no batch normalisation.
/// - Returns: [n].
public func gradientNorms(
  at examples: Tensor, epsilon: Float = 1e-12, of critic: (Tensor) -> Tensor
) throws(NonFiniteError) -> Tensor {
  (try squaredGradientNorms(at: examples, of: critic) + epsilon).squareRoot()
}

/// E (‖∇D(x)‖ − 1)², which keeps a critic near 1-Lipschitz where it is taken (Gulrajani and others, 2017); without its weight, 10 in the
/// paper.
///
/// - Parameters:
///   - examples: [n, …]; the paper's are `interpolated(_:_:using:)`.
///   - critic: gives a score for each example, from that example alone: no batch normalisation.
public func gradientPenalty(
  at examples: Tensor, of critic: (Tensor) -> Tensor
) throws(NonFiniteError) -> Tensor {
  (try gradientNorms(at: examples, of: critic) - 1).squared().mean()
}

/// ½ E ‖∇D(x)‖², the R1 penalty at real examples (Mescheder and others, 2018), without its weight γ.
public func r1Penalty(
  at examples: Tensor, of discriminator: (Tensor) -> Tensor
) throws(NonFiniteError) -> Tensor {
  0.5 * (try squaredGradientNorms(at: examples, of: discriminator)).mean()
}

/// Points on the lines between pairs of examples, each at a place of its own, uniform in [0, 1).
///
/// - Parameters:
///   - x: [n, …].
///   - y: the same shape.
///   - stream: gives a number for each pair.
public func interpolated(_ x: Tensor, _ y: Tensor, using stream: RandomStream) -> Tensor {
  let axes = [Int](repeating: 1, count: x.shape.count - 1)
  let places = Tensor.uniform([x.shape[0]] + axes, using: stream)
  return x + places * (y - x)
}

private func squaredGradientNorms(
  at examples: Tensor, of critic: (Tensor) -> Tensor
) throws(NonFiniteError) -> Tensor {
  let examples = examples.detached.watched
  let slopes = try gradient(of: critic(examples).sum(), withRespectTo: examples)
  return slopes.flattened().squared().sum(along: [1])
}

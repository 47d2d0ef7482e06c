import Kernels
import Tensors

/// How a loss adds up over its elements.
public enum Reduction: Sendable {
  /// All elements added.
  case sum
  /// The sum divided by the number of elements.
  case mean
  /// The sum divided by the length of the first axis: per example.
  case perExample

  func callAsFunction(_ elements: Tensor) -> Tensor {
    switch self {
    case .sum: elements.sum()
    case .mean: elements.mean()
    case .perExample: elements.sum() / Float(elements.shape.first ?? 1)
    }
  }
}

/// Binary cross-entropy in nats between targets in [0, 1] and predicted logits of the same shape.
public func crossEntropyLoss(
  logits: Tensor, expected: Tensor, reduction: Reduction
) -> Tensor {
  reduction(logits.crossEntropy(targets: expected))
}

/// Binary cross-entropy in nats between one target for all elements and predicted logits.
public func crossEntropyLoss(
  logits: Tensor, expected: Float, reduction: Reduction
) -> Tensor {
  crossEntropyLoss(
    logits: logits, expected: Tensor(logits.shape, repeating: expected), reduction: reduction)
}

/// Cross-entropy in nats between class probabilities and the softmax of predicted logits.
///
/// - Parameters:
///   - logits: [n, classes].
///   - expected: rows that add up to 1, such as one-hot labels; the same shape.
///   - reduction: how the losses of all elements add up.
public func softmaxCrossEntropyLoss(
  logits: Tensor, expected: Tensor, reduction: Reduction
) -> Tensor {
  reduction(logits.softmaxCrossEntropy(targets: expected))
}

/// −log(p + ε) of predicted probabilities, as the articles' GANs have it.
///
/// - Parameters:
///   - probabilities: of what is to become likely, in [0, 1]; of any shape.
///   - epsilon: keeps the logarithm of 0 finite.
///   - reduction: how the losses of all elements add up.
public func negativeLogLoss(
  probabilities: Tensor, epsilon: Float = 1e-10, reduction: Reduction
) -> Tensor {
  -reduction(probabilities.logarithm(plus: epsilon))
}

/// Binary cross-entropy in nats between targets in [0, 1] and predicted probabilities of the same shape:
/// −t log(p + ε) − (1 − t) log(1 − p + ε).
///
/// Where the probabilities come from logits, `crossEntropyLoss(logits:…)` is the more exact one.
public func crossEntropyLoss(
  probabilities: Tensor, expected: Tensor, epsilon: Float = 1e-10, reduction: Reduction
) -> Tensor {
  requireEqualShapes(probabilities, expected)
  let positive = expected * probabilities.logarithm(plus: epsilon)
  let negative = (1 - expected) * (1 - probabilities).logarithm(plus: epsilon)
  return -reduction(positive + negative)
}

/// The Kullback-Leibler divergence in nats of Gaussians with independent coordinates from the standard
/// normal distribution: −½ Σ (1 + log σ² − μ² − σ²).
///
/// - Parameters:
///   - mean: μ, [n, dimensions].
///   - logVariance: log σ², the same shape.
///   - reduction: how the losses of all elements add up.
public func gaussianDivergenceLoss(
  mean: Tensor, logVariance: Tensor, reduction: Reduction
) -> Tensor {
  requireEqualShapes(mean, logVariance)
  return -0.5 * reduction(logVariance + 1 - mean * mean - logVariance.exponential())
}

/// The squared difference, (predicted − expected)².
public func squaredErrorLoss(
  predicted: Tensor, expected: Tensor, reduction: Reduction
) -> Tensor {
  requireEqualShapes(predicted, expected)
  let difference = predicted - expected
  return reduction(difference * difference)
}

/// The absolute difference, |predicted − expected|; its derivative where both are equal is 0.
public func absoluteErrorLoss(
  predicted: Tensor, expected: Tensor, reduction: Reduction
) -> Tensor {
  requireEqualShapes(predicted, expected)
  return reduction((predicted - expected).absolute())
}

/// Losses compare element with element: what arithmetic would broadcast is a mistake here.
private func requireEqualShapes(_ x: Tensor, _ y: Tensor) {
  require(x.shape == y.shape, "a loss needs equal shapes, not \(x.shape) and \(y.shape)")
}

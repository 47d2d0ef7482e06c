import Kernels
import Tensors

/// Normal distributions with independent coordinates, one in each row: what the encoder of a variational autoencoder proposes.
public struct DiagonalGaussian {
  /// Means and logarithms of variances, [n, dimensions].
  public let mean, logVariance: Tensor

  /// Distributions of these moments.
  public init(mean: Tensor, logVariance: Tensor) {
    require(
      mean.shape == logVariance.shape,
      "means of shape \(mean.shape) and variances of shape \(logVariance.shape)")
    self.mean = mean
    self.logVariance = logVariance
  }

  /// One drawn point of each distribution, [n, dimensions], by the reparametrisation μ + σε with standard normal ε, through which
  /// gradients flow to μ and σ (Kingma and Welling, 2013).
  public func sample(using stream: RandomStream) -> Tensor {
    sample(.normal(mean.shape, using: stream))
  }

  /// The same with numbers ε that have been drawn already, [n, dimensions].
  public func sample(_ noise: Tensor) -> Tensor {
    mean + (0.5 * logVariance).exponential() * noise
  }

  /// The Kullback-Leibler divergence from the standard normal distribution, in nats.
  public func divergence(reduction: Reduction) -> Tensor {
    gaussianDivergenceLoss(mean: mean, logVariance: logVariance, reduction: reduction)
  }
}

import Tensors

/// A normal distribution around each condition, from which a code of it is drawn: the conditioning augmentation of
/// StackGAN (Zhang and others, 2017). Conditions that training does not know lie between codes of those that it knows,
/// and not in a void.
public final class GaussianConditioning: Network {
  /// Mean and log variance of the code, functions of the condition.
  public let mean, logVariance: Dense

  /// Makes distributions of `dimensions` coordinates for conditions of `inputs` numbers.
  ///
  /// - Parameters:
  ///   - inputs: the length of a condition: [n, inputs].
  ///   - dimensions: the length of a code: means and log variances are [n, dimensions].
  ///   - meanInitializer: the weights of the mean. Codes that differ by less than they vary are no codes: with
  ///     conditions of ones and zeros standard normal weights set them apart from the beginning.
  ///   - initialLogVariance: the bias of the log variance.
  ///   - seeds: what initial weights are drawn from; each layer takes the next seed.
  public init(
    _ inputs: Int, _ dimensions: Int, meanInitializer: Initializer = .normal(deviation: 1),
    initialLogVariance: Float, using seeds: inout Seeds
  ) {
    mean = Dense(inputs, dimensions, initializer: meanInitializer, using: &seeds)
    logVariance = Dense(inputs, dimensions, using: &seeds)
    logVariance.bias?.assign(Tensor([dimensions], repeating: initialLogVariance))
  }

  /// The distributions of conditions, [n, inputs].
  public func callAsFunction(_ conditions: Tensor) -> DiagonalGaussian {
    DiagonalGaussian(mean: mean(conditions), logVariance: logVariance(conditions))
  }
}

import Tensors

/// Batch normalisation (Ioffe and Szegedy, 2015) of the last axis, as in Keras.
///
/// Training normalises by the batch's own mean and biased variance and lets running averages follow them;
/// inference uses the averages, as constants: gradients flow to the input, the scale and the offset.
public final class BatchNormalization: Layer {
  /// γ, [features], ones at first
  public let scale: Parameter
  /// β, [features], zeros at first
  public let offset: Parameter
  /// [features], zeros at first
  public let runningMean: Parameter
  /// [features], ones at first
  public let runningVariance: Parameter
  private let momentum: Float
  private let epsilon: Float

  /// Makes a layer for `features` columns, with Keras's defaults.
  ///
  /// - Parameters:
  ///   - features: the length of the last axis: each column, or channel, has moments, a scale and an offset of its
  ///     own.
  ///   - momentum: the decay of the running averages.
  ///   - epsilon: added to the variance before the root.
  public init(_ features: Int, momentum: Float = 0.99, epsilon: Float = 1e-3) {
    scale = Parameter(Tensor([features], repeating: 1))
    offset = Parameter(Tensor([features], repeating: 0))
    runningMean = Parameter(Tensor([features], repeating: 0))
    runningVariance = Parameter(Tensor([features], repeating: 1))
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// Normalises; the shape stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor {
    var moments: (Tensor, Tensor)?
    if case .inference = phase { moments = (runningMean.value, runningVariance.value) }
    let (output, mean, variance) = x.batchNormalized(
      moments: moments, scale: scale.tensor, offset: offset.tensor, epsilon: epsilon)
    if case .training = phase {
      follow(runningMean, mean)
      follow(runningVariance, variance)
    }
    return output
  }

  private func follow(_ average: Parameter, _ new: Tensor) {
    average.assign(momentum * average.value + (1 - momentum) * new)
  }

  /// The learned scale and offset, and the running averages.
  public var variables: [Variable] {
    [
      Variable("scale", scale, axes: "[feature]"),
      Variable("offset", offset, axes: "[feature]"),
      Variable("mean", runningMean, axes: "[feature]", isTrainable: false),
      Variable("variance", runningVariance, axes: "[feature]", isTrainable: false),
    ]
  }
}

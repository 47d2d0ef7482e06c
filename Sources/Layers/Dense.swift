import Kernels
import Tensors

/// A fully connected layer: `activation(x · weights + bias)` on the last axis.
public final class Dense: Layer {
  /// [in, out]
  public let weights: Parameter
  /// [out], zeros at first
  public let bias: Parameter
  private let activation: Activation
  private let initializer: Initializer

  /// Makes a layer from `inputs` to `outputs` numbers.
  public init(
    _ inputs: Int, _ outputs: Int, _ activation: Activation = .identity,
    initializer: Initializer = .glorotUniform, using seeds: inout Seeds
  ) {
    weights = Parameter(initializer.weights([inputs, outputs], using: &seeds))
    bias = Parameter(Tensor([outputs], repeating: 0))
    self.activation = activation
    self.initializer = initializer
  }

  /// [n, …, in] becomes [n, …, out].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    result(x, dropping: nil)
  }

  /// The same with a dropout, for activations that keep the sign.
  public func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor? {
    !pooling && activation.keepsSign ? result(x, dropping: dropping) : nil
  }

  private func result(_ x: Tensor, dropping: Dropping?) -> Tensor {
    x.dense(
      weights: initializer.scaled(weights), bias: bias.tensor, activation: activation,
      dropping: dropping)
  }

  /// The weights and the bias.
  public var variables: [Variable] {
    [Variable("weights", weights, axes: "[in, out]"), Variable("bias", bias, axes: "[out]")]
  }
}

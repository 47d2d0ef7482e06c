import Kernels
import Tensors

/// A fully connected layer: `activation(x · weights + bias)` on the last axis.
public final class Dense: Layer {
  /// [in, out]
  public let weights: Parameter
  /// [out], zeros at first; nil where the layer has none
  public let bias: Parameter?
  private let activation: Activation
  private let initializer: Initializer

  /// Makes a layer from `inputs` to `outputs` numbers.
  ///
  /// - Parameters:
  ///   - inputs: the length of the last axis of what it takes.
  ///   - outputs: that of what it gives.
  ///   - activation: what follows the bias.
  ///   - usesBias: false where a normalisation follows, which takes any constant away again.
  ///   - initializer: what the weights start as, with `inputs` for the fan-in; the bias starts as zeros.
  ///   - seeds: what initial weights are drawn from; each layer takes the next seed.
  public init(
    _ inputs: Int, _ outputs: Int, _ activation: Activation = .identity, usesBias: Bool = true,
    initializer: Initializer = .glorotUniform, using seeds: inout Seeds
  ) {
    weights = Parameter(initializer.weights([inputs, outputs], using: &seeds))
    bias = usesBias ? Parameter(Tensor([outputs], repeating: 0)) : nil
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
      weights: initializer.scaled(weights),
      bias: bias?.tensor ?? Tensor([weights.value.shape[1]], repeating: 0),
      activation: activation, dropping: dropping)
  }

  /// The weights, and the bias if there is one.
  public var variables: [Variable] {
    let weights = [Variable("weights", weights, axes: "[in, out]")]
    return weights + (bias.map { [Variable("bias", $0, axes: "[out]")] } ?? [])
  }
}

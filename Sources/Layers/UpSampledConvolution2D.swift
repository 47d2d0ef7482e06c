import Kernels
import Tensors

/// Up-sampling by two (nearest neighbour), then a convolution with `same` padding:
/// `activation(upSampled(x) ∗ kernel + bias)`, computed on the small image.
///
/// `UpSampling2D` and `Convolution2D` in one, with the same variables; the results differ by rounding.
public final class UpSampledConvolution2D: Layer {
  /// [row, column, in, out]
  public let kernel: Parameter
  /// [out], zeros at first
  public let bias: Parameter
  private let activation: Activation
  private let initializer: Initializer

  /// Makes a layer from `inputs` to `outputs` channels.
  ///
  /// - Parameters:
  ///   - inputs: the channels of the images that it takes, [n, height, width, inputs].
  ///   - outputs: the channels of its images, [n, 2 · height, 2 · width, outputs].
  ///   - size: rows and columns of the kernel, an odd number.
  ///   - activation: what follows the bias.
  ///   - initializer: what the kernel starts as, with size² · inputs for the fan-in; the bias starts as zeros.
  ///   - seeds: what initial weights are drawn from; each layer takes the next seed.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, _ activation: Activation = .identity,
    initializer: Initializer = .glorotUniform, using seeds: inout Seeds
  ) {
    kernel = Parameter(initializer.weights([size, size, inputs, outputs], using: &seeds))
    bias = Parameter(Tensor([outputs], repeating: 0))
    self.activation = activation
    self.initializer = initializer
  }

  /// [n, h, w, in] becomes [n, 2h, 2w, out].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    result(x, dropping: nil)
  }

  /// The same with a dropout, for activations that keep the sign.
  public func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor? {
    !pooling && activation.keepsSign ? result(x, dropping: dropping) : nil
  }

  private func result(_ x: Tensor, dropping: Dropping?) -> Tensor {
    x.upSampledAndConvolved(
      with: initializer.scaled(kernel), bias: bias.tensor, activation: activation,
      dropping: dropping)
  }

  /// The kernel and the bias.
  public var variables: [Variable] {
    [
      Variable("weights", kernel, axes: "[row, column, in, out]"),
      Variable("bias", bias, axes: "[out]"),
    ]
  }
}

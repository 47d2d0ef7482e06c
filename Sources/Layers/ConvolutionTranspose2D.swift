import Kernels
import Tensors

/// A transposed convolution of images with `same` padding, Keras's `Conv2DTranspose`: images grow by `stride`,
/// `activation(x ∗ᵀ kernel + bias)`.
public final class ConvolutionTranspose2D: Layer {
  /// [row, column, out, in]
  public let kernel: Parameter
  /// [out], zeros at first; nil where the layer has none
  public let bias: Parameter?
  private let stride: Int
  private let activation: Activation
  private let initializer: Initializer

  /// Makes a layer from `inputs` to `outputs` channels.
  ///
  /// - Parameters:
  ///   - inputs: the channels of the images that it takes, [n, height, width, inputs].
  ///   - outputs: the channels of its images, [n, stride · height, stride · width, outputs].
  ///   - size: rows and columns of the kernel. A multiple of the stride lets all output pixels see equally many input pixels, which
  ///     avoids checkerboard patterns (Odena and others, 2016).
  ///   - stride: how many times as high and wide images become.
  ///   - activation: what follows the bias.
  ///   - usesBias: false where a normalisation follows, which takes any constant away again.
  ///   - initializer: takes `outputs` for the fan-in and `inputs` for the fan-out, as Keras and PyTorch do.
  ///   - seeds: what initial weights are drawn from; each layer takes the next seed.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 2,
    _ activation: Activation = .identity, usesBias: Bool = true,
    initializer: Initializer = .glorotUniform, using seeds: inout Seeds
  ) {
    kernel = Parameter(initializer.weights([size, size, outputs, inputs], using: &seeds))
    bias = usesBias ? Parameter(Tensor([outputs], repeating: 0)) : nil
    self.stride = stride
    self.activation = activation
    self.initializer = initializer
  }

  /// [n, h, w, in] becomes [n, stride · h, stride · w, out].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    result(x, dropping: nil)
  }

  /// The same with a dropout, for activations that keep the sign.
  public func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor? {
    !pooling && activation.keepsSign ? result(x, dropping: dropping) : nil
  }

  private func result(_ x: Tensor, dropping: Dropping?) -> Tensor {
    x.convolvedTransposed(
      with: initializer.scaled(kernel),
      bias: bias?.tensor ?? Tensor([kernel.value.shape[2]], repeating: 0), stride: stride,
      activation: activation,
      dropping: dropping)
  }

  /// The kernel, and the bias if there is one.
  public var variables: [Variable] {
    let weights = [Variable("weights", kernel, axes: "[row, column, out, in]")]
    return weights + (bias.map { [Variable("bias", $0, axes: "[out]")] } ?? [])
  }
}

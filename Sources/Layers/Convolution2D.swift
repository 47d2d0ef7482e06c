import Kernels
import Tensors

/// A convolution of images with `same` padding: `activation(x ∗ kernel + bias)`.
public final class Convolution2D: Layer {
  /// [row, column, in, out]
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
  ///   - outputs: the channels of its images, [n, ⌈height / stride⌉, ⌈width / stride⌉, outputs].
  ///   - size: rows and columns of the kernel.
  ///   - stride: the distance between neighbouring positions of the kernel.
  ///   - activation: what follows the bias.
  ///   - usesBias: false where a normalisation follows, which takes any constant away again.
  ///   - initializer: what the kernel starts as, with size² · inputs for the fan-in; the bias starts as zeros.
  ///   - seeds: what initial weights are drawn from; each layer takes the next seed.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1,
    _ activation: Activation = .identity, usesBias: Bool = true,
    initializer: Initializer = .glorotUniform, using seeds: inout Seeds
  ) {
    kernel = Parameter(initializer.weights([size, size, inputs, outputs], using: &seeds))
    bias = usesBias ? Parameter(Tensor([outputs], repeating: 0)) : nil
    self.stride = stride
    self.activation = activation
    self.initializer = initializer
  }

  /// [n, h, w, in] becomes [n, ⌈h / stride⌉, ⌈w / stride⌉, out].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    result(x, dropping: nil)
  }

  /// The same with a max-pooling, a dropout, or both; a dropout for activations that keep the sign.
  public func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor? {
    if dropping != nil && !activation.keepsSign { return nil }
    if !pooling { return result(x, dropping: dropping) }
    return x.convolvedAndPooled(
      with: initializer.scaled(kernel),
      bias: bias?.tensor ?? Tensor([kernel.value.shape[3]], repeating: 0), stride: stride,
      activation: activation,
      dropping: dropping)
  }

  private func result(_ x: Tensor, dropping: Dropping?) -> Tensor {
    x.convolved(
      with: initializer.scaled(kernel),
      bias: bias?.tensor ?? Tensor([kernel.value.shape[3]], repeating: 0), stride: stride,
      activation: activation,
      dropping: dropping)
  }

  /// The kernel, and the bias if there is one.
  public var variables: [Variable] {
    let weights = [Variable("weights", kernel, axes: "[row, column, in, out]")]
    return weights + (bias.map { [Variable("bias", $0, axes: "[out]")] } ?? [])
  }
}

import Kernels

extension Tensor {
  /// `activation(x ∗ kernel + bias)` with TensorFlow's `same` padding; by `WinogradConvolution` or `StridedWinogradConvolution` where
  /// `Convolution.winograd` or `Convolution.stridedWinograd` says so.
  ///
  /// - Parameters:
  ///   - kernel: [row, column, in, out]; x is [n, height, width, in].
  ///   - bias: [out].
  ///   - stride: the distance between neighbouring positions of the kernel.
  ///   - activation: what follows the bias, in the same pass.
  ///   - dropping: as for `dense(weights:bias:activation:dropping:)`.
  /// - Returns: [n, ⌈height / stride⌉, ⌈width / stride⌉, out].
  public func convolved(
    with kernel: Tensor, bias: Tensor, stride: Int = 1, activation: Activation = .identity,
    dropping: Dropping? = nil
  ) -> Tensor {
    requireFit(kernel: kernel, bias: bias)
    let sizes = Convolution(images: self, kernel: kernel, stride: stride)
    func result(of kernels: some ConvolutionKernels) -> Tensor {
      convolved(
        kernels, operations: sizes.operations, with: kernel, bias: bias, activation: activation,
        dropping: dropping,
        shape: [shape[0], sizes.outHeight, sizes.outWidth, sizes.outChannels],
        operation: "convolved(with:bias:stride:activation:)")
    }
    let output =
      sizes.winograd.map { result(of: $0) } ?? sizes.stridedWinograd.map { result(of: $0) }
      ?? result(of: sizes)
    return output.traced(
      .convolution(stride: stride, activation), of: [self, kernel, bias], dropping: dropping)
  }

  /// `activation(upSampled(x) ∗ kernel + bias)` with `same` padding, computed on the small image; by
  /// `UpSampledWinogradConvolution` where `UpSampledConvolution.winograd` says so.
  ///
  /// The same as `upSampled().convolved(with:bias:activation:)` but for rounding, with fewer products.
  ///
  /// - Parameters:
  ///   - kernel: [row, column, in, out], odd numbers of rows and columns; x is [n, height, width, in].
  ///   - bias: [out].
  ///   - activation: what follows the bias, in the same pass.
  ///   - dropping: as for `dense(weights:bias:activation:dropping:)`.
  /// - Returns: [n, 2 · height, 2 · width, out].
  public func upSampledAndConvolved(
    with kernel: Tensor, bias: Tensor, activation: Activation = .identity,
    dropping: Dropping? = nil
  ) -> Tensor {
    requireFit(kernel: kernel, bias: bias)
    let sizes = UpSampledConvolution(
      images: shape[0], height: shape[1], width: shape[2], inChannels: shape[3],
      outChannels: kernel.shape[3], kernelHeight: kernel.shape[0], kernelWidth: kernel.shape[1])
    func result(of kernels: some ConvolutionKernels) -> Tensor {
      convolved(
        kernels, operations: sizes.operations, with: kernel, bias: bias, activation: activation,
        dropping: dropping,
        shape: [shape[0], 2 * shape[1], 2 * shape[2], sizes.outChannels],
        operation: "upSampledAndConvolved(with:bias:activation:)")
    }
    let output = sizes.winograd.map { result(of: $0) } ?? result(of: sizes)
    return output.traced(
      .upSampledConvolution(activation), of: [self, kernel, bias], dropping: dropping)
  }

  func requireFit(kernel: Tensor, bias: Tensor) {
    require(
      shape.count == 4 && kernel.shape.count == 4 && kernel.shape[2] == shape[3],
      "a kernel of shape \(kernel.shape) does not fit images of shape \(shape)")
    require(
      bias.shape == [kernel.shape[3]],
      "a kernel of shape \(kernel.shape) needs a bias of one number a channel, not \(bias.shape)")
  }

  func convolved(
    _ sizes: some ConvolutionKernels, operations: Int, with kernel: Tensor, bias: Tensor,
    activation: Activation, dropping: Dropping?, shape: [Int], operation: String
  ) -> Tensor {
    let product = ConvolutionProduct(
      sizes: sizes, operations: operations, imageShape: self.shape, kernelShape: kernel.shape,
      outputShape: shape)
    return Tensor.result(of: [self, kernel, bias], shape: shape, operation: operation) { output in
      engine.compute(operations: operations) {
        sizes.forward(
          pointer, kernel.pointer, into: output,
          Epilogue(bias: bias.pointer, activation: activation), on: $0)
        dropping?.apply(to: output, count: shape.reduce(1, *), on: $0)
      }
    } pullback: { output, gradient, isNeeded in
      let gradient = gradient.pulledBack(
        through: activation, dropping: dropping, output: output)
      return [
        isNeeded[0] ? product.imageGradient(gradient, kernel) : nil,
        isNeeded[1] ? product.kernelGradient(self, gradient) : nil,
        isNeeded[2] ? gradient.columnSums() : nil,
      ]
    }
  }
}

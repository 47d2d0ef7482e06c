import Kernels

extension Tensor {
  /// `activation(transposed convolution of x with kernel + bias)` with `same` padding: images grow by `stride` in both directions. The
  /// alignment is `TransposedConvolution`'s, which is Keras's `Conv2DTranspose`. By `TransposedWinogradConvolution` where `TransposedConvolution.winograd`
  /// says so.
  ///
  /// - Parameters:
  ///   - kernel: [row, column, out, in]; x is [n, height, width, in].
  ///   - bias: [out].
  ///   - stride: the distance between the kernels of neighbouring pixels of x in the result.
  ///   - activation: what follows the bias, in the same pass.
  ///   - dropping: as for `dense(weights:bias:activation:dropping:)`.
  /// - Returns: [n, stride · height, stride · width, out].
  public func convolvedTransposed(
    with kernel: Tensor, bias: Tensor, stride: Int, activation: Activation = .identity,
    dropping: Dropping? = nil
  ) -> Tensor {
    require(
      shape.count == 4 && kernel.shape.count == 4 && kernel.shape[3] == shape[3],
      "a transposed kernel of shape \(kernel.shape) does not fit images of shape \(shape)")
    require(
      bias.shape == [kernel.shape[2]],
      "a transposed kernel of shape \(kernel.shape) needs a bias of one number a channel, not \(bias.shape)"
    )
    let sizes = TransposedConvolution(
      images: shape[0], height: shape[1], width: shape[2], inChannels: shape[3],
      outChannels: kernel.shape[2], kernelHeight: kernel.shape[0], kernelWidth: kernel.shape[1],
      stride: stride)
    func result(of kernels: some ConvolutionKernels) -> Tensor {
      convolved(
        kernels, operations: sizes.convolution.operations, with: kernel, bias: bias,
        activation: activation, dropping: dropping,
        shape: [shape[0], sizes.outHeight, sizes.outWidth, sizes.outChannels],
        operation: "convolvedTransposed(with:bias:stride:activation:)")
    }
    let output = sizes.winograd.map { result(of: $0) } ?? result(of: sizes)
    return output.traced(
      .transposedConvolution(stride: stride, activation), of: [self, kernel, bias],
      dropping: dropping)
  }
}

import Kernels

extension Tensor {
  /// `activation(x ∗ kernel + bias)` with TensorFlow's `same` padding; by `WinogradConvolution` where
  /// `Convolution.winograd` says so.
  ///
  /// - Parameters:
  ///   - kernel: [row, column, in, out]; x is [n, height, width, in].
  ///   - bias: [out].
  ///   - stride: the distance between neighbouring positions of the kernel.
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
    if let winograd = sizes.winograd { return result(of: winograd) }
    return result(of: sizes)
  }

  /// `activation(upSampled(x) ∗ kernel + bias)` with `same` padding, computed on the small image; by
  /// `UpSampledWinogradConvolution` where `UpSampledConvolution.winograd` says so.
  ///
  /// The same as `upSampled().convolved(with:bias:activation:)` but for rounding, with fewer products.
  ///
  /// - Parameters:
  ///   - kernel: [row, column, in, out], odd numbers of rows and columns; x is [n, height, width, in].
  ///   - bias: [out].
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
    if let winograd = sizes.winograd { return result(of: winograd) }
    return result(of: sizes)
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
    Tensor.result(of: [self, kernel, bias], shape: shape, operation: operation) { output in
      engine.compute(operations: operations) {
        sizes.forward(
          pointer, kernel.pointer, into: output,
          Epilogue(bias: bias.pointer, activation: activation), on: $0)
        dropping?.apply(to: output, count: shape.reduce(1, *), on: $0)
      }
    } pullback: { [x = detached, kernel = kernel.detached] output, gradient, isNeeded in
      let gradient = gradient.pulledBack(
        through: activation, dropping: dropping, output: output)
      let engine = x.engine
      func inputGradient() -> Tensor {
        Tensor(x.shape, on: engine) { result in
          engine.compute(operations: operations) {
            sizes.inputGradient(gradient.pointer, kernel.pointer, into: result, on: $0)
          }
        }
      }
      func kernelGradient() -> Tensor {
        Tensor(kernel.shape, on: engine) { result in
          engine.compute(operations: operations) {
            sizes.kernelGradient(x.pointer, gradient.pointer, into: result, on: $0)
          }
        }
      }
      return [
        isNeeded[0] ? inputGradient() : nil, isNeeded[1] ? kernelGradient() : nil,
        isNeeded[2] ? gradient.columnSums() : nil,
      ]
    }
  }

  /// The greatest element of every 2 × 2 window: [n, h, w, c] becomes [n, ⌈h / 2⌉, ⌈w / 2⌉, c].
  public func maxPooled() -> Tensor {
    require(shape.count == 4, "images have the shape [n, height, width, c], not \(shape)")
    let sizes = MaxPooling(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let outShape = [shape[0], sizes.outHeight, sizes.outWidth, shape[3]]
    return Tensor.result(of: [self], shape: outShape) { output in
      engine.compute { sizes.forward(pointer, into: output, on: $0) }
    } pullback: { [x = detached] output, gradient, _ in
      [
        Tensor(x.shape, on: x.engine) { result in
          x.engine.compute {
            sizes.backward(x.pointer, output.pointer, gradient.pointer, into: result, on: $0)
          }
        }
      ]
    }
  }

  /// Every pixel four times: [n, h, w, c] becomes [n, 2h, 2w, c].
  ///
  /// - Parameter dropping: as for `dense(weights:bias:activation:dropping:)`.
  public func upSampled(dropping: Dropping? = nil) -> Tensor {
    require(shape.count == 4, "images have the shape [n, height, width, c], not \(shape)")
    let sizes = UpSampling(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    return Tensor.result(of: [self], shape: [shape[0], 2 * shape[1], 2 * shape[2], shape[3]]) {
      output in
      engine.compute {
        sizes.forward(
          pointer, into: output, dropout: dropping.map { ($0.mask, $0.stream) }, on: $0)
      }
    } pullback: { [shape] output, gradient, _ in
      [
        Tensor(shape, on: gradient.engine) { result in
          gradient.engine.compute {
            sizes.backward(
              gradient.pointer, dropout: dropping.map { ($0.mask, UnsafePointer(output.pointer)) },
              into: result, on: $0)
          }
        }
      ]
    }
  }
}

/// The three kernels of a layer `activation(x ∗ kernel + bias)`, whatever ∗ is.
protocol ConvolutionKernels: Sendable {
  func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers)
  func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers)
  func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers)
}

extension Convolution: ConvolutionKernels {}
extension UpSampledConvolution: ConvolutionKernels {}
extension UpSampledWinogradConvolution: ConvolutionKernels {}
extension WinogradConvolution: ConvolutionKernels {}

import Kernels

extension Tensor {
  /// `activation(x ∗ kernel + bias)` with TensorFlow's `same` padding.
  ///
  /// - Parameters:
  ///   - kernel: [row, column, in, out]; x is [n, height, width, in].
  ///   - bias: [out].
  ///   - stride: the distance between neighbouring positions of the kernel.
  /// - Returns: [n, ⌈height / stride⌉, ⌈width / stride⌉, out].
  public func convolved(
    with kernel: Tensor, bias: Tensor, stride: Int = 1, activation: Activation = .identity
  ) -> Tensor {
    require(
      shape.count == 4 && kernel.shape.count == 4 && kernel.shape[2] == shape[3],
      "a kernel of shape \(kernel.shape) does not fit images of shape \(shape)")
    require(
      bias.shape == [kernel.shape[3]],
      "a kernel of shape \(kernel.shape) needs a bias of one number a channel, not \(bias.shape)")
    let sizes = Convolution(
      images: shape[0], height: shape[1], width: shape[2], inChannels: shape[3],
      outChannels: kernel.shape[3], kernelHeight: kernel.shape[0], kernelWidth: kernel.shape[1],
      stride: stride)
    let outShape = [shape[0], sizes.outHeight, sizes.outWidth, sizes.outChannels]
    return Tensor.result(of: [self, kernel, bias], shape: outShape) { output in
      engine.compute {
        sizes.forward(
          pointer, kernel.pointer, into: output,
          Epilogue(bias: bias.pointer, activation: activation), on: $0)
      }
    } pullback: { [x = detached, kernel = kernel.detached] output, gradient, isNeeded in
      let gradient = gradient.pulledBack(through: activation, output: output)
      let engine = x.engine
      let inputGradient =
        isNeeded[0]
        ? Tensor(x.shape, on: engine) { result in
          engine.compute {
            sizes.inputGradient(gradient.pointer, kernel.pointer, into: result, on: $0)
          }
        } : nil
      let kernelGradient =
        isNeeded[1]
        ? Tensor(kernel.shape, on: engine) { result in
          engine.compute {
            sizes.kernelGradient(x.pointer, gradient.pointer, into: result, on: $0)
          }
        } : nil
      return [inputGradient, kernelGradient, isNeeded[2] ? gradient.columnSums() : nil]
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
  public func upSampled() -> Tensor {
    require(shape.count == 4, "images have the shape [n, height, width, c], not \(shape)")
    let sizes = UpSampling(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    return Tensor.result(of: [self], shape: [shape[0], 2 * shape[1], 2 * shape[2], shape[3]]) {
      output in
      engine.compute { sizes.forward(pointer, into: output, on: $0) }
    } pullback: { [shape] _, gradient, _ in
      [
        Tensor(shape, on: gradient.engine) { result in
          gradient.engine.compute { sizes.backward(gradient.pointer, into: result, on: $0) }
        }
      ]
    }
  }
}

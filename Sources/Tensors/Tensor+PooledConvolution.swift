import Kernels

extension Tensor {
  /// `convolved(with:bias:stride:activation:dropping:)` and then `maxPooled()`, with the same bits; where
  /// `PooledConvolution` can do both at once, without the images in between.
  ///
  /// - Parameters:
  ///   - kernel: [row, column, in, out]; x is [n, height, width, in].
  ///   - bias: [out].
  ///   - stride: the distance between neighbouring positions of the kernel.
  ///   - activation: what follows the bias, in the same pass.
  ///   - dropping: as for `dense(weights:bias:activation:dropping:)`.
  /// - Returns: [n, h, w, out] with h = ⌈⌈height / stride⌉ / 2⌉ and w likewise.
  public func convolvedAndPooled(
    with kernel: Tensor, bias: Tensor, stride: Int = 1, activation: Activation = .identity,
    dropping: Dropping? = nil
  ) -> Tensor {
    requireFit(kernel: kernel, bias: bias)
    Dropping.requireFit(dropping, activation)
    let sizes = Convolution(images: self, kernel: kernel, stride: stride)
    guard sizes.winograd == nil, sizes.stridedWinograd == nil,
      let pooled = PooledConvolution(sizes)
    else {
      return convolved(
        with: kernel, bias: bias, stride: stride, activation: activation, dropping: dropping
      ).maxPooled()
    }
    let winners = Winners(pooled.winnerWords, on: engine)
    let shape = [shape[0], pooled.outHeight, pooled.outWidth, sizes.outChannels]
    return Tensor.result(of: [self, kernel, bias], shape: shape) { output in
      engine.compute(operations: sizes.operations) {
        pooled.forward(
          pointer, kernel.pointer, into: output, winners: winners.pointer,
          Epilogue(bias: bias.pointer, activation: activation),
          dropout: dropping.map { ($0.mask, $0.stream) }, on: $0)
      }
    } composition: {
      $0[0].convolved(
        with: $0[1], bias: $0[2], stride: stride, activation: activation, dropping: dropping
      ).maxPooled()
    } pullback: { [x = detached, kernel = kernel.detached] output, gradient, isNeeded in
      // What the windows' winners get; nobody else gets anything.
      let gradient = gradient.pulledBack(
        through: activation, dropping: dropping, output: output)
      let engine = x.engine
      func inputGradient() -> Tensor {
        Tensor(x.shape, on: engine) { result in
          engine.compute(operations: sizes.operations) {
            pooled.inputGradient(
              gradient.pointer, winners: winners.pointer, kernel.pointer, into: result, on: $0)
          }
        }
      }
      func parameterGradients() -> (kernel: Tensor, bias: Tensor) {
        let biasGradient = engine.allocate(sizes.outChannels)
        let kernelGradient = Tensor(kernel.shape, on: engine) { result in
          engine.compute(operations: sizes.operations) {
            pooled.kernelGradient(
              x.pointer, gradient.pointer, winners: winners.pointer, into: result,
              bias: biasGradient.pointer, on: $0)
          }
        }
        return (kernelGradient, Tensor([sizes.outChannels], biasGradient, on: engine))
      }
      let parameters = isNeeded[1] || isNeeded[2] ? parameterGradients() : nil
      return [isNeeded[0] ? inputGradient() : nil, parameters?.kernel, parameters?.bias]
    }.traced(
      .pooledConvolution(stride: stride, activation), of: [self, kernel, bias], dropping: dropping)
  }
}

/// Which elements were the greatest of their windows, in memory of an engine.
private struct Winners: Sendable {
  private let storage: Storage

  init(_ words: Int, on engine: Engine) { storage = engine.allocate(words) }

  var pointer: UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(storage.pointer).assumingMemoryBound(to: UInt32.self)
  }
}

extension Convolution {
  /// The sizes of a convolution of `images` [n, height, width, in] with `kernel` [row, column, in, out].
  init(images: Tensor, kernel: Tensor, stride: Int) {
    self.init(
      images: images.shape[0], height: images.shape[1], width: images.shape[2],
      inChannels: images.shape[3], outChannels: kernel.shape[3], kernelHeight: kernel.shape[0],
      kernelWidth: kernel.shape[1], stride: stride)
  }
}

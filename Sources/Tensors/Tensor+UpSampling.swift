import Kernels

extension Tensor {
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
      [gradient.summedFours(shape, sizes, dropping: dropping, output: output)]
    }.traced(.upSampling, of: [self], dropping: dropping)
  }

  /// The gradient of an up-sampling's input, of shape `shape`, from this one of its output.
  private func summedFours(
    _ shape: [Int], _ sizes: UpSampling, dropping: Dropping?, output: Tensor
  ) -> Tensor {
    Tensor.result(of: [self], shape: shape, operation: "the gradient of upSampled(dropping:)") {
      result in
      engine.compute {
        sizes.backward(
          pointer, dropout: dropping.map { ($0.mask, output.pointer) }, into: result, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.upSampled(dropping: dropping)]
    }
  }
}

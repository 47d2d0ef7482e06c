import Kernels

extension Tensor {
  /// The greatest element of every 2 × 2 window: [n, h, w, c] becomes [n, ⌈h / 2⌉, ⌈w / 2⌉, c].
  public func maxPooled() -> Tensor {
    require(shape.count == 4, "images have the shape [n, height, width, c], not \(shape)")
    let sizes = MaxPooling(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let outShape = [shape[0], sizes.outHeight, sizes.outWidth, shape[3]]
    return Tensor.result(of: [self], shape: outShape) { output in
      engine.compute { sizes.forward(pointer, into: output, on: $0) }
    } pullback: { output, gradient, _ in
      [gradient.spread(toWinnersOf: self, greatest: output, sizes)]
    }.traced(.maxPooling, of: [self])
  }

  /// The gradient of a max-pooling's input: this one of its output for what is greatest in each window, and elsewhere zero.
  private func spread(toWinnersOf x: Tensor, greatest: Tensor, _ sizes: MaxPooling) -> Tensor {
    Tensor.result(of: [self], shape: x.shape, operation: "the gradient of maxPooled()") { result in
      engine.compute {
        sizes.backward(x.pointer, greatest.pointer, pointer, into: result, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.selected(atWinnersOf: x, greatest: greatest, sizes)]
    }
  }

  /// The elements that stand where each window of a max-pooling's input is greatest.
  private func selected(atWinnersOf x: Tensor, greatest: Tensor, _ sizes: MaxPooling) -> Tensor {
    Tensor.result(of: [self], shape: greatest.shape, operation: "the gradient of maxPooled()") {
      result in
      engine.compute { sizes.select(x.pointer, greatest.pointer, pointer, into: result, on: $0) }
    } pullback: { _, gradient, _ in
      [gradient.spread(toWinnersOf: x, greatest: greatest, sizes)]
    }
  }
}

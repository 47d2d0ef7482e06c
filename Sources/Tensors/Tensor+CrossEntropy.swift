import Kernels

extension Tensor {
  /// −t log σ(x) − (1 − t) log(1 − σ(x)), element by element, for logits x and targets t in [0, 1].
  ///
  /// - Parameter targets: the shape of the logits; gradients stop there.
  public func crossEntropy(targets: Tensor) -> Tensor {
    requireShape(of: targets, "cross-entropy")
    return Tensor.result(of: [self], shape: shape) { output in
      engine.compute {
        CrossEntropy.forward(
          logits: pointer, targets: targets.pointer, into: output, count: count, on: $0)
      }
    } composition: { [targets = targets.detached] operands in
      operands[0].softplus() - targets * operands[0]
    } pullback: { [logits = detached, targets = targets.detached] _, gradient, _ in
      [
        Tensor(logits.shape, on: logits.engine) { output in
          logits.engine.compute {
            CrossEntropy.pullback(
              gradient.pointer, logits: logits.pointer, targets: targets.pointer, into: output,
              count: logits.count, on: $0)
          }
        }
      ]
    }
  }
}

import Kernels

extension Tensor {
  /// −Σ tₖ log softmax(x)ₖ of each row, for logits x and probabilities t that add up to 1:
  /// [n, classes] gives [n].
  ///
  /// - Parameter targets: the shape of the logits; gradients stop there.
  public func softmaxCrossEntropy(targets: Tensor) -> Tensor {
    require(
      shape.count == 2 && lastAxis > 0, "logits have the shape [n, classes], not \(shape)")
    requireShape(of: targets, "softmax cross-entropy")
    return Tensor.result(of: [self], shape: [shape[0]]) { output in
      engine.compute {
        Softmax.crossEntropy(
          logits: pointer, targets: targets.pointer, into: output, rows: rows, columns: lastAxis,
          on: $0)
      }
    } composition: { [targets = targets.detached] operands in
      let logits = operands[0]
      // Softmax stays the same when a row is shifted, so the shift is a constant.
      let shifted = logits - logits.rowMaxima
      return shifted.exponential().sum(along: [1]).logarithm()
        - (targets * shifted).sum(along: [1])
    } pullback: { [logits = detached, targets = targets.detached] _, gradient, _ in
      [
        Tensor(logits.shape, on: logits.engine) { output in
          logits.engine.compute {
            Softmax.crossEntropyPullback(
              gradient.pointer, logits: logits.pointer, targets: targets.pointer, into: output,
              rows: logits.rows, columns: logits.lastAxis, on: $0)
          }
        }
      ]
    }
  }

  /// The greatest element of each row as a constant, [n, 1].
  private var rowMaxima: Tensor {
    Tensor([rows, 1], on: engine) { output in
      for row in 0..<rows {
        let elements = UnsafeBufferPointer(start: pointer + row * lastAxis, count: lastAxis)
        output[row] = elements.max() ?? 0
      }
    }
  }
}

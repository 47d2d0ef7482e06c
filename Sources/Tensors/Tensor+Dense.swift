import Kernels

extension Tensor {
  /// `activation(x · weights + bias)`: a fully connected layer.
  ///
  /// - Parameters:
  ///   - weights: [in, out]; the last axis of x has length `in`.
  ///   - bias: [out].
  ///   - activation: what follows the bias, in the same pass.
  ///   - dropping: a dropout of the result, for activations that keep the sign: the same bits as `droppedOut`.
  /// - Returns: the shape of x with `out` as the last axis.
  public func dense(
    weights: Tensor, bias: Tensor, activation: Activation = .identity, dropping: Dropping? = nil
  ) -> Tensor {
    Dropping.requireFit(dropping, activation)
    require(
      weights.shape.count == 2 && weights.shape[0] == lastAxis,
      "weights of shape \(weights.shape) do not take rows of shape \(shape)")
    require(
      bias.shape == [weights.shape[1]],
      "weights of shape \(weights.shape) need a bias of one number a column, not \(bias.shape)")
    let (rows, inputs, outputs) = (self.rows, weights.shape[0], weights.shape[1])
    // Of the sums, and of those of each gradient.
    let operations = 2 * rows * inputs * outputs
    return Tensor.result(
      of: [self, weights, bias], shape: shape.dropLast() + [outputs],
      operation: "dense(weights:bias:activation:)"
    ) { output in
      engine.compute(operations: operations) {
        multiply(
          pointer, weights.pointer, into: output, rows: rows, columns: outputs, depth: inputs,
          Epilogue(bias: bias.pointer, activation: activation), on: $0)
        dropping?.apply(to: output, count: rows * outputs, on: $0)
      }
    } pullback: { output, gradient, isNeeded in
      let gradient = gradient.pulledBack(
        through: activation, dropping: dropping, output: output
      ).reshaped([rows, outputs])
      return [
        isNeeded[0]
          ? gradient.matrixProduct(with: weights, otherTransposed: true).reshaped(shape) : nil,
        isNeeded[1]
          ? reshaped([rows, inputs]).matrixProduct(with: gradient, transposed: true) : nil,
        isNeeded[2] ? gradient.columnSums() : nil,
      ]
    }.traced(.dense(activation), of: [self, weights, bias], dropping: dropping)
  }
}

import Kernels

extension Tensor {
  /// The product of two matrices: [rows, depth] and [depth, columns] give [rows, columns].
  ///
  /// Every element is one chain of fma in ascending depth.
  ///
  /// - Parameters:
  ///   - other: the right factor, [depth, columns].
  ///   - transposed: whether this matrix is given as [depth, rows].
  ///   - otherTransposed: whether the other one is given as [columns, depth]; not both.
  public func matrixProduct(
    with other: Tensor, transposed: Bool = false, otherTransposed: Bool = false
  ) -> Tensor {
    require(
      shape.count == 2 && other.shape.count == 2 && !(transposed && otherTransposed)
        && shape[transposed ? 0 : 1] == other.shape[otherTransposed ? 1 : 0],
      """
      matrices of shapes \(shape)\(transposed ? " transposed" : "") and \(other.shape)\
      \(otherTransposed ? " transposed" : "") have no product
      """)
    let (rows, depth) = transposed ? (shape[1], shape[0]) : (shape[0], shape[1])
    let columns = other.shape[otherTransposed ? 0 : 1]
    return Tensor.result(of: [self, other], shape: [rows, columns]) { output in
      engine.compute(operations: 2 * rows * depth * columns) {
        if transposed {
          multiplyTransposed(
            pointer, other.pointer, into: output, rows: rows, columns: columns, depth: depth,
            on: $0)
        } else {
          multiply(
            pointer, other.pointer, transposed: otherTransposed, into: output, rows: rows,
            columns: columns, depth: depth, on: $0)
        }
      }
    } pullback: { _, gradient, isNeeded in
      [
        isNeeded[0]
          ? (transposed
            ? other.matrixProduct(with: gradient, otherTransposed: true)
            : gradient.matrixProduct(with: other, otherTransposed: !otherTransposed)) : nil,
        isNeeded[1]
          ? (otherTransposed
            ? gradient.matrixProduct(with: self, transposed: true)
            : matrixProduct(with: gradient, transposed: !transposed)) : nil,
      ]
    }.traced(
      .matrixProduct(transposed: transposed, otherTransposed: otherTransposed), of: [self, other])
  }

  /// The elements with the axes in another order: axis a of the result is axis `permutation[a]` of this tensor.
  ///
  /// - Parameter permutation: every axis once; nil for the axes in reverse, which transposes a matrix.
  public func transposed(_ permutation: [Int]? = nil) -> Tensor {
    let permutation = permutation ?? shape.indices.reversed()
    require(
      permutation.sorted() == [Int](shape.indices),
      "\(permutation) is no order of the axes of a tensor of shape \(shape)")
    let newShape = permutation.map { shape[$0] }
    return Tensor.result(of: [self], shape: newShape) { output in
      let steps = rowMajorSteps
      let axes = StridedAxes(shape: newShape, steps: [permutation.map { steps[$0] }])
      engine.compute { Strided.copy(pointer, axes, into: output, on: $0) }
    } pullback: { _, gradient, _ in
      var inverse = permutation
      for (axis, source) in permutation.enumerated() { inverse[source] = axis }
      return [gradient.transposed(inverse)]
    }.traced(.transpose(permutation), of: [self])
  }
}

import Kernels

extension Tensor {
  /// Labels as rows with a 1 at the label and 0 elsewhere, [labels.count, classes].
  public static func oneHot(_ labels: [UInt8], classes: Int) -> Tensor {
    require(
      labels.allSatisfy { $0 < classes }, "labels up to \(labels.max() ?? 0) in \(classes) classes")
    return Tensor([labels.count, classes]) { output in
      output.update(repeating: 0, count: labels.count * classes)
      for (row, label) in labels.enumerated() { output[row * classes + Int(label)] = 1 }
    }
  }

  /// Entries of the first axis by their indices, in any order and as often as wanted.
  public func rows(at indices: ArraySlice<Int32>) -> Tensor {
    require(!shape.isEmpty, "a scalar has no rows")
    let count = shape[0]
    require(
      indices.allSatisfy { $0 >= 0 && $0 < count },
      "a tensor of shape \(shape) has no row \(indices.first { $0 < 0 || $0 >= count } ?? 0)")
    let width = shape.dropFirst().reduce(1, *)
    return Tensor.result(of: [self], shape: [indices.count] + shape.dropFirst()) { output in
      indices.withUnsafeBufferPointer { indices in
        engine.compute { Rows.gather(pointer, indices, width: width, into: output, on: $0) }
      }
    } pullback: { [shape] _, gradient, _ in
      [gradient.scattered(to: indices, of: shape)]
    }
  }

  /// The rows added up at their places among the rows of a shape: the pullback of `rows(at:)`.
  private func scattered(to indices: ArraySlice<Int32>, of newShape: [Int]) -> Tensor {
    let width = newShape.dropFirst().reduce(1, *)
    return Tensor.result(of: [self], shape: newShape, operation: "the gradient of rows(at:)") {
      output in
      indices.withUnsafeBufferPointer { indices in
        engine.compute {
          Rows.scatterSums(
            pointer, indices, width: width, rows: newShape[0], into: output, on: $0)
        }
      }
    } pullback: { _, gradient, _ in
      [gradient.rows(at: indices)]
    }
  }
}

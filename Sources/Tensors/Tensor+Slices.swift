import Kernels

extension Tensor {
  /// A range of one axis.
  ///
  /// - Parameters:
  ///   - range: indices within the axis; those of the result begin with 0.
  ///   - axis: a negative one counts from the end: −1 is the last.
  public func slice(_ range: Range<Int>, along axis: Int) -> Tensor {
    let axis = self.axis(axis)
    require(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "a tensor of shape \(shape) has no \(range) along axis \(axis)")
    var newShape = shape
    newShape[axis] = range.count
    let (outer, length, inner) = extents(around: axis)
    return Tensor.result(of: [self], shape: newShape) { output in
      engine.compute {
        Blocks.copy(
          pointer, sourceWidth: length * inner, sourceColumn: range.lowerBound * inner,
          into: output, targetWidth: range.count * inner, targetColumn: 0,
          width: range.count * inner, rows: outer, on: $0)
      }
    } pullback: { [shape] _, gradient, _ in
      [gradient.embedded(in: shape, at: range.lowerBound, along: axis)]
    }.traced(.slice(range, axis: axis), of: [self])
  }

  /// Zeros of a shape, but for this tensor from place `start` of an axis on: the pullback of `slice(_:along:)`.
  private func embedded(in newShape: [Int], at start: Int, along axis: Int) -> Tensor {
    let (outer, length, inner) = extents(around: axis)
    return Tensor.result(of: [self], shape: newShape, operation: "the gradient of slice(_:along:)")
    {
      output in
      output.update(repeating: 0, count: newShape.reduce(1, *))
      engine.compute {
        Blocks.copy(
          pointer, sourceWidth: length * inner, sourceColumn: 0,
          into: output, targetWidth: newShape[axis] * inner, targetColumn: start * inner,
          width: length * inner, rows: outer, on: $0)
      }
    } pullback: { _, gradient, _ in
      [gradient.slice(start..<start + length, along: axis)]
    }
  }

  /// A range of the last axis: [n, …, a] gives [n, …, range.count].
  public func columns(_ range: Range<Int>) -> Tensor { slice(range, along: -1) }

  /// The first `count` entries of the first axis.
  public func firstRows(_ count: Int) -> Tensor {
    requireRows(count)
    return slice(0..<count, along: 0)
  }

  /// The last `count` entries of the first axis.
  public func lastRows(_ count: Int) -> Tensor {
    requireRows(count)
    return slice(shape[0] - count..<shape[0], along: 0)
  }

  private func requireRows(_ count: Int) {
    require(
      !shape.isEmpty && count >= 0 && count <= shape[0],
      "a tensor of shape \(shape) has no \(count) rows")
  }

  /// Neighbouring parts of an axis, whose lengths add up to the axis's.
  ///
  /// - Parameters:
  ///   - lengths: that of each part, in order, at least 0.
  ///   - axis: a negative one counts from the end: −1 is the last.
  public func split(_ lengths: [Int], along axis: Int) -> [Tensor] {
    let whole = shape[self.axis(axis)]
    require(
      lengths.reduce(0, +) == whole && lengths.allSatisfy { $0 >= 0 },
      "parts of lengths \(lengths) do not make up axis \(axis) of a tensor of shape \(shape)")
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return slice(start..<start + length, along: axis)
    }
  }

  /// The product of the lengths of the axes before one, its own, and the product of those after it.
  func extents(around axis: Int) -> (outer: Int, length: Int, inner: Int) {
    (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }
}

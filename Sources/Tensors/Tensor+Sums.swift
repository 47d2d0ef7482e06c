import Kernels

extension Tensor {
  /// The sum of all elements as a scalar, in the fixed tree of `Sums.sum`.
  public func sum() -> Tensor {
    Tensor.result(of: [self], shape: []) { output in
      engine.compute { output.pointee = Sums.sum(pointer, count: count, on: $0) }
    } pullback: { [shape] _, gradient, _ in
      [gradient.broadcast(to: shape)]
    }
  }

  /// The mean of all elements as a scalar.
  public func mean() -> Tensor { sum() / Float(count) }

  /// The sums along some axes.
  ///
  /// Neighbouring axes are added up as one. If they include the last axis, each sum is the tree of `Sums.sum`; if not, it is
  /// the order of `Sums.columnSums`: blocks of 512, a chain in each. Of axes that are not neighbours the later ones are added up first.
  ///
  /// - Parameters:
  ///   - axes: in any order, each once; a negative one counts from the end: −1 is the last.
  ///   - keepingAxes: whether these axes stay, at length 1, so that the sums broadcast against this tensor.
  public func sum(along axes: [Int], keepingAxes: Bool = false) -> Tensor {
    var isSummed = [Bool](repeating: false, count: shape.count)
    for axis in axes {
      let index = self.axis(axis)
      require(!isSummed[index], "axis \(axis) of \(shape) is named twice among \(axes)")
      isSummed[index] = true
    }
    var sums = self
    var end = shape.count
    while end > 0 {
      var first = end - 1
      while first > 0 && isSummed[first - 1] == isSummed[end - 1] { first -= 1 }
      if isSummed[end - 1] { sums = sums.sum(alongNeighbours: first..<end) }
      end = first
    }
    if keepingAxes { return sums }
    return sums.reshaped(shape.indices.filter { !isSummed[$0] }.map { shape[$0] })
  }

  /// The means along some axes: the sums of `sum(along:keepingAxes:)` times the reciprocal of how many each has added up.
  ///
  /// - Parameters:
  ///   - axes: in any order, each once; a negative one counts from the end: −1 is the last.
  ///   - keepingAxes: whether these axes stay, at length 1.
  public func mean(along axes: [Int], keepingAxes: Bool = false) -> Tensor {
    sum(along: axes, keepingAxes: keepingAxes) / Float(axes.reduce(1) { $0 * shape[axis($1)] })
  }

  /// The sum over all axes but the last.
  func columnSums() -> Tensor { sum(along: [Int](0..<max(shape.count - 1, 0))) }

  /// The sums along neighbouring axes, which stay at length 1.
  private func sum(alongNeighbours axes: Range<Int>) -> Tensor {
    let length = shape[axes].reduce(1, *)
    let outer = shape[..<axes.lowerBound].reduce(1, *)
    let inner = shape[axes.upperBound...].reduce(1, *)
    var sumShape = shape
    for axis in axes { sumShape[axis] = 1 }
    let isLast = axes.upperBound == shape.count
    return Tensor.result(
      of: [self], shape: sumShape, operation: "sum(along:keepingAxes:)"
    ) { output in
      engine.compute {
        if isLast {
          Sums.rowSums(pointer, rows: outer, columns: length, into: output, on: $0)
        } else {
          Sums.columnSums(
            pointer, matrices: outer, rows: length, columns: inner, into: output, on: $0)
        }
      }
    } pullback: { [shape] _, gradient, _ in
      [gradient.broadcast(to: shape)]
    }.traced(.axisSum(axes), of: [self])
  }

  /// The index of an axis, which is negative if counted from the end.
  func axis(_ axis: Int) -> Int {
    let index = axis < 0 ? axis + shape.count : axis
    require(shape.indices.contains(index), "a tensor of shape \(shape) has no axis \(axis)")
    return index
  }
}

import Kernels

extension Tensor {
  /// The elements repeated to a greater shape, by the rules of `+`: an axis that this tensor lacks at the front, or has at
  /// length 1, gets the length that `newShape` has.
  public func broadcast(to newShape: [Int]) -> Tensor {
    if newShape == shape { return self }
    require(
      broadcastShape(with: newShape) == newShape,
      "a shape of \(shape) does not broadcast to \(newShape)")
    return Tensor.result(of: [self], shape: newShape) { output in
      let axes = StridedAxes(shape: newShape, steps: [steps(along: newShape)])
      engine.compute { Strided.copy(pointer, axes, into: output, on: $0) }
    } pullback: { [shape] _, gradient, _ in
      [gradient.summed(to: shape)]
    }.traced(.broadcast, of: [self])
  }

  /// The sums of the elements that broadcasting to this tensor's shape has made of one each: the pullback of `broadcast(to:)`.
  func summed(to newShape: [Int]) -> Tensor {
    if newShape == shape { return self }
    let added = shape.count - newShape.count
    let axes = shape.indices.filter { axis in
      axis < added || (newShape[axis - added] == 1 && shape[axis] != 1)
    }
    return sum(along: axes).reshaped(newShape)
  }

  /// The distance between neighbours along each axis of `shape`, to which this tensor is broadcast; 0 where it is repeated.
  func steps(along shape: [Int]) -> [Int] {
    let own = rowMajorSteps
    let added = shape.count - self.shape.count
    return shape.indices.map { axis in
      axis < added || self.shape[axis - added] == 1 ? 0 : own[axis - added]
    }
  }

  /// The distance between neighbours along each axis.
  var rowMajorSteps: [Int] {
    var step = 1
    var steps = shape
    for axis in shape.indices.reversed() {
      steps[axis] = step
      step *= shape[axis]
    }
    return steps
  }

  /// The shape that this one and another's broadcast to.
  func broadcastShape(with other: Tensor, _ operation: String) -> [Int] {
    let common = broadcastShape(with: other.shape)
    require(
      common != nil,
      "\(operation) needs shapes that are equal or broadcast, not \(shape) and \(other.shape)")
    return common ?? shape
  }

  private func broadcastShape(with other: [Int]) -> [Int]? {
    if shape == other { return shape }
    let (long, short) = shape.count >= other.count ? (shape, other) : (other, shape)
    var common = long
    for (axis, length) in zip(long.indices.suffix(short.count), short)
    where length != long[axis] {
      if long[axis] != 1 && length != 1 { return nil }
      common[axis] = long[axis] == 1 ? length : long[axis]
    }
    return common
  }
}

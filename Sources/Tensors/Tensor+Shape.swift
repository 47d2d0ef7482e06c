import Kernels

extension Tensor {
  /// The same elements in the same order with another shape; copies nothing.
  public func reshaped(_ newShape: [Int]) -> Tensor {
    if newShape == shape { return self }
    require(
      newShape.reduce(1, *) == count, "a tensor of shape \(shape) does not fill \(newShape)")
    return Tensor(newShape, storage, on: engine).recorded(as: #function, of: [self]) {
      [shape] _, gradient, _ in [gradient.reshaped(shape)]
    }.traced(.reshape, of: [self])
  }

  /// Everything but the first axis as one axis: [n, …] becomes [n, elements].
  public func flattened() -> Tensor {
    let first = shape.first ?? 1
    return reshaped([first, first == 0 ? 0 : count / first])
  }

  /// Vectors as constant images: [n, c] becomes [n, height, width, c].
  public func tiled(height: Int, width: Int) -> Tensor {
    require(shape.count == 2, "vectors to be tiled have the shape [n, c], not \(shape)")
    return reshaped([shape[0], 1, 1, shape[1]])
      .broadcast(to: [shape[0], height, width, shape[1]])
  }
}

import Kernels

extension [Tensor] {
  /// The tensors one after another along an axis; all their other axes are equal.
  ///
  /// - Parameter axis: a negative one counts from the end: −1 is the last.
  public func concatenated(along axis: Int) -> Tensor {
    require(!isEmpty, "no tensors to be concatenated")
    let first = self[0]
    let axis = first.axis(axis)
    var shape = first.shape
    shape[axis] = 0
    for part in self {
      var others = part.shape
      if others.indices.contains(axis) { others[axis] = first.shape[axis] }
      require(
        others == first.shape,
        "shapes \(first.shape) and \(part.shape) differ in more than axis \(axis)")
      shape[axis] += part.shape[axis]
    }
    let lengths = map { $0.shape[axis] }
    let starts = lengths.indices.map { lengths[..<$0].reduce(0, +) }
    let width = shape[axis...].reduce(1, *)
    return Tensor.result(of: self, shape: shape) { output in
      first.engine.compute { workers in
        var column = 0
        for part in self {
          let (outer, length, inner) = part.extents(around: axis)
          Blocks.copy(
            part.pointer, sourceWidth: length * inner, sourceColumn: 0,
            into: output, targetWidth: width, targetColumn: column,
            width: length * inner, rows: outer, on: workers)
          column += length * inner
        }
      }
    } pullback: { _, gradient, isNeeded in
      lengths.indices.map { part in
        isNeeded[part]
          ? gradient.slice(starts[part]..<starts[part] + lengths[part], along: axis) : nil
      }
    }.traced(.concatenation(axis: axis), of: self)
  }
}

extension Tensor {
  /// This tensor and another one after it, along an axis; all their other axes are equal.
  ///
  /// - Parameters:
  ///   - other: what comes after, a tensor of as many axes.
  ///   - axis: a negative one counts from the end: −1 is the last.
  public func concatenated(with other: Tensor, along axis: Int = -1) -> Tensor {
    [self, other].concatenated(along: axis)
  }
}

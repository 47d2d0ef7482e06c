import Kernels

extension Tensor {
  /// What `transform` makes of the rows, some at a time, without a past.
  ///
  /// A convolutional network keeps hundreds of numbers for every pixel that it draws; for ten thousand
  /// pictures at once they would fill the memory.
  ///
  /// - Parameters:
  ///   - count: rows that are transformed together.
  ///   - transform: is given entries of the first axis, at least one, and returns as many, each from its own
  ///     alone, so that `count` changes nothing.
  public func mapRows(atATime count: Int = 256, _ transform: (Tensor) -> Tensor) -> Tensor {
    require(count > 0 && shape.first ?? 0 > 0, "no rows of \(shape), or \(count) at a time")
    let indices = [Int32](0..<Int32(shape[0]))
    func part(from start: Int) -> Tensor {
      let own = indices[start..<min(start + count, indices.count)]
      let result = transform(rows(at: own))
      require(result.shape.first == own.count, "\(own.count) rows became \(result.shape)")
      return result
    }
    let first = part(from: 0)
    let rowShape = Array(first.shape.dropFirst())
    return Tensor([indices.count] + rowShape) { target in
      var target = target
      func append(_ part: Tensor) {
        target.update(from: part.pointer, count: part.count)
        target += part.count
      }
      append(first)
      for start in stride(from: count, to: indices.count, by: count) {
        let next = part(from: start)
        require(
          Array(next.shape.dropFirst()) == rowShape, "rows of \(rowShape), and of \(next.shape)")
        append(next)
      }
    }
  }
  /// The same of two tensors of equally many rows, [n, p] and [n, q], such as images and one-hot labels.
  public func mapRows(
    with other: Tensor, atATime count: Int = 256, _ transform: (Tensor, Tensor) -> Tensor
  ) -> Tensor {
    require(shape.count == 2, "rows of \(shape) along with those of \(other.shape)")
    let width = shape[1]
    return concatenated(with: other).mapRows(atATime: count) { rows in
      transform(rows.columns(0..<width), rows.columns(width..<rows.shape[1]))
    }
  }
}

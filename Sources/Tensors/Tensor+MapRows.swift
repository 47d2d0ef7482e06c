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
    var values: [Float] = []
    var rowShape: ArraySlice<Int> = []
    for start in stride(from: 0, to: indices.count, by: count) {
      let end = min(start + count, indices.count)
      let result = transform(rows(at: indices[start..<end]))
      require(
        result.shape.first == end - start, "\(end - start) rows became \(result.shape)")
      rowShape = result.shape.dropFirst()
      values += result.values
    }
    return Tensor([indices.count] + rowShape, values)
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

/// Where the weights of some source columns, one below the other, are written down before they are mapped: [row, tap, target column].
struct WeightRoom {
  let memory: UnsafeMutablePointer<Float>
  /// The taps of a row, and the floats from one to the next.
  let taps: Int, stride: Int
  /// The floats from one row to the next.
  var rowStride: Int { taps * stride }

  /// The weights of a tap in the first of the rows.
  @inline(__always)
  subscript(tap: Int) -> UnsafeMutablePointer<Float> { memory + tap * stride }
}

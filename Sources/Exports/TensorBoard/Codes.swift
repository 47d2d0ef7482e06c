import Records

/// The codes of test digits that a log has: `latents/codes`, [frame, digit, dimension].
struct Codes {
  static let path = "latents/codes"

  let frames, digits, dimensions: Int
  private let values: [Float]

  /// Nil where the record has none.
  init?(of record: RunRecord) {
    guard let array = record.arrays[Self.path], case .float(let values) = array.values,
      array.shape.count == 3
    else { return nil }
    (frames, digits, dimensions) = (array.shape[0], array.shape[1], array.shape[2])
    self.values = values
  }

  subscript(frame: Int, digit: Int, dimension: Int) -> Float {
    values[(frame * digits + digit) * dimensions + dimension]
  }
}

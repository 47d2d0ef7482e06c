import Platform
import Records

/// A data set of the log, or one entry of it, as a figure reads it.
struct Slice {
  let shape: [Int]
  let array: RecordedArray
  /// The range of the values in the array.
  let range: Range<Int>

  /// Finds what `reference` means in `frame` of an animation, or in a still figure where it is nil.
  init(_ reference: ArrayReference, frame: Int?, in record: RunRecord) throws(RenderingError) {
    guard let array = record.arrays[reference.path] else {
      let hint = Suggestion.sentence(for: reference.path, among: record.paths)
      throw RenderingError(
        figure: "", problem: "the run left no data set \(reference.path).\(hint)")
    }
    self.array = array
    let entry: Int
    let count = array.shape.first ?? 0
    switch reference.part {
    case .whole:
      shape = array.shape
      range = 0..<shape.reduce(1, *)
      return
    case .last: entry = count - 1
    case .entry(let index): entry = index
    case .each: entry = frame ?? count - 1
    }
    guard (0..<count).contains(entry) else {
      throw RenderingError(
        figure: "",
        problem: "there is no entry \(entry) in \(reference.path), whose shape is \(array.shape)")
    }
    shape = Array(array.shape.dropFirst())
    let size = shape.reduce(1, *)
    range = entry * size..<(entry + 1) * size
  }

  /// Grey levels; nil where the values are no bytes.
  var bytes: [UInt8]? {
    if case .uint8(let values) = array.values { Array(values[range]) } else { nil }
  }

  /// The values as floats.
  var floats: [Float] {
    switch array.values {
    case .float(let values): Array(values[range])
    case .double(let values): values[range].map(Float.init)
    case .uint8(let values): values[range].map(Float.init)
    case .int32(let values): values[range].map(Float.init)
    case .int64(let values): values[range].map(Float.init)
    }
  }

  /// The values as integers; nil where they are none.
  var integers: [Int]? {
    switch array.values {
    case .uint8(let values): values[range].map(Int.init)
    case .int32(let values): values[range].map(Int.init)
    case .int64(let values): values[range].map(Int.init)
    case .float, .double: nil
    }
  }
}

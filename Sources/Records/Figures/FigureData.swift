import Platform

/// The data sets that a figure is drawn from, as a still picture or a frame of an animation sees them.
package struct FigureData {
  let arrays: [String: RecordedArray]
  /// The frame of an animation, from 0; nil for a still picture.
  let frame: Int?
  /// What names the frame; nil for nothing.
  let caption: String?
  /// How many figures share the width of the picture.
  var share = 1

  package init(
    _ arrays: [String: RecordedArray], frame: Int? = nil, caption: String? = nil
  ) {
    self.arrays = arrays
    self.frame = frame
    self.caption = caption
  }

  /// The same for one of `count` panels side by side, without a name for the frame.
  func panel(of count: Int) -> FigureData {
    var data = FigureData(arrays, frame: frame)
    data.share = share * max(1, count)
    return data
  }

  /// The part of a data set that is meant.
  package func slice(_ reference: ArrayReference) throws(RenderingError) -> Slice {
    try Slice(reference, frame: frame, in: arrays)
  }

  /// A figure's own title, and the frame's name.
  func title(_ own: String?) -> String {
    [own, caption].compactMap(\.self).joined(separator: ", ")
  }
}

/// A data set of the log, or one entry of it, as a figure reads it.
package struct Slice {
  package let shape: [Int]
  let array: RecordedArray
  /// The range of the values in the array.
  let range: Range<Int>

  /// Finds what `reference` means in `frame` of an animation, or in a still figure where it is nil.
  init(_ reference: ArrayReference, frame: Int?, in arrays: [String: RecordedArray])
    throws(RenderingError)
  {
    guard let array = arrays[reference.path] else {
      let hint = Suggestion.sentence(for: reference.path, among: arrays.keys.sortedByBytes())
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
  package var integers: [Int]? {
    switch array.values {
    case .uint8(let values): values[range].map(Int.init)
    case .int32(let values): values[range].map(Int.init)
    case .int64(let values): values[range].map(Int.init)
    case .float, .double: nil
    }
  }

  /// The values as doubles.
  var doubles: [Double] { Array(array.doubles[range]) }

  /// Images: the last two axes of bytes, or the last three where the last is of three colours; nil where there are none.
  var images: (bytes: [UInt8], height: Int, width: Int, channels: Int, axes: Int)? {
    guard let bytes, !bytes.isEmpty, shape.count >= 2 else { return nil }
    let isColored = shape.count >= 3 && shape[shape.count - 1] == 3
    let end = isColored ? shape.count - 1 : shape.count
    return (bytes, shape[end - 2], shape[end - 1], isColored ? 3 : 1, isColored ? 3 : 2)
  }

  /// That a figure expects something else.
  func isNot(_ expected: String, at reference: ArrayReference) -> RenderingError {
    RenderingError(
      figure: "",
      problem: "\(reference.path) should be \(expected), but is \(array.typeName) \(shape)")
  }
}

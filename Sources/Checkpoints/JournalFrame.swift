import Foundation
import Hashing
import Records

/// What a run has recorded between two checkpoints: one JSON line that lists the pieces, and the numbers of
/// all pieces, little-endian, one after the other.
struct JournalFrame {
  /// The end of a data set.
  struct Piece: Codable {
    let path: String
    let type: String
    /// The whole data set's shape at the frame's end.
    let shape: [Int]
    let description: String
    let unit: String?
    /// The number of new values.
    let count: Int
  }

  /// The first line.
  private struct Contents: Codable {
    var pieces: [Piece] = []
    let outputs: [Output]
    /// The data set of each new entry, in the order in which they came.
    let order: [String]
  }

  /// How much of a record earlier frames hold.
  struct Mark: Equatable {
    var counts: [String: Int] = [:]
    var outputs = 0
    var entries = 0

    init() {}

    init(_ record: RunRecord) {
      counts = record.arrays.mapValues(\.values.count)
      outputs = record.outputs.count
      entries = record.order.count
    }
  }

  /// The bytes of a frame with what `record` has beyond `mark`; nil where there is nothing.
  static func bytes(
    of record: RunRecord, after mark: Mark, _ code: NotebookCode
  ) throws -> [UInt8]? {
    // Lines move when prose is edited, and places do not.
    let outputs = record.outputs[mark.outputs...].map { code.placed($0, of: record.identity) }
    let order = (mark.entries..<record.order.count).map { record.order[$0] }
    var contents = Contents(outputs: outputs, order: order)
    var numbers: [UInt8] = []
    for path in record.paths {
      guard let array = record.arrays[path] else { continue }
      let known = mark.counts[path]
      let count = array.values.count - (known ?? 0)
      if known != nil, count == 0 { continue }
      contents.pieces.append(
        Piece(
          path: path, type: array.typeName, shape: array.shape, description: array.description,
          unit: array.unit, count: count))
      array.values.appendBytes(from: known ?? 0, to: &numbers)
    }
    if contents.pieces.isEmpty && contents.outputs.isEmpty { return nil }
    return Array((try JSON(encoding: contents).compact + "\n").utf8) + numbers
  }

  /// How many values a data set of this shape has; nil where no data set has it.
  private static func count(_ shape: [Int]) -> Int? {
    var count = 1
    // Zeros last, so that none hides that the others are too many.
    for size in shape.sorted(by: >) {
      let (product, isBeyond) = count.multipliedReportingOverflow(by: size)
      if !(0...1 << 50 ~= size) || isBeyond { return nil }
      count = product
    }
    return count
  }

  /// Adds what a frame holds to `record`.
  static func add(
    _ bytes: ArraySlice<UInt8>, to record: inout RunRecord, _ code: NotebookCode
  ) throws(Damage) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let contents: Contents = try? JSON.decode(String(decoding: bytes[..<end], as: UTF8.self))
    else { throw .unreadable }
    var numbers = bytes[(end + 1)...]
    for piece in contents.pieces {
      let known = record.arrays.removeValue(forKey: piece.path)
      var array: RecordedArray
      if let known {
        array = known
      } else {
        array = try RecordedArray(
          emptyOf: piece.type, description: piece.description, unit: piece.unit)
      }
      guard piece.count >= 0, piece.type == array.typeName,
        array.values.take(piece.count, from: &numbers),
        Self.count(piece.shape) == array.values.count
      else { throw .unreadable }
      array.shape = piece.shape
      record.arrays[piece.path] = array
    }
    guard numbers.isEmpty else { throw .unreadable }
    for path in contents.order { record.order.append(path) }
    let identity = record.identity
    record.outputs += contents.outputs.map { code.lined($0, of: identity) }
  }
}

extension RecordedArray {
  fileprivate init(emptyOf type: String, description: String, unit: String?) throws(Damage) {
    func empty<Element: RecordElement>(_: Element.Type) -> RecordedArray {
      RecordedArray([Element](), shape: [0], description: description, unit: unit)
    }
    switch type {
    case "uint8": self = empty(UInt8.self)
    case "int32": self = empty(Int32.self)
    case "int64": self = empty(Int64.self)
    case "float32": self = empty(Float.self)
    case "float64": self = empty(Double.self)
    default: throw .unreadable
    }
  }
}

extension RecordedArray.Values {
  /// The number of values.
  var count: Int {
    switch self {
    case .uint8(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .float(let values): values.count
    case .double(let values): values.count
    }
  }

  fileprivate func appendBytes(from start: Int, to bytes: inout [UInt8]) {
    switch self {
    case .uint8(let values): bytes += values[start...]
    case .int32(let values): values[start...].withUnsafeBytes { bytes += $0 }
    case .int64(let values): values[start...].withUnsafeBytes { bytes += $0 }
    case .float(let values): values[start...].withUnsafeBytes { bytes += $0 }
    case .double(let values): values[start...].withUnsafeBytes { bytes += $0 }
    }
  }

  /// Moves `count` values from the front of `bytes` to the end; false where there are not so many.
  fileprivate mutating func take(_ count: Int, from bytes: inout ArraySlice<UInt8>) -> Bool {
    switch self {
    case .uint8: take(count, of: UInt8(), from: &bytes)
    case .int32: take(count, of: Int32(), from: &bytes)
    case .int64: take(count, of: Int64(), from: &bytes)
    case .float: take(count, of: Float(), from: &bytes)
    case .double: take(count, of: Double(), from: &bytes)
    }
  }

  private mutating func take<Element: RecordElement & BitwiseCopyable>(
    _ count: Int, of zero: Element, from bytes: inout ArraySlice<UInt8>
  ) -> Bool {
    let stride = MemoryLayout<Element>.stride
    guard count <= bytes.count / stride else { return false }
    var values = [Element](repeating: zero, count: count)
    values.withUnsafeMutableBytes { target in
      bytes.prefix(count * stride).withUnsafeBytes { target.copyMemory(from: $0) }
    }
    Element.append(values, to: &self)
    bytes = bytes.dropFirst(count * stride)
    return true
  }
}

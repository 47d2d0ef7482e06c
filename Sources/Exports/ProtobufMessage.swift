/// A message in protobuf's wire format: fields one after the other, each with its number and how its length is told.
///
/// Written by hand: ONNX and TensorBoard together need some fifteen messages, of the four kinds of field below.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  /// A message of the fields that `fill` adds.
  init(_ fill: (inout ProtobufMessage) -> Void = { _ in }) { fill(&self) }

  /// A whole number or truth value.
  mutating func add(_ field: Int, _ value: Int) {
    key(field, 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A number in double precision.
  mutating func add(_ field: Int, _ value: Double) {
    key(field, 1)
    bytes.append(littleEndian: value.bitPattern)
  }

  /// A number in single precision.
  mutating func add(_ field: Int, _ value: Float) {
    key(field, 5)
    bytes.append(littleEndian: value.bitPattern)
  }

  /// Bytes.
  mutating func add(_ field: Int, _ value: [UInt8]) {
    key(field, 2)
    varint(UInt64(value.count))
    bytes += value
  }

  /// A text.
  mutating func add(_ field: Int, _ value: String) { add(field, Array(value.utf8)) }

  /// A message within this one.
  mutating func add(_ field: Int, _ fill: (inout ProtobufMessage) -> Void) {
    add(field, ProtobufMessage(fill).bytes)
  }

  /// Whole numbers side by side.
  mutating func add(_ field: Int, packed values: [Int]) {
    var packed = ProtobufMessage()
    for value in values { packed.varint(UInt64(bitPattern: Int64(value))) }
    add(field, packed.bytes)
  }

  private mutating func key(_ field: Int, _ wireType: Int) { varint(UInt64(field << 3 | wireType)) }

  private mutating func varint(_ value: UInt64) {
    var value = value
    while value > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }
}

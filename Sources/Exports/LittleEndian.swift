import Records

extension [UInt8] {
  /// Adds the bytes of a number, the lowest first.
  mutating func append(littleEndian number: some FixedWidthInteger) {
    var number = number.littleEndian
    Swift.withUnsafeBytes(of: &number) { append(contentsOf: $0) }
  }

  /// Floats side by side, the lowest byte of each first.
  init(littleEndian values: [Float]) { self = values.withLittleEndianBytes { [UInt8]($0) } }

  /// Whole numbers side by side, the lowest byte of each first.
  init(littleEndian values: [Int64]) { self = values.withLittleEndianBytes { [UInt8]($0) } }
}

import Crypto

/// SHA-256 digests in hexadecimal.
enum Digest {
  /// The digest of bytes.
  static func sha256(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    // Most sequences of bytes lie side by side and need no copy.
    if bytes.withContiguousStorageIfAvailable({
      hash.update(bufferPointer: UnsafeRawBufferPointer($0))
    }) == nil {
      hash.update(data: Array(bytes))
    }
    return hexadecimal(hash.finalize())
  }

  /// The digest of bytes, as its 32 bytes.
  static func bytes(of bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// The digest of a data set: of the line `float32 [60, 10000, 2]`, a line feed, and the values
  /// row-major in little-endian order.
  static func sha256(of array: RecordedArray) -> String {
    var hash = SHA256()
    hash.update(data: Array("\(array.typeName) \(array.shape)\n".utf8))
    switch array.values {
    case .uint8(let values): hash.update(data: values)
    case .int32(let values): update(&hash, values.map(\.littleEndian))
    case .int64(let values): update(&hash, values.map(\.littleEndian))
    case .float(let values): update(&hash, values.map(\.bitPattern.littleEndian))
    case .double(let values): update(&hash, values.map(\.bitPattern.littleEndian))
    }
    return hexadecimal(hash.finalize())
  }

  private static func update(_ hash: inout SHA256, _ values: [some FixedWidthInteger]) {
    values.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// The digest in hexadecimal.
  static func hexadecimal(_ digest: SHA256.Digest) -> String { Array(digest).hexadecimal }
}

extension [UInt8] {
  /// The bytes as lower-case hexadecimal digits.
  var hexadecimal: String {
    let digits = Array<Unicode.Scalar>("0123456789abcdef".unicodeScalars)
    var text = String.UnicodeScalarView()
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(text)
  }
}

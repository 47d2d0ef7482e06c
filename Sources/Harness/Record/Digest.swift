import Hashing

/// SHA-256 digests in hexadecimal.
enum Digest {
  /// The digest of bytes.
  static func sha256(of bytes: some Sequence<UInt8>) -> String { SHA256.hash(bytes).hexadecimal }

  /// The digest of bytes, as its 32 bytes.
  static func bytes(of bytes: [UInt8]) -> [UInt8] { SHA256.hash(bytes) }

  /// The digest of a data set: of the line `float32 [60, 10000, 2]`, a line feed, and the values
  /// row-major in little-endian order.
  static func sha256(of array: RecordedArray) -> String {
    var hash = SHA256()
    hash.update(Array("\(array.typeName) \(array.shape)\n".utf8))
    array.values.withLittleEndianBytes { hash.update($0) }
    return hash.finalize().hexadecimal
  }
}

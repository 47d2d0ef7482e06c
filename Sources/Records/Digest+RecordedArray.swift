import Hashing
import Platform

extension Digest {
  /// The digest of a data set: of the line `float32 [60, 10000, 2]`, a line feed, and the values
  /// row-major in little-endian order.
  package static func sha256(of array: RecordedArray) -> String {
    var hash = SHA256()
    hash.update(Array("\(array.typeName) \(array.shape)\n".utf8))
    array.values.withLittleEndianBytes { hash.update($0) }
    return hash.finalize().hexadecimal
  }
}

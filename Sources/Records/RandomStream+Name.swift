import Kernels
import Platform

extension RandomStream {
  /// The key of a named stream: the first eight bytes, the lowest first, of the SHA-256 of the seed as eight bytes,
  /// the lowest first; the notebook's name in UTF-8; a zero byte; the stream's name in UTF-8.
  package static func key(seed: UInt64, notebook: String, name: String) -> UInt64 {
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: seed >> (8 * $0)) }
    bytes += Array(notebook.utf8) + [0] + Array(name.utf8)
    return Digest.bytes(of: bytes).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

import Hashing

/// SHA-256 digests in hexadecimal.
package enum Digest {
  /// The digest of bytes.
  package static func sha256(of bytes: some Sequence<UInt8>) -> String {
    SHA256.hash(bytes).hexadecimal
  }

  /// The digest of bytes, as its 32 bytes.
  package static func bytes(of bytes: [UInt8]) -> [UInt8] { SHA256.hash(bytes) }

  /// The digest of a text's bytes, whatever ends its lines.
  package static func sha256(ofText bytes: some Sequence<UInt8>) -> String {
    sha256(of: LineEnds.normalized(Array(bytes)))
  }
}

import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
/// OpenSSL's libcrypto computes it, which libhdf5 needs too and so is there wherever the program is built:
/// another library of cryptography would cost minutes of a first build.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// The digest of no bytes so far.
  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      fatalError("libcrypto gives no SHA-256: it is out of memory, or was built without it")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    if EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) != 1 {
      fatalError("libcrypto has given up on a SHA-256")
    }
  }

  /// Adds bytes.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    // Most sequences of bytes lie side by side and need no copy.
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      update(UnsafeRawBufferPointer($0))
    }
    if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// The 32 bytes of the digest.
  public consuming func finalize() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { bytes, count in
      if EVP_DigestFinal_ex(context, bytes.baseAddress, nil) != 1 {
        fatalError("libcrypto has given up on a SHA-256")
      }
      count = Self.byteCount
    }
  }

  /// Bytes of a digest.
  public static let byteCount = 32

  /// The 32 bytes of the digest of some bytes.
  public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }
}

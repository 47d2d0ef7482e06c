// What Embedded Swift calls of a C library where texts and dictionaries are.

/// The order of two blocks of bytes.
@_cdecl("memcmp")
public func memcmp(_ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ count: Int) -> CInt {
  for index in 0..<count {
    let difference =
      CInt(one.load(fromByteOffset: index, as: UInt8.self))
      - CInt(other.load(fromByteOffset: index, as: UInt8.self))
    if difference != 0 { return difference }
  }
  return 0
}

/// The seed of hashes, on which nothing depends: always the same.
@_cdecl("arc4random_buf")
public func arc4random_buf(_ bytes: UnsafeMutableRawPointer, _ count: Int) {
  for index in 0..<count { bytes.storeBytes(of: 1, toByteOffset: index, as: UInt8.self) }
}

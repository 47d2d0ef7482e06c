// The functions of the C library that Embedded Swift calls for memory, and the one that a page calls.
import CMemory

/// Blocks of a power of two bytes. Those that are given back wait in a list for each size.
///
/// A block begins with the exponent of its size and, while it waits, the next one of its list. What is handed out begins 64 bytes
/// behind, where a vector may lie.
private enum Blocks {
  static let head = 64
  /// The first free block of each size 2ⁿ.
  nonisolated(unsafe) static var free = InlineArray<32, UnsafeMutableRawPointer?>(repeating: nil)
  /// Where nothing has been handed out yet; nil before the first block.
  nonisolated(unsafe) static var end: UnsafeMutableRawPointer?

  static func take(_ size: Int) -> UnsafeMutableRawPointer? {
    var exponent = 7
    while 1 << exponent < size + head { exponent += 1 }
    if let block = free[exponent] {
      free[exponent] = block.load(fromByteOffset: 8, as: UnsafeMutableRawPointer?.self)
      return block + head
    }
    guard let block = end ?? memory_start()?.alignedUp(toMultipleOf: head) else { return nil }
    let next = block + (1 << exponent)
    let missing = Int(bitPattern: next) - Int(memory_size())
    if missing > 0, memory_grow(UInt((missing + 65_535) / 65_536)) == 0 { return nil }
    end = next
    block.storeBytes(of: exponent, as: Int.self)
    return block + head
  }

  static func give(_ pointer: UnsafeMutableRawPointer) {
    let block = pointer - head
    let exponent = block.load(as: Int.self)
    block.storeBytes(of: free[exponent], toByteOffset: 8, as: UnsafeMutableRawPointer?.self)
    free[exponent] = block
  }
}

/// Memory of at least `size` bytes at a multiple of 64; no type needs more.
@_cdecl("posix_memalign")
public func posix_memalign(
  _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ alignment: Int, _ size: Int
) -> CInt {
  result.pointee = Blocks.take(size)
  return result.pointee == nil ? 12 : 0
}

/// Gives memory back.
@_cdecl("free")
public func free(_ pointer: UnsafeMutableRawPointer?) {
  if let pointer { Blocks.give(pointer) }
}

/// Memory of `bytes` bytes that stays.
@_cdecl("reserve")
public func reserve(_ bytes: Int32) -> UnsafeMutableRawPointer {
  .allocate(byteCount: Int(bytes), alignment: 64)
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Memory whose size a file has asked for, so it may be absurd.
enum Memory {
  /// Throws where an array of `count` bytes would end the process. The system grants the room
  /// without touching it, so asking costs nothing.
  static func check(_ count: Int, _ operation: Operation) throws(HDF5Error) {
    if count == 0 { return }
    // Not malloc and free, a pair that the optimiser takes out.
    let room = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard room != MAP_FAILED else {
      throw operation.failure(
        "its \(count) bytes do not fit into memory",
        hint: "Read it in parts, or check that the file is not damaged")
    }
    munmap(room, count)
  }

  /// Zero bytes.
  static func bytes(_ count: Int, _ operation: Operation) throws(HDF5Error) -> [UInt8] {
    try check(count, operation)
    return [UInt8](repeating: 0, count: count)
  }
}

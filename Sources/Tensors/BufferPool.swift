import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory for tensors that is handed out again after use, so that a training step touches no new page
/// after the first one.
///
/// A buffer is handed out for its own size alone. Equal steps need the same sizes again and again; a program that goes on to
/// something else needs others. So if one has to be made while much is free, all that is free goes back to the system first.
final class BufferPool: Sendable {
  private struct Buffers: @unchecked Sendable {
    /// Free buffers by their size in floats. Their order does not matter.
    var free: [Int: [UnsafeMutablePointer<Float>]] = [:]
    /// The floats of the free buffers, and of all.
    var freeCount = 0, count = 0

    mutating func giveBack() {
      for buffer in free.values.joined() { buffer.deallocate() }
      free = [:]
      count -= freeCount
      freeCount = 0
    }
  }

  private let buffers = Mutex(Buffers())
  private let mostFree: Int

  /// Makes a pool that keeps up to `mostFree` free floats when it has to make a buffer: 256 MiB.
  init(mostFree: Int = 1 << 26) {
    self.mostFree = mostFree
  }

  deinit { buffers.withLock { $0.giveBack() } }

  /// The floats of all buffers, free or in use.
  var count: Int { buffers.withLock(\.count) }

  /// An uninitialised buffer of `count` floats, aligned to a cache line.
  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let address = buffers.withLock { buffers in
      let buffer = buffers.free[count]?.popLast()
      if buffer == nil {
        if buffers.freeCount > mostFree { buffers.giveBack() }
        buffers.count += count
      } else {
        buffers.freeCount -= count
      }
      return UInt(bitPattern: buffer)
    }
    if let buffer = UnsafeMutablePointer<Float>(bitPattern: address) { return buffer }
    let size = max(1, count) * MemoryLayout<Float>.stride
    var memory: UnsafeMutableRawPointer?
    if posix_memalign(&memory, 64, size) != 0 {
      // Perhaps what lies here unused is enough.
      buffers.withLock { $0.giveBack() }
    }
    return (memory ?? .allocate(byteCount: size, alignment: 64))
      .bindMemory(to: Float.self, capacity: count)
  }

  /// Takes back a buffer of `count` floats.
  func give(_ buffer: UnsafeMutablePointer<Float>, count: Int) {
    let address = UInt(bitPattern: buffer)
    buffers.withLock { buffers in
      guard let buffer = UnsafeMutablePointer<Float>(bitPattern: address) else { return }
      buffers.free[count, default: []].append(buffer)
      buffers.freeCount += count
    }
  }
}

/// The memory of one tensor; goes back to its pool with the last reference.
final class Storage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int
  private let pool: BufferPool

  /// Uninitialised memory for `count` floats.
  init(_ count: Int, from pool: BufferPool) {
    self.pool = pool
    self.count = count
    pointer = pool.take(count)
  }

  deinit { pool.give(pointer, count: count) }
}

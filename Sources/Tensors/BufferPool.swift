import Synchronization

/// Memory for tensors that is handed out again after use, so that a training step touches no new page
/// after the first one.
final class BufferPool: Sendable {
  private struct FreeList: @unchecked Sendable {
    /// Free buffers by their size in floats. Only ever looked up, so its order does not matter.
    var buffers: [Int: [UnsafeMutablePointer<Float>]] = [:]
  }

  private let free = Mutex(FreeList())

  deinit {
    free.withLock { list in
      for buffer in list.buffers.values.joined() { buffer.deallocate() }
    }
  }

  /// An uninitialised buffer of `count` floats, aligned to a cache line.
  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let address = free.withLock { UInt(bitPattern: $0.buffers[count]?.popLast()) }
    if let buffer = UnsafeMutablePointer<Float>(bitPattern: address) { return buffer }
    return UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: count)
  }

  /// Takes back a buffer of `count` floats.
  func give(_ buffer: UnsafeMutablePointer<Float>, count: Int) {
    let address = UInt(bitPattern: buffer)
    free.withLock { list in
      guard let buffer = UnsafeMutablePointer<Float>(bitPattern: address) else { return }
      list.buffers[count, default: []].append(buffer)
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

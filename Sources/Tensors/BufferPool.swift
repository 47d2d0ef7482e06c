import Synchronization

/// Memory for tensors that is handed out again after use, so that a training step touches no new page
/// after the first one.
final class BufferPool: Sendable {
  private struct FreeList: @unchecked Sendable {
    /// Free buffers by their size in floats. Only ever looked up, so its order does not matter.
    var buffers: [Int: [UnsafeMutablePointer<Float>]] = [:]
    /// The floats of all buffers ever made, free or in use.
    var made = 0
  }

  private let free = Mutex(FreeList())

  deinit {
    free.withLock { list in
      for buffer in list.buffers.values.joined() { buffer.deallocate() }
    }
  }

  /// The floats of all buffers that this pool has made; none is given back before the pool ends.
  var made: Int { free.withLock(\.made) }

  /// An uninitialised buffer of `count` floats, aligned to a cache line.
  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let address = free.withLock { list in
      let buffer = list.buffers[count]?.popLast()
      if buffer == nil { list.made += count }
      return UInt(bitPattern: buffer)
    }
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

/// Runs the independent tasks of a kernel.
///
/// A kernel splits its *outputs* into tasks whose size depends on shapes alone, so the bits of a
/// result depend neither on how many threads there are nor on which of them takes a task. This base
/// class runs the tasks one after the other; a subclass may run them on several threads.
open class Workers: @unchecked Sendable {
  private let shelves = [Shelf(), Shelf()]

  /// Makes workers that run every task on the calling thread.
  public init() {}

  /// The number of threads that take tasks.
  open var count: Int { 1 }

  /// Calls `body(task)` once for every task in `0..<tasks`, in any order, and returns when all are done.
  open func run(_ tasks: Int, _ body: (Int) -> Void) {
    for task in 0..<tasks { body(task) }
  }

  /// Working memory of at least `count` floats, uninitialised, that is valid until the next call with the
  /// same level.
  ///
  /// Kernels keep packed operands here. It only ever grows, so a training step allocates nothing after
  /// the first one. One kernel at a time may run on the same workers.
  ///
  /// - Parameter level: 0, or 1 for what a kernel keeps while it calls another one.
  public final func scratch(_ count: Int, level: Int = 0) -> UnsafeMutablePointer<Float> {
    shelves[level].room(count)
  }

  /// Memory that grows.
  private final class Shelf {
    private var buffer = UnsafeMutablePointer<Float>.allocate(capacity: 16)
    private var capacity = 16

    deinit { buffer.deallocate() }

    func room(_ count: Int) -> UnsafeMutablePointer<Float> {
      if count > capacity {
        buffer.deallocate()
        capacity = count
        buffer = UnsafeMutableRawPointer.allocate(
          byteCount: count * MemoryLayout<Float>.stride, alignment: 64
        ).bindMemory(to: Float.self, capacity: count)
      }
      return buffer
    }
  }
}

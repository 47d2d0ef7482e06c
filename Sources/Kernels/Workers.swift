/// Runs the independent tasks of a kernel.
///
/// A kernel splits its *outputs* into tasks whose size depends on shapes alone, so the bits of a
/// result depend neither on how many threads there are nor on which of them takes a task. This base
/// class runs the tasks one after the other; a subclass may run them on several threads.
open class Workers: @unchecked Sendable {
  private let shelves = [Shelf(), Shelf()]
  private let rooms = Shelf()

  /// For kernels inside a task. Several tasks use it at once, so it is only for kernels without working memory.
  static let serial = Workers()

  /// Makes workers that run every task on the calling thread.
  public init() {}

  /// The number of threads that take tasks.
  open var count: Int { 1 }

  /// Calls `body` once for every task in `0..<tasks`, in any order, with the number of the thread that takes it, which
  /// is less than `count`; and returns when all are done.
  open func deal(_ tasks: Int, _ body: (_ task: Int, _ thread: Int) -> Void) {
    for task in 0..<tasks { body(task, 0) }
  }

  /// Calls `body(task)` once for every task in `0..<tasks`, in any order, and returns when all are done.
  public final func run(_ tasks: Int, _ body: (Int) -> Void) {
    deal(tasks) { task, _ in body(task) }
  }

  /// The same, with working memory of `room` floats, uninitialised, that no other task has meanwhile. Like that of
  /// `scratch` it only ever grows.
  public final func run(
    _ tasks: Int, room: Int, _ body: (_ task: Int, _ room: UnsafeMutablePointer<Float>) -> Void
  ) {
    let stride = divideRoundingUp(room, lanes) * lanes
    let memory = rooms.room(stride * count)
    deal(tasks) { task, thread in body(task, memory + thread * stride) }
  }

  /// Working memory of at least `count` floats, uninitialised, that is valid until the next call with the
  /// same level.
  ///
  /// Kernels keep packed operands here. It only ever grows, so a training step allocates nothing after
  /// the first one. One kernel at a time may run on the same workers.
  ///
  /// - Parameters:
  ///   - count: how many floats at least.
  ///   - level: 0, or 1 for what a kernel keeps while it calls another one.
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

import Kernels
import Synchronization

/// Where tensors live and are computed: workers, and a pool of buffers that training steps use again and
/// again.
public final class Engine: Sendable {
  /// The engine of tensors that the current task makes; a serial one unless `withCurrent` bound another.
  @TaskLocal public static var current = Engine()

  private let workers: Workers
  private let isComputing = Mutex<Void>(())
  private let pool = BufferPool()

  /// Makes an engine that computes on `workers`.
  public init(on workers: Workers = Workers()) {
    self.workers = workers
  }

  /// Makes an engine with `threads` threads.
  public convenience init(threads: Int) {
    self.init(on: ThreadPool(threads: threads))
  }

  /// Calls `body` with this engine as the current one.
  public func withCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Engine.$current.withValue(self, operation: body)
  }

  /// Lends the workers to `body`, for kernels that no operation of tensors has. Others wait meanwhile, so
  /// `body` itself must not compute with tensors.
  public func compute(_ body: (Workers) -> Void) {
    isComputing.withLock { _ in body(workers) }
  }

  /// The bytes that this engine's tensors have taken from the system. Equal training steps take none after
  /// the first ones.
  public var allocatedBytes: Int { pool.made * MemoryLayout<Float>.stride }

  /// Uninitialised memory for `count` floats.
  func allocate(_ count: Int) -> Storage { Storage(count, from: pool) }
}

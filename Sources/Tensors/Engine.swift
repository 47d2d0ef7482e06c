import Kernels
import Synchronization

/// Where tensors live and are computed: workers, and a pool of buffers that training steps use again and
/// again.
public final class Engine: Sendable {
  /// The engine of tensors that the current task makes; a serial one unless `withCurrent` bound another.
  @TaskLocal public static var current = Engine()

  private let workers: Workers
  /// Held while the workers compute; the operations counted so far.
  private let operations = Mutex(0)
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
  ///
  /// - Parameters:
  ///   - count: what to add to `operationCount`.
  ///   - body: computes with them, and has returned before the workers are anybody else's.
  public func compute(operations count: Int = 0, _ body: (Workers) -> Void) {
    operations.withLock { operations in
      operations += count
      body(workers)
    }
  }

  /// The floating-point operations that the mathematics of all dense layers and convolutions so far needs, and
  /// of their gradients: two for every product in their sums, however they were computed. Biases,
  /// activations and all else are not counted.
  public var operationCount: Int { operations.withLock { $0 } }

  /// The bytes that this engine holds for its tensors. Equal training steps take none from the system after the first ones.
  public var allocatedBytes: Int { pool.count * MemoryLayout<Float>.stride }

  /// Uninitialised memory for `count` floats.
  func allocate(_ count: Int) -> Storage { Storage(count, from: pool) }
}

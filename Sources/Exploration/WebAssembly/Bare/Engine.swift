// On a processor without an operating system there are neither threads nor locks. This stands in for
// Sources/Tensors/Engine.swift, BufferPool.swift, ChangeLog.swift, Recording.swift and Trace.swift, in which no number
// is computed.
import Kernels

/// Where tensors are computed: on the only thread there is.
public final class Engine: @unchecked Sendable {
  /// The engine of all tensors.
  public static let current = Engine()

  private let workers = Workers()

  /// Lends the workers to `body`.
  public func compute(operations: Int = 0, _ body: (Workers) -> Void) { body(workers) }

  /// Uninitialised memory for `count` floats.
  func allocate(_ count: Int) -> Storage { Storage(count) }
}

/// The memory of one tensor.
final class Storage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int

  init(_ count: Int) {
    self.count = count
    pointer = .allocate(capacity: max(1, count))
  }

  deinit { pointer.deallocate() }
}

/// Nothing interrupts training.
public enum ChangeLog {
  /// Does nothing.
  public static func note(_ state: AnyObject) {}
}

/// Whether operations are put on the tape: a variable, for there is only one task.
enum Recording {
  nonisolated(unsafe) private static var isPaused = false

  /// Whether the result of an operation remembers how it was computed.
  static var isOn: Bool { !isPaused }

  /// Calls `body`, in which results have no past.
  static func paused<Result>(_ body: () -> Result) -> Result {
    isPaused = true
    defer { isPaused = false }
    return body()
  }
}

/// Nobody follows a computation.
enum Trace {
  /// None.
  static var current: Trace? { nil }

  /// Does nothing.
  func note(_ name: String, _ output: Storage) {}
}

extension Tensor {
  /// This tensor.
  func traced(
    _ description: @autoclosure () -> OperationDescription,
    of operands: @autoclosure () -> [Tensor], dropping: Dropping? = nil
  ) -> Tensor { self }
}

import Foundation
import Kernels

/// Workers that deal the tasks out to fresh threads, one after the other like cards: a schedule as
/// unlike the library's own as is easy to write, for tests that a result does not depend on it.
public final class ThreadedWorkers: Workers, @unchecked Sendable {
  private let threads: Int

  /// Workers with `threads` threads.
  public init(_ threads: Int) {
    self.threads = threads
  }

  public override var count: Int { threads }

  public override func deal(_ tasks: Int, _ body: (_ task: Int, _ thread: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let box = UncheckedBox(body)
      DispatchQueue.concurrentPerform(iterations: threads) { [threads] thread in
        for task in stride(from: thread, to: tasks, by: threads) { box.value(task, thread) }
      }
    }
  }
}

private struct UncheckedBox<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// The thread counts that every kernel is tested with.
public let threadCounts = [1, 2, 3, 7]

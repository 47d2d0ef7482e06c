import Kernels
import Synchronization

/// How long a thread waits for the answer of another one.
///
/// Processors that share a cache answer five times as fast as those of two groups of cores. A virtual machine is moved from the
/// ones to the others without a word, and back: the peak stays the same, but steps of many small kernels take twice as long.
enum RoundTrip {
  /// The nanoseconds from a thread's word to another's answer by way of one cache line: the least of some means over a thousand.
  ///
  /// - Parameters:
  ///   - workers: at least two threads, best each on a processor of its own.
  ///   - rounds: how many means; on an idle machine each takes half a millisecond at most.
  static func nanoseconds(on workers: Workers, rounds: Int) -> Double {
    (0..<rounds).map { _ in mean(on: workers) }.min() ?? .nan
  }

  private static func mean(on workers: Workers) -> Double {
    let exchanges = 1000
    let clock = ContinuousClock()
    let word = Atomic(0), nanoseconds = Atomic(0)
    func wait(for value: Int) { while word.load(ordering: .acquiring) != value {} }
    // Neither of the two tasks ends without the other, so two threads take them.
    workers.run(2) { task in
      var start = clock.now
      for exchange in 0...exchanges {
        if task == 0 {
          // The first exchange only tells that both have come.
          if exchange == 1 { start = clock.now }
          word.store(2 * exchange + 1, ordering: .releasing)
          wait(for: 2 * exchange + 2)
        } else {
          wait(for: 2 * exchange + 1)
          word.store(2 * exchange + 2, ordering: .releasing)
        }
      }
      if task == 0 {
        nanoseconds.store(Int((clock.now - start) / .nanoseconds(1)), ordering: .relaxed)
      }
    }
    return Double(nanoseconds.load(ordering: .relaxed)) / Double(exchanges)
  }
}

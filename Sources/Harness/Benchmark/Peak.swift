import Kernels
import Tensors

/// How fast this machine can compute at best, at the moment.
struct Peak: Equatable {
  /// Floating-point operations a second of one thread alone, and of all threads together.
  let one: Double, all: Double
  /// The threads that can have a processor of their own.
  let processors: Int

  /// Measures one thread and all, each by the best of some rounds of the loop of nothing but fma.
  ///
  /// - Parameters:
  ///   - rounds: how many of them; each takes some 12 ms.
  static func measured(on workers: Workers, rounds: Int) -> Peak {
    Peak(
      one: operationsPerSecond(on: Workers(), rounds: rounds),
      all: operationsPerSecond(on: workers, rounds: rounds),
      processors: min(workers.count, ThreadPool.processorCount))
  }

  /// Whether something else takes a part of the processors: all threads together reach less than 0.9 times what as many
  /// threads alone would (two that share one core reach half of it), or one thread less than 0.9 times what it has reached before.
  func isDisturbed(best: Peak) -> Bool {
    let share = 0.9
    return all < share * Double(processors) * one || one < share * best.one
  }

  private static func operationsPerSecond(on workers: Workers, rounds: Int) -> Double {
    let steps = 1 << 19, tasks = 16 * workers.count
    let sums = UnsafeMutableBufferPointer<Float>.allocate(capacity: tasks)
    defer { sums.deallocate() }
    let clock = ContinuousClock()
    var best = 0.0
    for _ in 0..<rounds {
      let start = clock.now
      workers.run(tasks) { sums[$0] = PeakLoop.run(steps: steps, factor: 0.5, addend: 1) }
      let seconds = (clock.now - start) / .seconds(1)
      // Every lane ends at x = x / 2 + 1. Looking at the results also keeps them from being left out.
      let expected = Float(2 * PeakLoop.lanesPerStep)
      require(
        sums.allSatisfy { $0 == expected }, "the loop of fma gave \(sums[0]), not \(expected)")
      best = max(best, Double(tasks * steps * PeakLoop.operationsPerStep) / seconds)
    }
    return best
  }
}

import Kernels
import Tensors

/// How fast this machine can compute at best, at the moment.
struct Peak: Equatable {
  /// Floating-point operations a second of one thread alone, and of all threads together.
  let one: Double, all: Double
  /// The threads that can have a processor of their own.
  let processors: Int
  /// The nanoseconds of a `RoundTrip` between two threads; nil where only one has a processor of its own.
  let roundTrip: Double?

  /// Measures one thread and all, each by the best of some rounds of the loop of nothing but fma.
  ///
  /// - Parameters:
  ///   - rounds: how many of them; each takes some 12 ms.
  static func measured(on workers: Workers, rounds: Int) -> Peak {
    let processors = min(workers.count, ThreadPool.processorCount)
    return Peak(
      one: operationsPerSecond(on: Workers(), rounds: rounds),
      all: operationsPerSecond(on: workers, rounds: rounds),
      processors: processors,
      roundTrip: processors < 2 ? nil : RoundTrip.nanoseconds(on: workers, rounds: rounds))
  }

  /// Whether something else takes a part of the processors, or has put them far from each other: all threads together reach less than
  /// 0.9 times what as many threads alone would (two that share one core reach half of it), one thread less than 0.9 times what it has
  /// reached before, or threads wait for each other more than 2.5 times as long as before.
  func isDisturbed(best: Peak) -> Bool {
    let share = 0.9
    if sharesCores || one < share * best.one { return true }
    guard let roundTrip, let least = best.roundTrip else { return false }
    return roundTrip > 2.5 * least
  }

  /// The better of two peaks, each number by itself. Threads of one core answer at once, which is no measure for others.
  func better(_ other: Peak) -> Peak {
    if other.sharesCores { return self }
    if sharesCores { return other }
    return Peak(
      one: max(one, other.one), all: max(all, other.all), processors: processors,
      roundTrip: roundTrip.map { min($0, other.roundTrip ?? $0) })
  }

  private var sharesCores: Bool { all < 0.9 * Double(processors) * one }

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

import Kernels

/// How fast this machine can compute at best.
enum Peak {
  /// Measures floating-point operations a second, all workers together: the best of nine rounds of some 50 ms.
  static func operationsPerSecond(on workers: Workers) -> Double {
    let steps = 1 << 21, tasks = 16 * workers.count
    let sums = UnsafeMutableBufferPointer<Float>.allocate(capacity: tasks)
    defer { sums.deallocate() }
    let clock = ContinuousClock()
    var best = 0.0
    for _ in 0..<9 {
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

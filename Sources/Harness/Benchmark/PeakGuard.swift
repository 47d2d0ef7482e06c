/// Measures the peak before and after everything that is timed, in the same process, and repeats what was disturbed.
///
/// A virtual machine can lose half of its processors for minutes without a word: its two may become the two threads of one core,
/// or cores that share no cache. No number of repetitions inside such minutes helps, so a time counts only between two peaks that are whole.
struct PeakGuard {
  /// The best that was measured so far: what is slower is disturbed.
  private(set) var best: Peak
  /// How often something is measured at most.
  let attempts: Int
  private let measurePeak: (_ rounds: Int) -> Peak

  /// Measures the peak at leisure.
  init(attempts: Int, measurePeak: @escaping (_ rounds: Int) -> Peak) {
    self.attempts = attempts
    self.measurePeak = measurePeak
    best = measurePeak(36)
  }

  /// What `measure` returns, the first time that nothing disturbed it, or the last time.
  mutating func undisturbed(
    _ measure: () throws -> [Measurement]
  ) rethrows -> [Measurement] {
    var attempt = 1
    while true {
      let before = measurePeak(4)
      var measurements = try measure()
      let after = measurePeak(4)
      best = best.better(before).better(after)
      let isDisturbed = before.isDisturbed(best: best) || after.isDisturbed(best: best)
      if !isDisturbed || attempt == attempts {
        for index in measurements.indices {
          measurements[index].repetitions = attempt - 1
          measurements[index].isDisturbed = isDisturbed
          measurements[index].roundTrip = before.roundTrip.map { max($0, after.roundTrip ?? $0) }
        }
        return measurements
      }
      attempt += 1
    }
  }
}

import Platform

/// How far a sweep is, and how long it takes.
struct SweepProgress {
  private let total: Int
  private var done = 0
  private var failed = 0
  /// Minutes that the runs still to be done would take where notebooks' minutes were measured.
  private var minutesLeft: Double
  /// Such minutes of the runs that were done meanwhile.
  private var minutesDone = 0.0
  private let start = ContinuousClock.now
  /// When the last run was done.
  private var last = ContinuousClock.now

  init(of tasks: [SweepTask]) {
    total = tasks.count
    minutesLeft = tasks.reduce(0) { $0 + $1.plan.minutes }
  }

  /// Counts a run that has ended.
  mutating func count(_ outcome: RunOutcome, of task: SweepTask) {
    if outcome.metrics != nil { done += 1 }
    if outcome.failure != nil { failed += 1 }
    minutesLeft -= task.plan.minutes
    if outcome.isDone {
      minutesDone += task.plan.minutes
      last = .now
    }
  }

  /// `[3/12]`.
  var count: String { "[\(done + failed)/\(total)]" }

  /// `sweep: 3 of 12 runs done, 1 failed, 5 min 12 s left`.
  var text: String {
    var parts = ["sweep: \(done) of \(counted(total, "run")) done"]
    if failed > 0 { parts.append("\(failed) failed") }
    if minutesDone > 0 {
      let seconds = (last - start) / .seconds(1) * minutesLeft / minutesDone
      let passed = (.now - last) / .seconds(1)
      parts.append("\(ProgressMeter.duration(max(0, seconds - passed))) left")
    }
    return parts.joined(separator: ", ")
  }
}

/// How far a long piece of work has come: a bar with rate and remaining time on a terminal, and
/// elsewhere a line at the start, at every tenth or ten seconds (whichever is later), and at the end.
public final class ProgressMeter {
  private let activity: String
  private let total: Int
  /// What was done before the meter was made, which says nothing of the rate.
  private let doneBefore: Int
  private let unit: String
  private let reporter: ProgressReporter
  private let now: () -> Double
  private let start: Double
  private var shownAt: Double
  private var shownAtTenth: Int
  private var done: Int
  private var detail = ""
  private var isFinished = false

  /// A meter for `total` units, which are called `unit` in the plural.
  public convenience init(
    _ activity: String, total: Int, done: Int = 0, unit: String, to reporter: ProgressReporter
  ) {
    let clock = ContinuousClock()
    let origin = clock.now
    self.init(activity, total: total, done: done, unit: unit, to: reporter) {
      (clock.now - origin) / .seconds(1)
    }
  }

  /// A meter that reads seconds from `now`.
  init(
    _ activity: String, total: Int, done: Int = 0, unit: String, to reporter: ProgressReporter,
    now: @escaping () -> Double
  ) {
    self.activity = activity
    self.total = max(total, 1)
    self.done = done
    doneBefore = done
    shownAtTenth = done * 10 / max(total, 1)
    self.unit = unit
    self.reporter = reporter
    self.now = now
    start = now()
    shownAt = start
    let before = done > 0 ? ", going on after \(done)" : ""
    if reporter.columns == nil {
      reporter.message("\(activity): \(total) \(unit)\(before)")
    } else {
      show()
    }
  }

  /// Counts finished units.
  ///
  /// - Parameters:
  ///   - units: How many more are done.
  ///   - detail: What to show beside the count, such as the loss; nil to leave it.
  public func advance(by units: Int = 1, detail: String? = nil) {
    done = min(done + units, total)
    if let detail { self.detail = detail }
    let time = now()
    if reporter.columns != nil {
      if time - shownAt >= 0.1 || done == total { show() }
    } else if time - shownAt >= 10, done * 10 / total > shownAtTenth || time - shownAt >= 60 {
      reporter.message(line)
      shownAt = time
      shownAtTenth = done * 10 / total
    }
  }

  /// Ends the work: takes the bar away and leaves one line.
  public func finish() {
    if isFinished { return }
    isFinished = true
    let seconds = now() - start
    let end = detail.isEmpty ? "" : ", \(detail)"
    reporter.message("\(activity): \(done - doneBefore) \(unit) in \(Self.duration(seconds))\(end)")
  }

  private func show() {
    guard let columns = reporter.columns else { return }
    shownAt = now()
    let width = max(8, min(30, columns - line.count - 4))
    let full = done * width / total
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    reporter.live(String("\(bar) \(line)".prefix(columns - 1)))
  }

  /// `vae: training: 12/60 epochs, 3.1/s, 15 s left, loss 0.12`
  private var line: String {
    var parts = ["\(activity): \(done)/\(total) \(unit)"]
    let seconds = now() - start
    if done > doneBefore, seconds > 0.5 {
      let rate = Double(done - doneBefore) / seconds
      let perMinute = rate < 1
      parts.append(
        perMinute
          ? "\(NumberText.rounded(rate * 60, digits: 2))/min"
          : "\(NumberText.rounded(rate, digits: 2))/s")
      if done < total { parts.append("\(Self.duration(Double(total - done) / rate)) left") }
    }
    if !detail.isEmpty { parts.append(detail) }
    return parts.joined(separator: ", ")
  }

  /// `45 s`, `3 min 12 s`, `2 h 05 min`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    let padded = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    if seconds < 9.95 { return "\(NumberText.rounded((seconds * 10).rounded() / 10, digits: 2)) s" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole / 60 % 60)) min"
  }
}

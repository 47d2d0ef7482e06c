/// How far a long piece of work has come: a bar with rate and remaining time on a terminal, and
/// elsewhere a line at the start, at every tenth or ten seconds (whichever is later), and at the end.
///
/// Work is told in units that people count in, as epochs, and may be counted in smaller parts, as steps: then the
/// bar moves within a unit.
package final class ProgressMeter {
  private let activity: String
  /// Parts in all.
  private let total: Int
  /// Parts of a unit.
  private let partsInUnit: Int
  /// Parts that were done before the meter was made, which say nothing of the rate.
  private let doneBefore: Int
  private let unit: String
  private let reporter: ProgressReporter
  private let now: () -> Double
  private let start: Double
  private var shownAt: Double
  private var shownAtTenth: Int
  private var notedAt: Double
  private var done: Int
  private var detail = ""
  private var isFinished = false

  /// A meter for work in `total` parts, `done` of which were done before.
  ///
  /// - Parameters:
  ///   - activity: What is being done.
  ///   - unit: What a unit is called: `epoch`; the plural has an s.
  ///   - partsInUnit: How many parts make a unit.
  package convenience init(
    _ activity: String, total: Int, done: Int = 0, unit: String, partsInUnit: Int = 1,
    to reporter: ProgressReporter
  ) {
    let clock = ContinuousClock()
    let origin = clock.now
    self.init(
      activity, total: total, done: done, unit: unit, partsInUnit: partsInUnit, to: reporter
    ) {
      (clock.now - origin) / .seconds(1)
    }
  }

  /// A meter that reads seconds from `now`.
  init(
    _ activity: String, total: Int, done: Int = 0, unit: String, partsInUnit: Int = 1,
    to reporter: ProgressReporter, now: @escaping () -> Double
  ) {
    self.activity = activity
    self.total = max(total, 1)
    self.partsInUnit = max(partsInUnit, 1)
    self.done = done
    doneBefore = done
    shownAtTenth = done * 10 / max(total, 1)
    self.unit = unit
    self.reporter = reporter
    self.now = now
    start = now()
    shownAt = start
    notedAt = start
    reporter.note?(line)
    let before = done > 0 ? ", going on after \(units(done))" : ""
    if reporter.columns == nil {
      reporter.message("\(activity): \(counted(total / self.partsInUnit, unit))\(before)")
    } else {
      show()
    }
  }

  /// Counts finished parts.
  ///
  /// - Parameters:
  ///   - parts: How many more are done.
  ///   - detail: What to show beside the count, such as the loss; nil to leave it.
  package func advance(by parts: Int = 1, detail: String? = nil) {
    done = min(done + parts, total)
    if let detail { self.detail = detail }
    let time = now()
    if time - notedAt >= 1 {
      reporter.note?(line)
      notedAt = time
    }
    if reporter.columns != nil {
      if time - shownAt >= 0.1 || done == total { show() }
    } else if time - shownAt >= 10, done * 10 / total > shownAtTenth || time - shownAt >= 60 {
      reporter.message(line)
      shownAt = time
      shownAtTenth = done * 10 / total
    }
  }

  /// Ends the work: takes the bar away and leaves one line.
  package func finish() {
    if isFinished { return }
    isFinished = true
    let seconds = now() - start
    let end = detail.isEmpty ? "" : ", \(detail)"
    let units = counted((done - doneBefore) / partsInUnit, unit)
    reporter.message("\(activity): \(units) in \(Self.duration(seconds))\(end)")
  }

  private func show() {
    guard let columns = reporter.columns else { return }
    shownAt = now()
    let width = max(8, min(30, columns - line.count - 4))
    let full = done * width / total
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    reporter.live(String("\(bar) \(line)".prefix(columns - 1)))
  }

  /// `vae: training: 12/60 epochs, 3.1/s, 15 s left, loss 0.12`; within an epoch `12.4/60 epochs`.
  private var line: String {
    var parts = ["\(activity): \(units(done))/\(counted(total / partsInUnit, unit))"]
    let seconds = now() - start
    if done > doneBefore, seconds > 0.5 {
      let rate = Double(done - doneBefore) / seconds
      parts.append(Self.rate(rate / Double(partsInUnit)))
      if done < total { parts.append("\(Self.duration(Double(total - done) / rate)) left") }
    }
    if !detail.isEmpty { parts.append(detail) }
    return parts.joined(separator: ", ")
  }

  /// Units that so many parts make, cut to a tenth where one has begun.
  private func units(_ parts: Int) -> String {
    let whole = parts / partsInUnit
    if parts.isMultiple(of: partsInUnit) { return "\(whole)" }
    return "\(whole).\(parts % partsInUnit * 10 / partsInUnit)"
  }

  /// `3.1/s`, `120/s`, and below one a second `31/min`.
  static func rate(_ perSecond: Double) -> String {
    let isSlow = perSecond < 1
    let rate = isSlow ? perSecond * 60 : perSecond
    // A hundred and more in full: with two digits they would be written as 1.2e+02.
    let number =
      rate < 99.5 ? NumberText.rounded(rate, digits: 2) : NumberText.rounded(rate.rounded())
    return number + (isSlow ? "/min" : "/s")
  }

  /// `45 s`, `3 min 12 s`, `2 h 05 min`, `3 d 04 h`.
  package static func duration(_ seconds: Double) -> String {
    // A rate near 0 promises more than an integer holds.
    let whole = Int(min(seconds.rounded(), 1e12))
    let padded = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    if seconds < 9.95 { return "\(NumberText.rounded((seconds * 10).rounded() / 10, digits: 2)) s" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    if whole < 48 * 3600 { return "\(whole / 3600) h \(padded(whole / 60 % 60)) min" }
    return "\(whole / 86_400) d \(padded(whole / 3600 % 24)) h"
  }
}

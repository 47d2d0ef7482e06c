import Platform
import Records
import Weaving

/// How a run ended, for the summary on standard output.
struct RunOutcome {
  let plan: RunPlan
  /// What the results say; nil where there are none.
  let metrics: Metrics?
  /// How long it took; nil where nothing had to be done.
  let seconds: Double?
  /// What went wrong.
  let failure: String?
  /// Where the training loops are kept that were finished before it went wrong; nil where there are none.
  let checkpoints: String?
  /// What it was stopped by.
  let interruption: Interrupted?
  /// Whether nothing went wrong but that another run is at work on the results.
  let isBusy: Bool

  init(plan: RunPlan, metrics: Metrics, seconds: Double?) {
    self.plan = plan
    self.metrics = metrics
    self.seconds = seconds
    failure = nil
    checkpoints = nil
    interruption = nil
    isBusy = false
  }

  init(plan: RunPlan, failure: String, checkpoints: String? = nil, isBusy: Bool = false) {
    self.plan = plan
    metrics = nil
    seconds = nil
    self.failure = failure
    self.checkpoints = checkpoints
    interruption = nil
    self.isBusy = isBusy
  }

  init(plan: RunPlan, interruption: Interrupted) {
    self.plan = plan
    metrics = nil
    seconds = nil
    failure = nil
    checkpoints = nil
    self.interruption = interruption
    isBusy = false
  }

  /// Whether new results are in place.
  var isDone: Bool { metrics != nil && seconds != nil }

  /// A few lines: what was run, its results, its claims, and where to read on.
  func summary(coloured: Bool) -> String {
    let identity = plan.identity
    let name = coloured ? "\u{1B}[1m\(identity.notebook)\u{1B}[0m" : identity.notebook
    var lines = [
      "\(name) (\(identity.data), \(identity.profile), seed \(identity.seed)): \(ending)"
    ]
    guard let metrics else { return lines[0] }
    let width = metrics.highlights.map(\.count).max() ?? 0
    for key in metrics.highlights {
      guard let result = metrics.results[key] else { continue }
      let value = "\(result.value.display) \(result.unit)".trimmingBlanksAtEnd()
      lines.append("  \(key.padded(to: width))  \(value)")
    }
    for claim in metrics.claims {
      let mark = claim.holds.map { $0 ? "✓" : "✗" } ?? "–"
      let colour = claim.holds.map { $0 ? "\u{1B}[32m" : "\u{1B}[31m" } ?? "\u{1B}[90m"
      lines.append(
        "  \(coloured ? "\(colour)\(mark)\u{1B}[0m" : mark) \(claim.text)\(claim.figures)")
    }
    lines.append("  \(plan.goal)/report.md")
    return lines.joined(separator: "\n")
  }

  private var ending: String {
    if failure != nil { return "failed" }
    if interruption != nil { return "stopped" }
    return seconds.map { "done in \(ProgressMeter.duration($0))" } ?? "nothing to do"
  }

  /// One word for how it ended.
  var status: String {
    if interruption != nil { return "stopped" }
    return failure != nil ? "failed" : seconds == nil ? "skipped" : "done"
  }
}

/// For programs.
extension RunOutcome: Encodable {
  private enum CodingKeys: String, CodingKey {
    case notebook, folder, status, error, busy, checkpoints, seconds, metrics
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(plan.identity.notebook, forKey: .notebook)
    try container.encode(plan.goal, forKey: .folder)
    try container.encode(status, forKey: .status)
    try container.encodeIfPresent(failure, forKey: .error)
    try container.encodeIfPresent(isBusy ? true : nil, forKey: .busy)
    try container.encodeIfPresent(checkpoints, forKey: .checkpoints)
    try container.encodeIfPresent(seconds, forKey: .seconds)
    try container.encodeIfPresent(metrics, forKey: .metrics)
  }
}

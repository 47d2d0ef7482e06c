import Platform
import Records

/// The table at the end of several runs: how each ended, how long it took, how many claims hold, and where to read
/// on.
struct RunSummary {
  let outcomes: [RunOutcome]
  /// What was not begun any more.
  let remaining: [RunPlan]
  /// The folder of all results.
  let output: String

  /// The table; the last line names the gallery of all results, if it is there.
  var text: String {
    let rows = outcomes.map(row) + remaining.map { [$0.identity.notebook, "not run", "", "", ""] }
    let table = [["notebook", "", "time", "claims", ""]] + rows
    let widths = (0..<4).map { column in table.map { $0[column].count }.max() ?? 0 }
    var lines = table.map { cells in
      (zip(cells, widths).map { $0.padded(to: $1) } + [cells[4]]).joined(separator: "  ")
        .trimmingBlanksAtEnd()
    }
    let index = "\(output)/README.md"
    if Files.exists(index) { lines.append("All results: \(index)") }
    return lines.joined(separator: "\n")
  }

  private func row(_ outcome: RunOutcome) -> [String] {
    let claims = outcome.metrics.map { metrics in
      metrics.claims.isEmpty
        ? "none"
        : "\(metrics.claims.count { $0.holds == true }) of \(metrics.claims.applicable.count)"
    }
    return [
      outcome.plan.identity.notebook, outcome.status,
      outcome.seconds.map(ProgressMeter.duration) ?? "", claims ?? "",
      outcome.metrics == nil ? "" : "\(outcome.plan.goal)/report.md",
    ]
  }
}

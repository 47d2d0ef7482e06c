import Platform
import Records

/// What `--dry-run` tells: the runs of a sweep, and how long they take.
struct SweepDryRun {
  let rows: [(task: SweepTask, state: TaskState)]
  /// How many run at a time, each on its share of the threads.
  let jobs: Int
  /// How fast a notebook runs on that many threads.
  let pace: (String) throws -> Pace

  /// The table.
  ///
  /// - Throws: What finding the pace throws.
  func text() throws -> String {
    let width = rows.map(\.task.name.count).max() ?? 0
    let numbers = String(rows.last?.task.number ?? 0).count
    var minutes = 0.0
    var sources: [String] = []
    var lines: [String] = []
    for (task, state) in rows {
      var time = "nothing to do"
      if state != .done {
        let pace = try pace(task.plan.identity.notebook)
        let own = task.plan.minutes * pace.factor
        minutes += own
        time = "about \(Pace.rounded(own))"
        if !sources.contains(pace.source.rawValue) { sources.append(pace.source.rawValue) }
      }
      let number = String(task.number)
      lines.append(
        String(repeating: " ", count: numbers - number.count)
          + "\(number)  \(task.name.padded(to: width))  \(time)")
    }
    let left = rows.count { $0.state != .done }
    if left == 0 { return (lines + ["Nothing to do."]).joined(separator: "\n") }
    let judged = sources.joined(separator: " and ")
    let together = Pace.rounded(minutes / Double(min(jobs, left)))
    let manner = jobs == 1 ? "one after the other" : "\(jobs) at a time"
    lines.append(
      "\(counted(left, "run")) to be done, \(manner): about \(together), judged by \(judged)")
    return lines.joined(separator: "\n")
  }
}

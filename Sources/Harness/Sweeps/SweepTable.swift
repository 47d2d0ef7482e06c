import Platform
import Records

/// A sweep as a table: each run with its state.
struct SweepTable {
  let rows: [(task: SweepTask, state: TaskState)]

  /// The table, and how many runs there are of each state.
  var text: String {
    let width = rows.map(\.task.name.count).max() ?? 0
    let numbers = String(rows.last?.task.number ?? 0).count
    let lines = rows.map { task, state in
      let number = String(task.number)
      return
        (String(repeating: " ", count: numbers - number.count)
        + "\(number)  \(task.name.padded(to: width))  \(state.word.padded(to: 11))  \(state.detail.shown)")
        .trimmingBlanksAtEnd()
    }
    return (lines + [counts]).joined(separator: "\n")
  }

  /// `12 runs: 3 done, 2 running, 7 waiting`.
  private var counts: String {
    let words = rows.map(\.state.word)
    let parts = ["done", "running", "failed", "interrupted", "waiting"].compactMap { word in
      let count = words.count { $0 == word }
      return count == 0 ? nil : "\(count) \(word)"
    }
    return "\(counted(rows.count, "run")): \(parts.joined(separator: ", "))"
  }
}

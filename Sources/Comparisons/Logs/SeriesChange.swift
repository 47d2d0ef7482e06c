import Records

/// Where the values of a metric begin to differ.
struct SeriesChange: Sendable {
  let name: String
  let oldCount: Int
  let newCount: Int
  /// The first step with another value, and the values; nil where one series only goes on longer.
  let first: (step: Int64, old: Double, new: Double)?
  /// The last value of both.
  let last: (old: Double, new: Double)?

  static func changes(_ old: RunRecord, _ new: RunRecord, _ paths: [String]) -> [SeriesChange] {
    var names: [String] = []
    for path in paths {
      let parts = path.split(separator: "/")
      guard parts.count > 2, parts[0] == "metrics", parts.last == "value" || parts.last == "step"
      else { continue }
      let name = parts.dropFirst().dropLast().joined(separator: "/")
      if names.last != name { names.append(name) }
    }
    return names.map { SeriesChange($0, old, new) }
  }

  private init(_ name: String, _ old: RunRecord, _ new: RunRecord) {
    self.name = name
    func steps(_ record: RunRecord) -> [Int64] {
      guard case .int64(let steps)? = record.arrays["metrics/\(name)/step"]?.values else {
        return []
      }
      return steps
    }
    let (before, after) = (old.series(name), new.series(name))
    let (oldSteps, newSteps) = (steps(old), steps(new))
    oldCount = before.count
    newCount = after.count
    let common = min(before.count, after.count, oldSteps.count, newSteps.count)
    let index = (0..<common).first {
      !before[$0].isSame(as: after[$0]) || oldSteps[$0] != newSteps[$0]
    }
    first = index.map { (newSteps[$0], before[$0], after[$0]) }
    last = before.last.flatMap { one in after.last.map { (one, $0) } }
  }

  var text: String {
    var parts: [String] = []
    if oldCount != newCount { parts.append("\(oldCount) → \(newCount) values") }
    if let first {
      let values = ChangeWords.values(.double(first.old), .double(first.new))
      parts.append("differs from step \(first.step) on (\(values.old) → \(values.new))")
    }
    if let last, !last.old.isSame(as: last.new) {
      let values = ChangeWords.values(.double(last.old), .double(last.new))
      parts.append("ends at \(values.old) → \(values.new)")
    }
    return parts.isEmpty ? "other steps" : parts.joined(separator: ", ")
  }
}

/// Means of named numbers, in the order in which the names first came.
struct RunningMeans {
  private var names: [String] = []
  private var sums: [String: Double] = [:]
  private var count = 0

  mutating func add(_ numbers: KeyValuePairs<String, Float>) {
    for (name, number) in numbers {
      if sums[name] == nil { names.append(name) }
      sums[name, default: 0] += Double(number)
    }
    count += 1
  }

  var values: [(String, Double)] {
    names.map { ($0, (sums[$0] ?? 0) / Double(max(1, count))) }
  }

  var summary: String {
    values.map { "\($0) \(NumberText.rounded($1, digits: 4))" }.joined(separator: ", ")
  }
}

import Layers
import Platform
import Records

/// Means of named numbers, in the order in which the names first came.
struct RunningMeans {
  private var names: [String] = []
  private var sums: [String: Double] = [:]
  private var count = 0

  /// What keeps numbers from being added; nil where nothing does. All have to come every time: a mean of some steps would not be that
  /// of all.
  func shortcoming(of numbers: KeyValuePairs<String, Float>) -> String? {
    let new = numbers.map(\.key)
    if count > 0 {
      return new == names
        ? nil : "the numbers of a step are \(new), and those of the one before were \(names)"
    }
    if Set(new).count < new.count { return "two numbers of a step have one name: \(new)" }
    for name in new {
      if let shortcoming = LogPath.shortcoming(of: name) {
        return "no number of a step can be called \"\(name)\": \(shortcoming)"
      }
    }
    return nil
  }

  mutating func add(_ numbers: KeyValuePairs<String, Float>) {
    for (name, number) in numbers {
      if sums[name] == nil { names.append(name) }
      sums[name, default: 0] += Double(number)
    }
    count += 1
  }

  mutating func exchange(with archive: StateArchive) throws(StateError) {
    var list = names.joined(separator: "\n")
    var numbers = names.map { sums[$0] ?? 0 }
    try archive.exchange("names of means", &list)
    try archive.exchange("sums", &numbers)
    try archive.exchange("count", &count)
    names = list.split(separator: "\n").map(String.init)
    guard names.count == numbers.count, Set(names).count == names.count else {
      throw StateError(expected: "\(names.count) sums", found: "\(numbers.count)")
    }
    if !(0...1 << 50 ~= count) { throw StateError(expected: "count", found: "\(count)") }
    sums = [String: Double](uniqueKeysWithValues: zip(names, numbers))
  }

  var values: [(String, Double)] {
    names.map { ($0, (sums[$0] ?? 0) / Double(max(1, count))) }
  }

  var summary: String {
    values.map { "\($0) \(NumberText.rounded($1, digits: 4))" }.joined(separator: ", ")
  }
}

/// What two logs of a notebook say, data set by data set.
struct LogDifference: Sendable {
  /// Metrics whose values differ, by their names.
  let series: [SeriesChange]
  /// How the latent codes moved; nil where a log has none or they are the same.
  let latents: LatentMovement?
  /// Layers whose parameters differ, by their paths.
  let layers: [LayerChange]
  /// All other data sets that differ, by their paths.
  let others: [DataSetChange]

  /// Compares two records.
  init(_ old: RunRecord, _ new: RunRecord) throws {
    let paths = Set(old.paths).union(new.paths).sortedByBytes().filter {
      old.arrays[$0] != new.arrays[$0]
    }
    series = SeriesChange.changes(old, new, paths)
    layers = LayerChange.changes(old, new, paths)
    latents = try LatentMovement(old, new)
    others = paths.filter { path in
      !["metrics/", "parameters/"].contains { path.hasPrefix($0) }
    }.map { DataSetChange(path: $0, old.arrays[$0], new.arrays[$0]) }
  }

  /// For people, a line each.
  var lines: [String] {
    let layerLines = layers.map { layer in
      "\(layer.path): " + layer.text
    }
    return series.map { "\($0.name): \($0.text)" } + (latents?.lines ?? []) + layerLines
      + others.map { "\($0.path): \($0.text)" }
  }
}

/// Where the values of a metric begin to differ.
struct SeriesChange: Sendable, Equatable {
  let name: String
  let oldCount: Int
  let newCount: Int
  /// The first step with another value, and the values; nil where one series only goes on longer.
  let first: (step: Int64, old: Double, new: Double)?
  /// The last value of both.
  let last: (old: Double, new: Double)?

  static func == (one: SeriesChange, other: SeriesChange) -> Bool {
    one.name == other.name && one.oldCount == other.oldCount && one.newCount == other.newCount
      && one.first?.step == other.first?.step && one.first?.old == other.first?.old
      && one.first?.new == other.first?.new && one.last?.old == other.last?.old
      && one.last?.new == other.last?.new
  }

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
      before[$0].bitPattern != after[$0].bitPattern || oldSteps[$0] != newSteps[$0]
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
    if let last, last.old.bitPattern != last.new.bitPattern {
      let values = ChangeWords.values(.double(last.old), .double(last.new))
      parts.append("ends at \(values.old) → \(values.new)")
    }
    return parts.isEmpty ? "other steps" : parts.joined(separator: ", ")
  }
}

/// How far the parameters of a layer are from where they were.
struct LayerChange: Sendable, Equatable {
  /// `encoder/hidden.dense1`.
  let path: String
  /// The length of the change relative to the length of the old parameters; nil where the shapes
  /// differ, a side lacks a tensor, or all were 0.
  let relative: Double?
  /// The greatest change of a parameter; nil where the shapes differ.
  let greatest: Double?

  static func changes(_ old: RunRecord, _ new: RunRecord, _ paths: [String]) -> [LayerChange] {
    var tensors: [(layer: String, paths: [String])] = []
    for path in paths {
      let parts = path.split(separator: "/")
      guard parts.count > 2, parts[0] == "parameters" else { continue }
      let layer = parts.dropFirst().dropLast().joined(separator: "/")
      if tensors.last?.layer == layer {
        tensors[tensors.count - 1].paths.append(path)
      } else {
        tensors.append((layer, [path]))
      }
    }
    return tensors.map { LayerChange($0.layer, $0.paths, old, new) }
  }

  private init(_ layer: String, _ paths: [String], _ old: RunRecord, _ new: RunRecord) {
    path = layer
    var change = 0.0
    var size = 0.0
    var most = 0.0
    for path in paths {
      guard let before = old.arrays[path], let after = new.arrays[path],
        before.shape == after.shape
      else {
        (relative, greatest) = (nil, nil)
        return
      }
      for (one, other) in zip(before.doubles, after.doubles) {
        let difference = other - one
        change += difference * difference
        size += one * one
        most = max(most, abs(difference))
      }
    }
    relative = size > 0 ? (change / size).squareRoot() : nil
    greatest = most
  }

  var text: String {
    guard let greatest else { return "another shape, or only on one side" }
    let moved = relative.map { "moved by \(ChangeWords.share($0)) of its length" } ?? "moved from 0"
    return "\(moved), a parameter by at most \(NumberText.rounded(greatest, digits: 3))"
  }
}

/// Another data set of the log that differs.
struct DataSetChange: Sendable, Equatable {
  let path: String
  /// The shapes; nil on a side that does not have it.
  let oldShape: [Int]?
  let newShape: [Int]?
  /// How many elements differ, of how many; nil where the shapes or types do.
  let changed: (count: Int, of: Int)?

  static func == (one: DataSetChange, other: DataSetChange) -> Bool {
    one.path == other.path && one.oldShape == other.oldShape && one.newShape == other.newShape
      && one.changed?.count == other.changed?.count && one.changed?.of == other.changed?.of
  }

  init(path: String, _ old: RecordedArray?, _ new: RecordedArray?) {
    self.path = path
    oldShape = old?.shape
    newShape = new?.shape
    guard let old, let new, old.shape == new.shape, old.typeName == new.typeName else {
      changed = nil
      return
    }
    // Every element type fits into a double, 64-bit steps as far as anybody counts.
    let differing = zip(old.doubles, new.doubles).count { $0.bitPattern != $1.bitPattern }
    changed = (differing, old.shape.reduce(1, *))
  }

  var text: String {
    if let changed {
      return changed.count == 0
        ? "another description" : "\(changed.count) of \(changed.of) numbers differ"
    }
    switch (oldShape, newShape) {
    case (nil, _): return "added"
    case (_, nil): return "removed"
    case (let old?, let new?): return old == new ? "another type" : "\(old) → \(new)"
    }
  }
}

import Records

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
    let differing = zip(old.doubles, new.doubles).count { !$0.isSame(as: $1) }
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

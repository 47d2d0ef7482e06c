extension RunRecord {
  /// The values of a metric so far; none if it was never recorded.
  public func series(_ metric: String) -> [Double] {
    arrays["metrics/\(metric)/value"]?.doubles ?? []
  }

  /// The unit of a metric's series, empty for pure numbers; nil where there is no such series, or the log is of an earlier version.
  public func unit(ofSeries metric: String) -> String? {
    arrays["metrics/\(metric)/value"]?.unit
  }

  /// The last entry of every series, by its name.
  package var lastEntries: [String: Metrics.Entry] {
    let (prefix, suffix) = ("metrics/", "/value")
    var entries: [String: Metrics.Entry] = [:]
    for path in paths where path.hasPrefix(prefix) && path.hasSuffix(suffix) {
      let name = String(path.dropFirst(prefix.count).dropLast(suffix.count))
      guard let value = arrays[path]?.doubles.last,
        let step = arrays["\(prefix)\(name)/step"]?.doubles.last
      else { continue }
      entries[name] = Metrics.Entry(step: .double(step), value: .double(value))
    }
    return entries
  }

  /// The names of the saved networks, sorted by their UTF-8 bytes.
  package var networks: [String] {
    let names = arrays.keys.compactMap { path -> String? in
      let parts = path.split(separator: "/")
      return parts.count == 4 && parts[0] == "parameters" ? String(parts[1]) : nil
    }
    return Set(names).sortedByBytes()
  }

  /// How many numbers of a saved network training moves, and how many are running statistics of normalisations.
  package func parameterCounts(of network: String) -> (trained: Int, statistics: Int) {
    arrays.parameterCounts(of: network)
  }

  /// The bytes of a data set of grey levels or labels; none if there is no such data set.
  public func bytes(_ path: String) -> [UInt8] {
    guard case .uint8(let values)? = arrays[path]?.values else { return [] }
    return values
  }
}

extension [String: RecordedArray] {
  /// The numbers of a network that training moves, and its running statistics, as ``RunRecord/parameterCounts(of:)`` has them.
  func parameterCounts(of network: String) -> (trained: Int, statistics: Int) {
    let prefix = "parameters/\(network)/"
    var counts = (trained: 0, statistics: 0)
    for (path, array) in self where path.hasPrefix(prefix) {
      let count = array.shape.reduce(1, *)
      if path.hasSuffix("/mean") || path.hasSuffix("/variance") {
        counts.statistics += count
      } else {
        counts.trained += count
      }
    }
    return counts
  }
}

extension RunRecord {
  /// The values of a metric so far; none if it was never recorded.
  public func series(_ metric: String) -> [Double] {
    arrays["metrics/\(metric)/value"]?.doubles ?? []
  }

  /// The bytes of a data set of grey levels or labels; none if there is no such data set.
  public func bytes(_ path: String) -> [UInt8] {
    guard case .uint8(let values)? = arrays[path]?.values else { return [] }
    return values
  }
}

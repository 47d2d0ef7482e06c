import Platform

extension RunRecord {
  /// Reads a log, and makes sure that it is the one that the metrics beside it tell of.
  ///
  /// - Throws: `ResultsError` where a data set or a text is another; what reading throws.
  package init(reading path: String, toldOfBy metrics: Metrics) throws {
    try self.init(reading: path)
    if let problem = try difference(from: metrics) {
      throw ResultsError(
        "read", path, problem, hint: "the log is damaged or of another run; run the notebook again"
      )
    }
  }

  /// The first thing in which the record is not the one that `metrics` tell of; nil where it is.
  private func difference(from metrics: Metrics) throws -> String? {
    let digests = datasetDigests
    let paths = Set(digests.keys).union(metrics.datasets.keys).sortedByBytes()
    if let path = paths.first(where: { digests[$0] != metrics.datasets[$0] }) {
      return "/\(path) does not have the digest that metrics.json tells"
    }
    if sourceSHA256 != metrics.sourceSHA256 {
      return "its source does not have the digest that metrics.json tells"
    }
    if let sha256 = metrics.logSHA256, try self.sha256(digests) != sha256 {
      return "its texts do not have the digest that metrics.json tells"
    }
    return nil
  }
}

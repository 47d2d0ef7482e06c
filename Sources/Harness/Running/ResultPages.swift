import Notebooks
import Records
import Weaving

/// The pages of a folder of results that all of them share: the index, and what their measures are.
enum ResultPages {
  /// Writes the index if it shows one of the runs that have left results, and the page on measures, to which the index and the
  /// reports of generative models link.
  ///
  /// - Parameters:
  ///   - output: the folder of results.
  ///   - order: the names of notebooks in the order of the catalogue.
  ///   - runs: what has been run.
  ///   - metrics: what the runs have left.
  ///   - hasNewSweep: whether a sweep that the index names has left something.
  ///   - problems: is told what a reader should know.
  /// - Throws: `ResultsError` where a page cannot be written.
  static func update(
    _ output: String, order: [String], after runs: [RunIdentity], _ metrics: [Metrics],
    hasNewSweep: Bool = false, problems: (String) -> Void
  ) throws {
    let isIndexed = hasNewSweep || runs.contains(where: ResultsIndex.shows)
    let isMeasured = metrics.contains { $0.results.keys.contains { $0.hasPrefix("quality/") } }
    if isIndexed { try ResultsIndex.update(output: output, order: order, problems: problems) }
    if isIndexed || isMeasured { try MeasuresPage.write(to: output) }
  }
}

import Evaluation
import Records
import Tensors

extension Lab {
  /// Asks of measures of distance which of two versions of a digit they hold to be the nearer one: a picture of the first digit for which
  /// the first measure prefers the broken version, with both, `figures/<name>.png`; and for each measure the metric
  /// `<name>/<measure>`, the share of digits whose moved version is nearer.
  ///
  /// - Parameters:
  ///   - name: the picture's name, and the group of the metrics.
  ///   - measures: features, [n, dimensions], of images [n, pixels], by the measure's name: their Euclidean distance is meant.
  ///   - originals: the digits, pixels in [0, 1], [n, pixels].
  ///   - broken: each broken.
  ///   - moved: each moved.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  public func compareMeasures(
    _ name: String, _ measures: KeyValuePairs<String, (Tensor) -> Tensor>, of originals: Tensor,
    broken: Tensor, moved: Tensor, line: Int = #line, file: String = #fileID
  ) {
    var shown: Int?
    for (measure, features) in measures {
      let places = features(originals)
      let toBroken = places.distances(to: features(broken))
      let toMoved = places.distances(to: features(moved))
      shown = shown ?? toBroken.indices.first { toBroken[$0] < toMoved[$0] } ?? 0
      metric(
        "\(name)/\(measure)", shareLess(toMoved, toBroken), unit: "share",
        "Digits whose moved copy is nearer by \(measure) than the broken one", line: line,
        file: file)
    }
    let row = [Int32(shown ?? 0)]
    images(
      name, "A digit, broken, moved",
      [originals, broken, moved].map { $0.rows(at: row[...]) }.concatenated(along: 0), columns: 3,
      columnLabels: ["a", "b", "c"], line: line, file: file)
  }
}

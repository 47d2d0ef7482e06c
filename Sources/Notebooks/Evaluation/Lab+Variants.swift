import Evaluation
import Records
import Tensors

extension Lab {
  /// Trains variants of a model, and compares what they draw: the first twelve samples of each in a row, `figures/<name>.png`,
  /// and the metric `<name>/<variant>`, the Fréchet distance of its samples.
  ///
  /// - Parameters:
  ///   - name: The picture's name, and the group of the metrics.
  ///   - caption: What the picture shows, as Markdown.
  ///   - variants: What makes each variant another one, by its name.
  ///   - yardstick: What measures.
  ///   - samples: Trains a variant and draws samples of it, pixels in [0, 1], [n, height · width · channels] with n at least 12.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Throws: Whatever `samples` throws.
  public func variants<Variant>(
    _ name: String, _ caption: String, _ variants: KeyValuePairs<String, Variant>,
    by yardstick: Yardstick, line: Int = #line, file: String = #fileID,
    samples: (_ name: String, Variant) throws -> Tensor
  ) rethrows {
    let columns = 12
    let rows = try variants.map { variant, value in
      let samples = try samples(variant, value)
      metric(
        "\(name)/\(variant)", yardstick.frechetDistance(of: samples),
        "Fréchet distance of \(samples.shape[0]) samples, \(variant)", better: .less,
        line: line, file: file)
      return samples.firstRows(columns)
    }
    images(
      name, caption, rows.concatenated(along: 0), columns: columns, rowLabels: variants.map(\.key),
      line: line, file: file)
  }
}

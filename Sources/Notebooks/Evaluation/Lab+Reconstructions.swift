import Digits
import Evaluation
import Records
import Tensors

extension Lab {
  /// Shows the first ten digits of a set above their reconstructions by some models, `figures/<name>.png` and `/<name>/images`, and leaves
  /// for each model the metric `<model>/sharpness`: the sharpness of the reconstructions of all digits, that of the digits being 1.
  ///
  /// - Parameters:
  ///   - name: the picture's name, and the group's in the log.
  ///   - digits: the digits.
  ///   - models: what encodes and decodes, by the name of its metric and its row.
  public func reconstructions(
    _ name: String = "reconstructions", of digits: DigitSet,
    by models: KeyValuePairs<String, StyleModel>,
    line: Int = #line, file: String = #fileID
  ) {
    let originals = digits.tensor, few = min(10, digits.count)
    let sharpness = Sharpness(of: originals, digits.shape)
    var rows = [("digit", originals.firstRows(few))]
    for (model, autoencoder) in models {
      let images = autoencoder.decode(
        autoencoder.encode(originals, digits.labels), digits.labels)
      rows.append((model, images.firstRows(few)))
      metric(
        "\(model)/sharpness", Sharpness(of: images, digits.shape).relative(to: sharpness),
        "Sharpness of reconstructions by \(model), digits' being 1", better: .nearOne, line: line,
        file: file)
    }
    self.images(
      name, "Test digits above their reconstructions", rows: rows, line: line, file: file)
  }
}

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
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
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

  /// Compares autoencoders that differ in one thing: a picture of the first ten digits above their reconstructions,
  /// `figures/<group>.png`, a table, and for each model the metrics `<group>/<model>/error`, the mean squared error of a pixel of
  /// the reconstructions of all digits, `…/sharpness`, digits' being 1, `…/agreement`, the share that the judge reads as the
  /// digit's label, and `…/frechet-distance` of as many pictures from normal codes as are measured elsewhere, drawn by the stream `<group> samples`.
  ///
  /// - Parameters:
  ///   - group: the picture's name, and the group of the metrics.
  ///   - subject: what they differ in, for the heading.
  ///   - models: what encodes and decodes, by name.
  ///   - latent: the dimensions of their codes.
  ///   - digits: the digits.
  ///   - data: the data that the pictures should look like.
  ///   - line: the line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: the `#fileID` of that line, for code of a notebook may be in several files.
  /// - Throws: `NonFiniteError` if training the judge breaks down.
  public func compareReconstructions(
    _ group: String, _ subject: String, by models: [(name: String, model: StyleModel)],
    latent: Int, of digits: DigitSet, _ data: DigitData, line: Int = #line, file: String = #fileID
  ) throws {
    let yardstick = try yardstick(for: data)
    let originals = digits.tensor, few = min(10, digits.count)
    let sharpness = Sharpness(of: originals, digits.shape)
    let asked = Lab.inTurn(data.distinctLabels, count: yardstick.extent.pictures)
    let normal = Tensor.normal([asked.count, latent], using: stream("\(group) samples"))
    var pictures = [("digit", originals.firstRows(few))]
    var rows: [[any ScalarRepresentable]] = []
    for (name, model) in models {
      let images = model.decode(model.encode(originals, digits.labels), digits.labels)
      pictures.append((name, images.firstRows(few)))
      let read = yardstick.judge.reading(of: images).labels
      let figures: [(name: String, value: Double, unit: String, meaning: String, Direction)] = [
        (
          "error", Double((images - originals).squared().mean().scalar), "",
          "Mean squared error of a reconstruction's pixel", .less
        ),
        (
          "sharpness", Sharpness(of: images, digits.shape).relative(to: sharpness), "",
          "Sharpness of reconstructions, digits' being 1", .nearOne
        ),
        (
          "agreement", LabelAgreement(read: read, expected: digits.labels).overall, "share",
          "Share of reconstructions that are read as the digit's label", .more
        ),
        (
          "frechet-distance", yardstick.frechetDistance(of: model.decode(normal, asked)), "",
          "Whitened Fréchet distance of pictures from normal codes", .less
        ),
      ]
      for (measure, value, unit, meaning, better) in figures {
        add(
          result: "\(group)/\(name)/\(measure)", .double(value), unit,
          "\(meaning): \(subject) \(name)",
          line, file, isTabled: true, better: better)
      }
      rows.append([name] + figures.map { QualityRow.shown($0.value) })
    }
    self.images(
      group, "Test digits above their reconstructions, by the \(subject)", rows: pictures,
      line: line,
      file: file)
    table(
      "Reconstructions, and pictures from normal codes, by the \(subject)",
      columns: [subject, "squared error", "sharpness", "read as the label", "Fréchet distance"],
      rows: rows, line: line, file: file)
  }
}

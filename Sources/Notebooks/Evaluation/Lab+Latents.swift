import Digits
import Evaluation
import Records
import Tensors

extension Lab {
  /// Adds a frame of latent codes to `/latents/codes` [frame, digit, dimension], and at the first call
  /// the digits' labels to `/latents/labels` [digit].
  ///
  /// - Parameters:
  ///   - codes: [digit, dimension].
  ///   - labels: The digits' labels, at least one, the same at every call.
  ///   - step: The epoch, iteration or period.
  ///   - line: the line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func latents(_ codes: Tensor, labels: [UInt8], step: Int, line: Int = #line) {
    latents(codes.values, labels: labels, step: step, line: line)
  }

  /// Compares codes with the standard normal distribution: a table of each coordinate's mean, deviation and excess kurtosis, and the
  /// metrics `<name>/shift` and `<name>/spread`, the greatest distances of a mean from 0 and of a deviation from 1.
  ///
  /// - Parameters:
  ///   - name: The group of the metrics.
  ///   - subject: What the codes are, for the table: `drawn codes`.
  ///   - codes: [n, dimensions].
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func moments(
    _ name: String, _ subject: String, of codes: Tensor, line: Int = #line, file: String = #fileID
  ) {
    let moments = (0..<(codes.shape.last ?? 0)).map { Moments(of: codes.column($0)) }
    table(
      "Moments of the \(subject)", columns: ["coordinate", "mean", "deviation", "excess kurtosis"],
      rows: moments.enumerated().map { index, moments in
        ["z\(index + 1)", moments.mean, moments.deviation, moments.kurtosis]
      }, line: line, file: file)
    metric(
      "\(name)/shift", moments.map { abs($0.mean) }.max() ?? .nan,
      "Greatest distance of a coordinate's mean from 0", better: .less, line: line, file: file)
    metric(
      "\(name)/spread", moments.map { abs($0.deviation - 1) }.max() ?? .nan,
      "Greatest distance of a deviation from 1", better: .less, line: line, file: file)
  }

  /// Lets the judge read pictures: a table of how many it reads as each label, and the metric `<name>/labels`, the number of
  /// labels that come.
  ///
  /// - Parameters:
  ///   - name: The group of the metric.
  ///   - subject: What the pictures are, for the table: `pictures of the manifold`.
  ///   - images: Pixels in [0, 1], [n, pixels].
  ///   - digits: The data whose labels are read.
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  /// - Throws: `NonFiniteError` if training the judge breaks down.
  public func readLabels(
    _ name: String, _ subject: String, of images: Tensor, _ digits: DigitData, line: Int = #line,
    file: String = #fileID
  ) throws {
    let labels = try judge(for: digits).reading(of: images).labels
    let histogram = LabelHistogram(of: labels, classes: digits.distinctLabels)
    let counts = histogram.classes.map { histogram.counts[Int($0)] }
    table(
      "The \(labels.count) \(subject) by the label that the judge reads",
      columns: histogram.classes.map { "\($0)" }, rows: [counts], line: line, file: file)
    metric(
      "\(name)/labels", counts.filter { $0 > 0 }.count, unit: "labels",
      "Labels among the \(labels.count) \(subject)", better: .more, line: line, file: file)
  }
}

import Digits
import Evaluation
import Records
import Tensors

extension Lab {
  /// Compares slant and thickness of pictures with those that were asked for: for each the metrics
  /// `<property>/correlation`, `<property>/correlation-within-labels`, and `<property>/slope`, how much more comes for each unit that is
  /// asked for; and `figures/<property>.png`, in which pictures on the diagonal are as they should be.
  ///
  /// - Parameters:
  ///   - pictures: Pixels in [0, 1], [n, height · width · channels].
  ///   - digits: Digits whose labels, slants and thicknesses were asked for, in the same order, [n].
  ///   - line: The line of the notebook below which the report shows it; a helper passes its caller's on.
  ///   - file: The `#fileID` of that line, for code of a notebook may be in several files.
  public func hands(
    of pictures: Tensor, asLike digits: DigitSet, line: Int = #line, file: String = #fileID
  ) {
    let came = ImageMoments(of: pictures, digits.shape)
    let asked = ImageMoments(of: digits.tensor, digits.shape)
    request(
      "slant", unit: "pixels a pixel", asked.slants, came.slants, digits.labels, line, file)
    request(
      "thickness", unit: "pixels", asked.thicknesses, came.thicknesses, digits.labels, line, file)
  }

  private func request(
    _ name: String, unit: String, _ asked: [Double], _ came: [Double], _ labels: [UInt8],
    _ line: Int, _ file: String
  ) {
    metric(
      "\(name)/correlation", correlation(asked, came),
      "Correlation of the \(name) that was asked for with the one that came", better: .more,
      line: line, file: file)
    metric(
      "\(name)/correlation-within-labels", correlation(asked, came, within: labels),
      "The same within labels", better: .more, line: line, file: file)
    metric(
      "\(name)/slope", regressionSlope(from: asked, to: came),
      "Slope of the \(name) that came over the one that was asked for", line: line, file: file)
    // The same range on both axes, so that the diagonal is where both are equal.
    let ends = PlotAxis(
      "", from: min(asked.min() ?? 0, came.min() ?? 0), to: max(asked.max() ?? 1, came.max() ?? 1))
    let points = zip(asked, came).flatMap { [Float($0), Float($1)] }
    joint(
      name, "The \(name) that was asked for, and the one that came",
      of: Tensor([asked.count, 2], points),
      axes: ["asked for, \(unit)", "came, \(unit)"].map { PlotAxis($0, ends.range ?? 0...1) },
      line: line, file: file)
  }

  /// Adds the share of pictures in which the judge reads the label that was asked for to the series `<name>/agreement`.
  ///
  /// - Parameters:
  ///   - name: The group of the metric.
  ///   - pictures: Pixels in [0, 1], [n, height · width · channels].
  ///   - labels: What was asked for; the first n count.
  ///   - yardstick: Has the judge.
  ///   - step: The epoch, iteration or turn; must rise from call to call.
  ///   - line: The line of the notebook that a message about a mistake names; a helper passes its caller's on.
  public func logAgreement(
    _ name: String, of pictures: Tensor, labels: [UInt8], by yardstick: Yardstick, step: Int,
    line: Int = #line
  ) {
    let read = yardstick.judge.reading(of: pictures).labels
    let agreement = LabelAgreement(read: read, expected: Array(labels.prefix(read.count)))
    log(
      "\(name)/agreement", agreement.overall, step: step,
      "Share of pictures that the judge reads as the label that was asked for", unit: "share",
      line: line)
  }
}

import Kernels
import Tensors

/// How much of a digit's hand is left when it is drawn again as another digit, and whether that is legible.
public struct StyleTransfer: Sendable, Equatable {
  /// How often the judge reads the new label.
  public let agreement: LabelAgreement
  /// Correlation of slant and of thickness between originals and transferred digits, each less the mean of
  /// its label: a seven leans more than a zero by nature. It does not see how much of a style is kept.
  public let slant, thickness: Double
  /// Slopes of the least-squares lines from the originals' slant and thickness to the transferred digits', within labels as before:
  /// 1 where a style is kept, 0 where it is thrown away.
  public let slantSlope, thicknessSlope: Double

  /// Compares pictures, pixels in [0, 1], [n, height · width · channels] each.
  ///
  /// - Parameters:
  ///   - originals: the digits whose style was taken.
  ///   - labels: their labels, [n].
  ///   - transferred: each as a digit of another label.
  ///   - newLabels: these labels, [n].
  ///   - judge: who reads them.
  public init(
    from originals: Tensor, _ labels: [UInt8], to transferred: Tensor, _ newLabels: [UInt8],
    readBy judge: Judge
  ) {
    agreement = LabelAgreement(
      read: judge.reading(of: transferred).labels, expected: newLabels)
    let (before, after) = (
      ImageMoments(of: originals, judge.shape), ImageMoments(of: transferred, judge.shape)
    )
    let slants = (
      centered(before.slants, by: labels), centered(after.slants, by: newLabels)
    )
    let thicknesses = (
      centered(before.thicknesses, by: labels), centered(after.thicknesses, by: newLabels)
    )
    slant = correlation(slants.0, slants.1)
    thickness = correlation(thicknesses.0, thicknesses.1)
    slantSlope = regressionSlope(from: slants.0, to: slants.1)
    thicknessSlope = regressionSlope(from: thicknesses.0, to: thicknesses.1)
  }

  /// A new label for every digit, evenly spread over the other ones, [n].
  ///
  /// - Parameters:
  ///   - labels: the digits' labels, [n].
  ///   - classes: the labels that there are, ascending, at least two.
  public static func newLabels(for labels: [UInt8], among classes: [UInt8]) -> [UInt8] {
    require(
      classes.count > 1, "digits cannot become others where there are \(classes.count) labels")
    return labels.enumerated().map { index, label in
      let place = classes.firstIndex(of: label) ?? 0
      return classes[(place + 1 + index % (classes.count - 1)) % classes.count]
    }
  }
}

/// Each number less the mean of those with its label, [n] each.
func centered(_ values: [Double], by labels: [UInt8]) -> [Double] {
  require(values.count == labels.count, "\(values.count) numbers with \(labels.count) labels")
  var (sums, counts) = ([Double](repeating: 0, count: 256), [Double](repeating: 0, count: 256))
  for (value, label) in zip(values, labels) {
    sums[Int(label)] += value
    counts[Int(label)] += 1
  }
  return zip(values, labels).map { $0 - sums[Int($1)] / counts[Int($1)] }
}

import Kernels
import Tensors

/// How much of a digit's hand is left when it is drawn again as another digit, and whether that is legible.
public struct StyleTransfer: Sendable, Equatable {
  /// How often the judge reads the new label.
  public let agreement: LabelAgreement
  /// Correlation of slant and of thickness between originals and transferred digits, each less the mean of
  /// its label: a seven leans more than a zero by nature.
  public let slant, thickness: Double

  /// Compares pictures, pixels in [0, 1], [n, 784] each.
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
    let (before, after) = (ImageMoments(of: originals), ImageMoments(of: transferred))
    slant = correlation(
      centered(before.slants, by: labels), centered(after.slants, by: newLabels))
    thickness = correlation(
      centered(before.thicknesses, by: labels), centered(after.thicknesses, by: newLabels))
  }

  /// A new label for every digit, evenly spread over the other nine labels, [n].
  public static func newLabels(for labels: [UInt8]) -> [UInt8] {
    labels.enumerated().map { index, label in (label + 1 + UInt8(index % 9)) % 10 }
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

import Digits
import Evaluation
import Platform
import Records
import Tensors

/// A conditional model as style transfer sees it: what it takes from a digit, and how it draws another one with
/// that.
public struct StyleModel {
  let encode: (_ images: Tensor, _ labels: [UInt8]) -> Tensor
  let decode: (_ codes: Tensor, _ labels: [UInt8]) -> Tensor

  /// A model.
  ///
  /// - Parameters:
  ///   - encode: codes, [n, dimensions], of digits with pixels in [0, 1], [n, 784], and labels, [n].
  ///   - decode: digits, [n, 784], of codes and labels.
  public init(
    encode: @escaping (_ images: Tensor, _ labels: [UInt8]) -> Tensor,
    decode: @escaping (_ codes: Tensor, _ labels: [UInt8]) -> Tensor
  ) {
    self.encode = encode
    self.decode = decode
  }
}

/// The digits whose style is shown in others: ten sevens, which every hand writes differently, or what comes next
/// to that.
public struct StyleOriginals {
  /// The digits, all of one label.
  public let digits: DigitSet
  /// Their label.
  public let label: UInt8

  /// The first ten sevens of a set, or those that there are. Where it has none, digits of its first label that is
  /// among `labels`, or of its first label.
  public init(from set: DigitSet, labels: [UInt8]) {
    let known = set.labels.filter(labels.contains)
    label = known.contains(7) ? 7 : known.first ?? set.labels[0]
    digits = set.first(10, of: label)
  }

  /// `Ten sevens`, or `3 digits of label 4`.
  public var words: String {
    if label == 7, digits.count > 1 { return "\(digits.count.inWords.capitalized) sevens" }
    return "\(digits.count) digit\(digits.count == 1 ? "" : "s") of label \(label)"
  }
}

extension Lab {
  /// Draws digits of one label as every other one, a row each, with themselves in the row of their label, and leaves
  /// the pictures in the log.
  ///
  /// - Parameters:
  ///   - originals: the digits.
  ///   - model: what encodes and decodes.
  ///   - strength: the share of a code's distance from the origin that is kept.
  ///   - labels: the labels.
  ///   - path: where the pictures go, UInt8 [label, original, 28, 28].
  public func transfer(
    _ originals: StyleOriginals, by model: StyleModel, strength: Double, to labels: [UInt8],
    at path: String, line: Int = #line
  ) {
    let digits = originals.digits
    let images = digits.tensor
    let styles = model.encode(images, digits.labels).scaled(by: Float(strength))
    let rows = labels.flatMap { label -> [UInt8] in
      if label == originals.label { return images.greyLevels }
      return model.decode(styles, digits.labels.map { _ in label }).greyLevels
    }
    record(
      rows, at: path, shape: [labels.count, digits.count, 28, 28],
      description: """
        \(originals.words) as each digit, row \(originals.label) the originals [label, seven, y, x]
        """, line: line)
  }

  /// Draws every digit of a set as another one and measures what becomes of its style: results named
  /// `transfer/…`, and a table of what the codes tell of the hand.
  ///
  /// For digits with known writers the table has all their factors, for others slant and thickness as
  /// measured in the pictures: the share of each factor's variance that a linear prediction explains, from the
  /// code of the original, and from the code of the digit that it was made into.
  ///
  /// - Parameters:
  ///   - model: what encodes and decodes.
  ///   - strength: the share of a code's distance from the origin that is kept.
  ///   - digits: the digits, [n].
  ///   - labels: the labels that there are, at least two.
  ///   - judge: who reads the new ones.
  public func measureTransfer(
    by model: StyleModel, strength: Double, of digits: DigitSet, to labels: [UInt8], judge: Judge,
    line: Int = #line, file: String = #fileID
  ) -> StyleTransfer {
    let images = digits.tensor
    let codes = model.encode(images, digits.labels)
    let newLabels = StyleTransfer.newLabels(for: digits.labels, among: labels)
    let transferred = model.decode(codes.scaled(by: Float(strength)), newLabels)
    let transfer = StyleTransfer(
      from: images, digits.labels, to: transferred, newLabels, readBy: judge)
    let results: [(name: String, value: Double, meaning: String)] = [
      ("agreement", transfer.agreement.overall, "Share of the new digits that are read as such"),
      ("slant", transfer.slant, "Correlation of slant with the original's"),
      ("thickness", transfer.thickness, "Correlation of thickness with the original's"),
    ]
    for (name, value, meaning) in results {
      result(
        "transfer/\(name)", value, unit: "", meaning, better: .more, line: line, file: file)
    }
    tableFactors(
      of: digits, images, codes: codes, newCodes: model.encode(transferred, newLabels), line, file)
    return transfer
  }

  private func tableFactors(
    of digits: DigitSet, _ images: Tensor, codes: Tensor, newCodes: Tensor, _ line: Int,
    _ file: String
  ) {
    let moments = ImageMoments(of: images)
    let factors: [(name: String, values: [Double])] =
      digits.styles.map { styles in
        WriterFactor.all.map { factor in (factor.name, styles.map(factor.value)) }
      } ?? [("slant", moments.slants), ("thickness", moments.thicknesses)]
    let (before, after) = (LinearPrediction(from: codes), LinearPrediction(from: newCodes))
    let rows = factors.map { factor in
      (factor.name, before.rSquared(of: factor.values), after.rSquared(of: factor.values))
    }
    table(
      "Share of a factor's variance that a linear prediction explains, R², from 0 to 1",
      columns: ["factor of the hand", "from the digit's code", "from the new digit's code"],
      rows: rows.map { [$0, $1, $2] }, line: line, file: file)
    for (name, share, _) in rows {
      add(
        result: "style/\(name.replacing(" ", with: "-"))", .double(share), "",
        "R² of a linear prediction of \(name) from the codes", line, file, isTabled: true,
        better: .more)
    }
  }
}

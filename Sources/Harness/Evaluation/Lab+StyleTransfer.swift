import Digits
import Evaluation
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

extension Lab {
  /// Draws the first ten sevens of a set as every digit, row 7 being the sevens themselves, and leaves the
  /// pictures in the log.
  ///
  /// - Parameters:
  ///   - model: what encodes and decodes.
  ///   - strength: the share of a code's distance from the origin that is kept.
  ///   - digits: where the sevens come from.
  ///   - path: where the pictures go, UInt8 [label, seven, 28, 28].
  public func transferSevens(
    by model: StyleModel, strength: Double, from digits: DigitSet, to path: String,
    line: Int = #line
  ) {
    let indices = (0..<digits.count).filter { digits.labels[$0] == 7 }.prefix(10).map(Int32.init)
    let sevens = digits.tensor(at: indices[...])
    let styles = model.encode(sevens, indices.map { _ in 7 }).scaled(by: Float(strength))
    let rows = (0..<UInt8(10)).flatMap { label -> [UInt8] in
      if label == 7 { return sevens.greyLevels }
      return model.decode(styles, indices.map { _ in label }).greyLevels
    }
    record(
      rows, at: path, shape: [10, indices.count, 28, 28],
      description: "Ten sevens as each digit, row 7 the originals [label, seven, y, x]",
      line: line)
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
  ///   - judge: who reads the new ones.
  public func measureTransfer(
    by model: StyleModel, strength: Double, of digits: DigitSet, judge: Judge, line: Int = #line,
    file: String = #fileID
  ) -> StyleTransfer {
    let images = digits.tensor(0..<digits.count)
    let codes = model.encode(images, digits.labels)
    let newLabels = StyleTransfer.newLabels(for: digits.labels)
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

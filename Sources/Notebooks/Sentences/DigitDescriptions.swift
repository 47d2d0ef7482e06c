import Digits
import Evaluation
import Tensors

/// Descriptions of digits as vectors: a 1 at the label and 0 elsewhere, then slant and thickness, how far they lie from
/// the mean of all digits, in standard deviations.
public struct DigitDescriptions {
  /// The length of a description.
  public var count: Int { classes + 2 }
  private let classes: Int
  private let slants, thicknesses: Moments

  /// Descriptions by the hands of a set of labelled digits.
  ///
  /// - Parameters:
  ///   - digits: whose means and deviations count.
  ///   - classes: one more than the greatest label.
  public init(of digits: DigitSet, classes: Int) {
    let hands = ImageMoments(of: digits.tensor, digits.shape)
    slants = Moments(of: hands.slants.map { Float($0) })
    thicknesses = Moments(of: hands.thicknesses.map { Float($0) })
    self.classes = classes
  }

  /// The descriptions of a set's digits as they are, [n, count].
  public func callAsFunction(_ digits: DigitSet) -> Tensor {
    let hands = ImageMoments(of: digits.tensor, digits.shape)
    func standardized(_ values: [Double], _ moments: Moments) -> Tensor {
      // Where all are alike, each is the mean.
      let scale = moments.deviation > 0 ? 1 / moments.deviation : 0
      return Tensor([values.count, 1], values.map { Float(scale * ($0 - moments.mean)) })
    }
    return Tensor.oneHot(digits.labels, classes: classes)
      .concatenated(with: standardized(hands.slants, slants))
      .concatenated(with: standardized(hands.thicknesses, thicknesses))
  }

  /// Descriptions that do not match: each row's neighbour, and each row's own label with the hand of its neighbour.
  ///
  /// - Parameter descriptions: [n, count].
  public static func mismatches(
    of descriptions: Tensor
  ) -> (others: Tensor, otherHands: Tensor) {
    let (rows, count) = (descriptions.shape[0], descriptions.shape[1])
    let others = [descriptions.lastRows(1), descriptions.firstRows(rows - 1)]
      .concatenated(along: 0)
    let otherHands = descriptions.columns(0..<count - 2)
      .concatenated(with: others.columns(count - 2..<count))
    return (others, otherHands)
  }

  /// The description that a sentence gives, `rows` times, [rows, count]. There are digits of its label.
  public func callAsFunction(_ sentence: DigitSentence, rows: Int) -> Tensor {
    let slant: Double =
      switch sentence.slant {
      case .leaning(let degree): degree
      case .upright: slants.deviation > 0 ? -slants.mean / slants.deviation : 0
      }
    return self(label: sentence.digit, slant: slant, thickness: sentence.thickness, rows: rows)
  }

  /// The description of a label and a hand, in standard deviations from the mean, `rows` times, [rows, count].
  public func callAsFunction(
    label: UInt8, slant: Double, thickness: Double, rows: Int
  ) -> Tensor {
    let hand = [Float](repeating: Float(slant), count: rows).flatMap { [$0, Float(thickness)] }
    return Tensor.oneHot([UInt8](repeating: label, count: rows), classes: classes)
      .concatenated(with: Tensor([rows, 2], hand))
  }
}

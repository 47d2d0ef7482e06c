import Digits
import Tensors

/// How near pictures come to the ones that they should be, one by one and all together.
public struct PictureFidelity: Sendable {
  /// Of each picture, in decibels.
  public let peakSignalToNoise: ImageScores
  /// Of each picture; nil where pictures are smaller than its window.
  public let structuralSimilarity: ImageScores?
  /// Of each picture.
  public let absoluteError: ImageScores
  /// The squared whitened Fréchet distance of the pictures' features from those of test digits.
  public let frechetDistance: Double
  /// The pictures' sharpness, that of the originals being 1; not finite where these have no edges.
  public let sharpness: Double
  /// What the judge reads in the pictures.
  public let reading: Judge.Reading
  /// How often that is the original's label.
  public let agreement: LabelAgreement
  /// Pictures that look right and are wrong: the judge reads the original right, and in the picture another label, with
  /// a probability of ``sureProbability`` at least. Ascending.
  public let sureMistakes: [Int]

  /// From this probability on a reading counts as sure.
  public static let sureProbability: Float = 0.9

  /// Compares pictures.
  ///
  /// - Parameters:
  ///   - pictures: pixels in [0, 1], [n, height · width · channels], n > 1.
  ///   - originals: what they should be, n labelled test digits.
  ///   - original: what the judge reads in the originals.
  ///   - yardstick: the test digits' yardstick.
  public init(
    of pictures: Tensor, to originals: DigitSet, readAs original: Judge.Reading,
    by yardstick: Yardstick
  ) {
    let (targets, shape) = (originals.pictures(0..<originals.count), originals.shape)
    peakSignalToNoise = Evaluation.peakSignalToNoise(of: pictures, against: targets)
    absoluteError = Evaluation.absoluteError(of: pictures, against: targets)
    structuralSimilarity =
      min(shape.height, shape.width) < 11
      ? nil : Evaluation.structuralSimilarity(of: pictures, against: targets, shape)
    sharpness = Sharpness(of: pictures, shape).relative(to: Sharpness(of: targets, shape))
    let reading = yardstick.judge.reading(of: pictures)
    frechetDistance = yardstick.frechetDistance(of: reading)
    agreement = LabelAgreement(read: reading.labels, expected: originals.labels)
    sureMistakes = originals.labels.indices.filter { index in
      let label = originals.labels[index]
      return original.labels[index] == label && reading.labels[index] != label
        && reading.probabilities[index] >= Self.sureProbability
    }
    self.reading = reading
  }
}

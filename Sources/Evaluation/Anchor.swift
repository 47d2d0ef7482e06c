import Digits
import Kernels
import Tensors

/// Pictures that everybody knows to be good, or bad in one way, so that what a measure makes of them says what it is worth.
/// All are made of training digits.
public enum Anchor: CaseIterable, Sendable {
  /// The first training digits.
  case real
  /// The first of those that do not have the greatest label.
  case withoutLabel
  /// The first hundred of them, again and again.
  case repeated
  /// Each pixel a weighted mean of its neighbourhood, with the binomial weights 1, 2, 1 in rows and in columns and ground outside.
  case blurred
  /// Normal noise added to each pixel, what leaves [0, 1] being cut off.
  case noisy
  /// Each pixel 0 or 1, whichever is nearer.
  case thresholded

  /// The digits that are repeated.
  public static let repeatedDigits = 100
  /// The noise's standard deviation, white ink being 1.
  public static let noiseDeviation: Float = 0.1

  /// What it is called.
  ///
  /// - Parameter data: the set whose training digits it is made of.
  public func name(in data: DigitData) -> String {
    switch self {
    case .real: "training digits"
    case .withoutLabel: "without \(data.distinctLabels.last ?? 0)"
    case .repeated: "\(min(Self.repeatedDigits, data.train.count)) repeated"
    case .blurred: "blurred"
    case .noisy: "noisy"
    case .thresholded: "thresholded"
    }
  }

  /// At most `count` pictures, with the labels of the digits that they were made of; none where there is no digit to make one
  /// of.
  ///
  /// - Parameters:
  ///   - data: whose training digits they are made of, with labels.
  ///   - count: how many.
  public func pictures(of data: DigitData, count: Int) -> DigitSet {
    let digits = data.train.prefix(count)
    switch self {
    case .real: return digits
    case .withoutLabel:
      let omitted = data.distinctLabels.last
      let others = data.train.labels.indices.filter { data.train.labels[$0] != omitted }
      return data.train.choosing(others.prefix(count))
    case .repeated:
      let few = min(Self.repeatedDigits, digits.count)
      return digits.choosing(ArraySlice((0..<digits.count).map { $0 % few }))
    case .blurred: return digits.replacingImages(by: digits.blurredImages)
    case .noisy:
      let noise = Tensor.normal([digits.count, data.shape.size], using: Judge.stream.child(4))
      let pictures = digits.pictures(0..<digits.count) + Self.noiseDeviation * noise
      return digits.replacingImages(by: pictures.greyLevels)
    case .thresholded:
      return digits.replacingImages(by: digits.images.map { $0 < 128 ? 0 : 255 })
    }
  }
}

extension DigitSet {
  /// The images of these indices, with their labels.
  fileprivate func choosing(_ indices: ArraySlice<Int>) -> DigitSet {
    DigitSet(
      images: indices.flatMap { images[$0 * shape.size..<($0 + 1) * shape.size] },
      labels: indices.map { labels[$0] }, shape: shape)
  }

  fileprivate func replacingImages(by images: [UInt8]) -> DigitSet {
    DigitSet(images: images, labels: labels, shape: shape)
  }

  /// The images blurred, rounded to the nearest level, halves upwards.
  fileprivate var blurredImages: [UInt8] {
    let levels = Tensor([count, shape.size], images.map(Float.init))
    return levels.blurred(shape).values.map { UInt8($0 + 0.5) }
  }
}

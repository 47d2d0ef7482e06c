import Digits

/// Whether a model repeats digits that it was trained on: distances of its pictures to the nearest training
/// digit, Euclidean over pixels in [0, 1].
public struct Copies: Sendable, Equatable {
  /// Nearer than this, a picture counts as a copy: a root mean square of 1/28, nine of 255 levels, over all pixels and
  /// channels, which no eye tells apart. For 28 × 28 grey pixels it is 1.
  ///
  /// - Parameter shape: the size of a picture.
  public static func distance(_ shape: ImageShape) -> Float {
    Float(shape.size).squareRoot() / 28
  }

  /// The share of pictures that are copies, from 0 to 1.
  public let share: Double
  /// The mean distance to the nearest training digit. Blurred pictures are nearer to everything, so compare
  /// it with that of test digits, but do not take less for better.
  public let meanDistance: Double

  /// Counts copies among pictures of a size whose nearest digits are known.
  public init(_ matches: [NearestDigits.Match], _ shape: ImageShape = .digit) {
    let distance = Self.distance(shape)
    let count = Double(max(1, matches.count))
    share = Double(matches.count { $0.distance < distance }) / count
    meanDistance = matches.reduce(0) { $0 + Double($1.distance) } / count
  }
}

import Digits

/// What a notebook needs of the size of its images.
public struct ImageNeed: Sendable, Equatable {
  /// The only size that will do; nil where there are several.
  let shape: ImageShape?
  /// What the height and the width have to be multiples of.
  let factor: Int
  /// The numbers of channels that will do.
  let channels: ClosedRange<Int>
  /// The greatest number of values of an image: of pixels times channels.
  let mostValues: Int

  /// Images of any size, grey or in colour.
  public static let any = sides()
  /// Images of MNIST's size, 28 × 28 grey pixels.
  public static let digits = exactly(.digit)

  /// Images of this size alone.
  public static func exactly(_ shape: ImageShape) -> ImageNeed {
    ImageNeed(
      shape: shape, factor: 1, channels: shape.channels...shape.channels, mostValues: shape.size)
  }

  /// Images whose height and width are multiples of `factor`, as a network that halves them again and again needs
  /// them, with so many channels: `1...1` for grey alone, and at most so many values: where the notebook keeps
  /// numbers for all pairs of them.
  public static func sides(
    multipleOf factor: Int = 1, channels: ClosedRange<Int> = 1...3, mostValues: Int = .max
  ) -> ImageNeed {
    ImageNeed(shape: nil, factor: factor, channels: channels, mostValues: mostValues)
  }

  /// Whether images of this size will do.
  func isMet(by shape: ImageShape) -> Bool {
    if let only = self.shape { return shape == only }
    return shape.height.isMultiple(of: factor) && shape.width.isMultiple(of: factor)
      && channels ~= shape.channels && shape.size <= mostValues
  }

  /// `grey images whose height and width are multiples of 4`.
  var words: String {
    if let shape { return "images of \(shape)" }
    let kind = channels.upperBound == 1 ? "grey images" : "images"
    let size = mostValues == .max ? "" : " of at most \(mostValues) values"
    return factor == 1
      ? kind + size : "\(kind)\(size) whose height and width are multiples of \(factor)"
  }
}

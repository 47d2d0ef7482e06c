import Kernels

/// Images whose three channels are grey images of a set, drawn at random: "stacked MNIST", with as many classes as
/// there are triples of labels, 1,000 of ten digits (Metz and others, "Unrolled generative adversarial networks", 2017).
public struct StackedDigits: Sendable, Equatable {
  /// The images, [count, height, width, 3], without labels of their own: 1,000 classes do not fit a byte.
  public let images: DigitSet
  /// Which image of the set each channel is, [count, 3].
  public let indices: [Int32]

  /// Stacks images of a set.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - set: grey images, one at least.
  ///   - stream: each channel of each image takes one number of it, the element 3 · image + channel.
  public init(_ count: Int, of set: DigitSet, using stream: RandomStream) {
    require(
      set.channels == 1 && set.count > 0 && count >= 0,
      "\(count) stacks of \(set.count) images of \(set.shape): they have to be grey")
    indices = (0..<3 * count).map { element in
      Int32((UInt64(stream.bits(element)) * UInt64(set.count)) >> 32)
    }
    let area = set.shape.area
    var pixels = [UInt8](repeating: 0, count: 3 * count * area)
    for (place, index) in indices.enumerated() {
      let (image, channel) = place.quotientAndRemainder(dividingBy: 3)
      for pixel in 0..<area {
        pixels[(image * area + pixel) * 3 + channel] = set.images[Int(index) * area + pixel]
      }
    }
    images = DigitSet(
      unlabelled: pixels, shape: ImageShape(height: set.height, width: set.width, channels: 3))
  }
}

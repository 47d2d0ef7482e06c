import Tensors

/// The mean over the pixels of each image of the absolute difference from what it should be.
///
/// - Parameters:
///   - images: pixels in [0, 1], [n, height · width · channels].
///   - references: what they should be, the same shape.
public func absoluteError(of images: Tensor, against references: Tensor) -> ImageScores {
  ImageScores(
    values: perPair(images, references) { image, reference in
      var sum = 0.0
      for (x, y) in zip(image, reference) { sum += abs(Double(x) - Double(y)) }
      return sum / Double(image.count)
    })
}

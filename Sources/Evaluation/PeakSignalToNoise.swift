import Digits
import Kernels
import Tensors

/// How near images come to what they should be: the peak signal-to-noise ratio of each in decibels,
/// 10 log₁₀(1 / mean squared error) for pixels in [0, 1].
///
/// An error below that of rounding to 256 levels, (1/255)² / 12 on average, counts as that, so that equal images have
/// 58.9 dB and not infinitely many.
///
/// - Parameters:
///   - images: pixels in [0, 1], [n, height · width · channels].
///   - references: what they should be, the same shape.
public func peakSignalToNoise(of images: Tensor, against references: Tensor) -> ImageScores {
  let least = 1.0 / (255 * 255 * 12)
  let decibels = 10 / Double(Elementary.log(10))
  return ImageScores(
    values: perPair(images, references) { image, reference in
      var sum = 0.0
      for (x, y) in zip(image, reference) {
        let difference = Double(x) - Double(y)
        sum += difference * difference
      }
      return -decibels * Double(Elementary.log(Float(max(least, sum / Double(image.count)))))
    })
}

/// The share of ink that two images have in common, each a set of the numbers above ½: intersection over union, from 0
/// to 1, and 1 where neither has any ink.
///
/// - Parameters:
///   - images: pixels in [0, 1], [n, height · width · channels].
///   - references: the other ones, the same shape.
public func overlap(of images: Tensor, with references: Tensor) -> ImageScores {
  ImageScores(
    values: perPair(images, references) { image, reference in
      var (common, all) = (0, 0)
      for (x, y) in zip(image, reference) {
        common += x > 0.5 && y > 0.5 ? 1 : 0
        all += x > 0.5 || y > 0.5 ? 1 : 0
      }
      return all == 0 ? 1 : Double(common) / Double(all)
    })
}

/// A number for each image and the one that it is compared with, each a task of its own.
///
/// - Parameters:
///   - images: [n, size].
///   - references: the same shape.
///   - measure: gets an image and its reference, [size] each.
func perPair(
  _ images: Tensor, _ references: Tensor,
  _ measure: (_ image: Slice<UnsafeBufferPointer<Float>>, Slice<UnsafeBufferPointer<Float>>) ->
    Double
) -> [Double] {
  require(
    images.shape.count == 2 && images.shape == references.shape,
    "images of shape \(images.shape) against images of shape \(references.shape)")
  let (count, size) = (images.shape[0], images.shape[1])
  return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
    buffer.initialize(repeating: 0)
    initialized = count
    nonisolated(unsafe) let results = buffer
    images.withElements { images in
      references.withElements { references in
        Engine.current.compute { workers in
          workers.run(count) { index in
            let range = index * size..<(index + 1) * size
            results[index] = measure(images[range], references[range])
          }
        }
      }
    }
  }
}

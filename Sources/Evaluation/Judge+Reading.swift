import Kernels
import Digits
import Layers
import Tensors

extension Judge {
  /// What a judge made of some images.
  public struct Reading: Sendable {
    /// The last hidden layer, [n, 64].
    public let features: Tensor
    /// The most probable label of each image, the lower one of equals, [n].
    public let labels: [UInt8]
    /// How probable the judge holds these labels to be, [n].
    public let probabilities: [Float]
  }

  /// Reads images.
  ///
  /// - Parameter images: pixels in [0, 1], [n, height · width · channels].
  public func reading(of images: Tensor) -> Reading {
    check(images, shape)
    return images.withElements { pixels in
      reading(count: images.shape[0]) { range, target in
        guard let base = pixels.baseAddress else { return }
        target.update(
          from: base + range.lowerBound * shape.size, count: range.count * shape.size)
      }
    }
  }

  /// Reads the images of a set, `range` of them.
  public func reading(of digits: DigitSet, in range: Range<Int>) -> Reading {
    require(digits.shape == shape, "images of \(digits.shape) for a judge of \(shape)")
    return reading(count: range.count) { part, target in
      digits.copyImages(
        in: range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound, as: .unit,
        into: target)
    }
  }

  /// Reads `count` images that `fill` provides, a few hundred at a time to save memory.
  private func reading(
    count: Int, fill: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) -> Reading {
    var features: [Float] = []
    var labels: [UInt8] = []
    var probabilities: [Float] = []
    features.reserveCapacity(count * Self.featureCount)
    labels.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: 250) {
      let part = start..<min(start + 250, count)
      let images = Tensor([part.count, shape.size]) { fill(part, $0) }
      let output = network(images, .inference)
      features += output.features.values
      output.logits.withElements { logits in
        for row in 0..<part.count {
          var best = row * classes
          for index in best + 1..<(row + 1) * classes where logits[index] > logits[best] {
            best = index
          }
          labels.append(UInt8(best - row * classes))
          // The softmax of the greatest logit.
          var sum: Float = 0
          for index in row * classes..<(row + 1) * classes {
            sum += Elementary.exp(logits[index] - logits[best])
          }
          probabilities.append(1 / sum)
        }
      }
    }
    return Reading(
      features: Tensor([count, Self.featureCount], features), labels: labels,
      probabilities: probabilities)
  }
}

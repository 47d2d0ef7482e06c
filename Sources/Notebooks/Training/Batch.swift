import Digits
import Kernels
import Tensors

/// The images of one training step.
public struct Batch {
  /// The number of whole epochs before this one.
  public let epoch: Int
  /// The number of steps before this one, over all epochs: what random streams are indexed by.
  public let step: Int
  /// Pixels in [0, 1], [size, height · width · channels].
  public let images: Tensor
  /// The images' labels, [size]; empty where they have none.
  public let labels: [UInt8]
  /// Where the images stand in their set, [size].
  public let indices: ArraySlice<Int32>

  /// The number of images.
  public var size: Int { indices.count }

  /// Pixels in [−1, 1], [size, height · width · channels].
  public var symmetricImages: Tensor { images.scaled(by: 2, plus: -1) }

  /// `stream` at this step.
  public func stream(_ stream: RandomStream) -> RandomStream { stream.at(step: UInt64(step)) }
}

extension DigitSet {
  /// All images with pixels in [0, 1], [count, height · width · channels].
  public var tensor: Tensor { tensor(0..<count) }

  /// Consecutive images with pixels in [0, 1], [range.count, height · width · channels].
  public func tensor(_ range: Range<Int>) -> Tensor {
    Tensor([range.count, shape.size]) { copyImages(in: range, as: .unit, into: $0) }
  }

  /// The images at `indices` with pixels in [0, 1], [indices.count, height · width · channels].
  public func tensor(at indices: ArraySlice<Int32>) -> Tensor {
    let imagesPerTask = 32
    return Tensor([indices.count, shape.size]) { output in
      Engine.current.compute { workers in
        workers.run((indices.count + imagesPerTask - 1) / imagesPerTask) { task in
          let first = task * imagesPerTask
          copyImages(
            at: indices.dropFirst(first).prefix(imagesPerTask), as: .unit,
            into: output + first * shape.size)
        }
      }
    }
  }
}

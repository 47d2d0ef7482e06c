import Kernels
import Digits
import Tensors

/// How sharp pictures are: the mean over pictures and pixels of the squared Laplacian.
///
/// The Laplacian is the discrete one of five points, up + down + left + right − 4 · centre, with empty
/// ground outside the picture, of pixels in [0, 1]. Blur lowers it; edges raise it, and so do
/// specks: compare it with that of real digits, and look at the pictures.
public struct Sharpness: Sendable, Equatable {
  /// The mean squared Laplacian.
  public let meanSquaredLaplacian: Double

  /// Measures pictures.
  ///
  /// - Parameter images: pixels in [0, 1], [n, 784] with n > 0.
  public init(of images: Tensor) {
    let count = images.shape[0]
    let sums = perImage(images) { pixel in
      var sum = 0.0
      for y in 0..<28 {
        for x in 0..<28 {
          var laplacian = -4 * pixel(x, y)
          laplacian += pixel(x, y - 1)
          laplacian += pixel(x, y + 1)
          laplacian += pixel(x - 1, y)
          laplacian += pixel(x + 1, y)
          sum += laplacian * laplacian
        }
      }
      return sum
    }
    meanSquaredLaplacian = sums.reduce(0, +) / Double(count * DigitSet.area)
  }

  /// This sharpness as a share of `reference`, that of real digits.
  public func relative(to reference: Sharpness) -> Double {
    meanSquaredLaplacian / reference.meanSquaredLaplacian
  }
}

/// A number for each image, each a task of its own.
///
/// - Parameters:
///   - images: [n, 784].
///   - measure: gets the pixel at column x and row y, 0 outside the picture.
func perImage(
  _ images: Tensor, _ measure: (_ pixel: (_ x: Int, _ y: Int) -> Double) -> Double
) -> [Double] {
  require(
    images.shape.count == 2 && images.shape[1] == DigitSet.area,
    "images of shape \(images.shape): [n, 784] is needed")
  return [Double](unsafeUninitializedCapacity: images.shape[0]) { buffer, initialized in
    initialized = images.shape[0]
    buffer.initialize(repeating: 0)
    nonisolated(unsafe) let results = buffer
    images.withElements { elements in
      Engine.current.compute { workers in
        workers.run(results.count) { image in
          results[image] = measure { x, y in
            guard x >= 0, x < 28, y >= 0, y < 28 else { return 0 }
            return Double(elements[image * DigitSet.area + y * 28 + x])
          }
        }
      }
    }
  }
}

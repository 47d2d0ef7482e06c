import Kernels
import Digits
import Tensors

/// How sharp pictures are: the mean over pictures, pixels and channels of the squared Laplacian.
///
/// The Laplacian is the discrete one of five points, up + down + left + right − 4 · centre, with empty
/// ground outside the picture, of each channel of pixels in [0, 1]. Blur lowers it; edges raise it, and so do
/// specks: compare it with that of real digits, and look at the pictures.
public struct Sharpness: Sendable, Equatable {
  /// The mean squared Laplacian.
  public let meanSquaredLaplacian: Double

  /// Measures pictures.
  ///
  /// - Parameters:
  ///   - images: pixels in [0, 1], [n, height · width · channels] with n > 0.
  ///   - shape: the size of each.
  public init(of images: Tensor, _ shape: ImageShape = .digit) {
    let count = images.shape[0]
    let sums = perImage(images, shape) { pixel in
      var sum = 0.0
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          for channel in 0..<shape.channels {
            var laplacian = -4 * pixel(x, y, channel)
            laplacian += pixel(x, y - 1, channel)
            laplacian += pixel(x, y + 1, channel)
            laplacian += pixel(x - 1, y, channel)
            laplacian += pixel(x + 1, y, channel)
            sum += laplacian * laplacian
          }
        }
      }
      return sum
    }
    meanSquaredLaplacian = sums.reduce(0, +) / Double(count * shape.size)
  }

  /// This sharpness as a share of `reference`, that of real digits.
  public func relative(to reference: Sharpness) -> Double {
    meanSquaredLaplacian / reference.meanSquaredLaplacian
  }
}

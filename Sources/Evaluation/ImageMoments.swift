import Digits
import Tensors

/// What can be measured of a digit's hand from the picture alone: its slant and its thickness, in the units
/// of `WriterStyle`. Morpho-MNIST (Castro and others, 2019) measures the same by other means.
public struct ImageMoments: Sendable, Equatable {
  /// Horizontal shear of each digit, [n]: pixels to the right for each pixel up.
  ///
  /// From the second moments of the ink about its middle, y pointing down: −μ₁₁ / μ₀₂, which is the slope of
  /// the least-squares line of x over height. 0 without any height.
  public let slants: [Double]
  /// Width of the strokes of each digit in pixels, [n].
  ///
  /// A line of width w and length L has the area A = w L and, its ends left out, the perimeter P = 2 L: w = 2
  /// A / P. P is the total variation, the length of all level lines on average, from gradients between
  /// four neighbouring pixels: no threshold and no skeleton. Only the middle half of the greys counts, from
  /// a quarter of full ink (as 0) to three quarters (as 1): where a blurred edge is half grey it
  /// stood before the blur, while its pale outskirts would make a line look thicker. A line's ends
  /// make it look thinner by the factor L / (L + w). 0 without ink.
  public let thicknesses: [Double]

  /// Measures digits.
  ///
  /// - Parameters:
  ///   - images: pixels in [0, 1], 0 being the ground, [n, height · width · channels]; of several channels the mean is
  ///     measured.
  ///   - shape: the size of each.
  public init(of images: Tensor, _ shape: ImageShape = .digit) {
    slants = perImage(images, shape) { Self.slant(shape, $0) }
    thicknesses = perImage(images, shape) { Self.thickness(shape, $0) }
  }

  /// A number of an image: column, row and channel.
  private typealias Pixel = (_ x: Int, _ y: Int, _ channel: Int) -> Double

  /// The mean of a pixel's channels.
  private static func grey(_ x: Int, _ y: Int, _ shape: ImageShape, _ pixel: Pixel) -> Double {
    var sum = 0.0
    for channel in 0..<shape.channels { sum += pixel(x, y, channel) }
    return sum / Double(shape.channels)
  }

  private static func slant(_ shape: ImageShape, _ pixel: Pixel) -> Double {
    var (ink, sumX, sumY) = (0.0, 0.0, 0.0)
    for y in 0..<shape.height {
      for x in 0..<shape.width {
        let value = grey(x, y, shape, pixel)
        ink += value
        sumX += value * Double(x)
        sumY += value * Double(y)
      }
    }
    if ink == 0 { return 0 }
    let (middleX, middleY) = (sumX / ink, sumY / ink)
    var (mixed, vertical) = (0.0, 0.0)
    for y in 0..<shape.height {
      let height = Double(y) - middleY
      for x in 0..<shape.width {
        let value = grey(x, y, shape, pixel) * height
        mixed += value * (Double(x) - middleX)
        vertical += value * height
      }
    }
    return vertical > 0 ? -mixed / vertical : 0
  }

  private static func thickness(_ shape: ImageShape, _ pixel: Pixel) -> Double {
    func ink(_ x: Int, _ y: Int) -> Double { min(1, max(0, 2 * grey(x, y, shape, pixel) - 0.5)) }
    var (area, perimeter) = (0.0, 0.0)
    for y in -1..<shape.height {
      for x in -1..<shape.width {
        let (a, b, c, d) = (ink(x, y), ink(x + 1, y), ink(x, y + 1), ink(x + 1, y + 1))
        area += a
        let right = ((b + d) - (a + c)) / 2
        let down = ((c + d) - (a + b)) / 2
        perimeter += (right * right + down * down).squareRoot()
      }
    }
    return perimeter > 0 ? 2 * area / perimeter : 0
  }
}

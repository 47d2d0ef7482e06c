import Digits
import Tensors

/// What can be measured of a digit's hand from the picture alone: its slant and its thickness, in the units
/// of ``WriterStyle``. Morpho-MNIST (Castro and others, 2019) measures the same by other means.
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
  /// - Parameter images: pixels in [0, 1], 0 being the ground, [n, 784].
  public init(of images: Tensor) {
    slants = perImage(images, Self.slant)
    thicknesses = perImage(images, Self.thickness)
  }

  private static func slant(_ pixel: (_ x: Int, _ y: Int) -> Double) -> Double {
    var (ink, sumX, sumY) = (0.0, 0.0, 0.0)
    for y in 0..<28 {
      for x in 0..<28 {
        let value = pixel(x, y)
        ink += value
        sumX += value * Double(x)
        sumY += value * Double(y)
      }
    }
    if ink == 0 { return 0 }
    let (middleX, middleY) = (sumX / ink, sumY / ink)
    var (mixed, vertical) = (0.0, 0.0)
    for y in 0..<28 {
      let height = Double(y) - middleY
      for x in 0..<28 {
        let value = pixel(x, y) * height
        mixed += value * (Double(x) - middleX)
        vertical += value * height
      }
    }
    return vertical > 0 ? -mixed / vertical : 0
  }

  private static func thickness(_ grey: (_ x: Int, _ y: Int) -> Double) -> Double {
    func pixel(_ x: Int, _ y: Int) -> Double { min(1, max(0, 2 * grey(x, y) - 0.5)) }
    var (area, perimeter) = (0.0, 0.0)
    for y in -1..<28 {
      for x in -1..<28 {
        let (a, b, c, d) = (pixel(x, y), pixel(x + 1, y), pixel(x, y + 1), pixel(x + 1, y + 1))
        area += a
        let right = ((b + d) - (a + c)) / 2
        let down = ((c + d) - (a + b)) / 2
        perimeter += (right * right + down * down).squareRoot()
      }
    }
    return perimeter > 0 ? 2 * area / perimeter : 0
  }
}

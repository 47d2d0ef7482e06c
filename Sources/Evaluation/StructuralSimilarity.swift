import Digits
import Kernels
import Tensors

/// How alike images are in structure: the mean structural similarity index of each with its reference, from −1 to 1
/// for equal images (Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural
/// similarity", 2004).
///
/// As the paper has it: a window of 11 × 11 pixels, weighted by a Gaussian of standard deviation 1.5; the mean μ,
/// variance σ² and covariance of the pixels under it; (2 μₓ μᵧ + c₁)(2 σₓᵧ + c₂) / ((μₓ² + μᵧ² + c₁)(σₓ² + σᵧ² + c₂)) with
/// c₁ = 0.01² and c₂ = 0.03² for pixels in [0, 1]; the mean over all windows that lie wholly in the image, and over
/// channels.
///
/// - Parameters:
///   - images: pixels in [0, 1], [n, height · width · channels].
///   - references: what they should be, the same shape.
///   - shape: the size of each, 11 × 11 pixels at least.
public func structuralSimilarity(
  of images: Tensor, against references: Tensor, _ shape: ImageShape
) -> ImageScores {
  check(images, shape)
  let window = SimilarityWindow(shape)
  return ImageScores(
    values: perPair(images, references) { image, reference in
      var sum = 0.0
      for channel in 0..<shape.channels { sum += window.mean(image, reference, channel) }
      return sum / Double(shape.channels)
    })
}

/// The Gaussian window, and what is seen through it.
private struct SimilarityWindow {
  private static let side = 11
  private let shape: ImageShape
  /// Weights along a side, which sum to 1; the window's are their products.
  private let weights: [Double]

  init(_ shape: ImageShape) {
    require(
      min(shape.height, shape.width) >= Self.side,
      "structural similarity of images of \(shape): a window has 11 × 11 pixels")
    self.shape = shape
    // exp(−d² / (2 · 1.5²)) for d = 0 … 5, to the nearest double.
    let half = [
      1, 0.8007374029168081, 0.41111229050718745, 0.1353352832366127, 0.028565500784550377,
      0.0038659201394728076,
    ]
    let all = half.reversed() + half.dropFirst()
    let sum = all.reduce(0, +)
    weights = all.map { $0 / sum }
  }

  /// The mean index of one channel.
  func mean(
    _ image: Slice<UnsafeBufferPointer<Float>>, _ reference: Slice<UnsafeBufferPointer<Float>>,
    _ channel: Int
  ) -> Double {
    func plane(_ pixels: Slice<UnsafeBufferPointer<Float>>) -> [Double] {
      (0..<shape.area).map { Double(pixels[pixels.startIndex + $0 * shape.channels + channel]) }
    }
    let (x, y) = (plane(image), plane(reference))
    let (meansX, meansY) = (seen(x), seen(y))
    let squaresX = seen(zip(x, x).map(*)), squaresY = seen(zip(y, y).map(*))
    let products = seen(zip(x, y).map(*))
    let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
    var sum = 0.0
    for place in meansX.indices {
      let (a, b) = (meansX[place], meansY[place])
      let spread = squaresX[place] - a * a + (squaresY[place] - b * b)
      let common = products[place] - a * b
      sum += (2 * a * b + c1) * (2 * common + c2) / ((a * a + b * b + c1) * (spread + c2))
    }
    return sum / Double(meansX.count)
  }

  /// Weighted means under every window, [height − 10, width − 10]: along rows, then along columns.
  private func seen(_ plane: [Double]) -> [Double] {
    let (width, height) = (shape.width - Self.side + 1, shape.height - Self.side + 1)
    var rows = [Double](repeating: 0, count: shape.height * width)
    for row in 0..<shape.height {
      for column in 0..<width {
        var sum = 0.0
        for k in 0..<Self.side { sum += weights[k] * plane[row * shape.width + column + k] }
        rows[row * width + column] = sum
      }
    }
    var means = [Double](repeating: 0, count: height * width)
    for row in 0..<height {
      for column in 0..<width {
        var sum = 0.0
        for k in 0..<Self.side { sum += weights[k] * rows[(row + k) * width + column] }
        means[row * width + column] = sum
      }
    }
    return means
  }
}

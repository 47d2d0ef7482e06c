import Kernels
import Tensors

/// A square grid of latent points whose decoded digits show the manifold that a model has learned.
///
/// Along each of the first two coordinates the points stand at the standard normal distribution's quantiles
/// of evenly spaced probabilities from 0.05 to 0.95, the first growing to the right and the second
/// downwards; other coordinates are 0.
public struct LatentGrid: Sendable {
  /// The number of digits along each side.
  public let side: Int
  /// The number of latent coordinates, at least 2.
  public let dimensions: Int

  /// Makes a grid.
  public init(side: Int = 15, dimensions: Int) {
    require(side > 1 && dimensions > 1, "a grid needs two points and two dimensions")
    self.side = side
    self.dimensions = dimensions
  }

  /// The coordinates along one side.
  var quantiles: [Float] {
    (0..<side).map { index in
      Elementary.inverseNormal(0.05 + 0.9 * Float(index) / Float(side - 1))
    }
  }

  /// The points, [side², dimensions], row by row.
  public var codes: Tensor {
    let quantiles = self.quantiles
    return Tensor([side * side, dimensions]) { codes in
      codes.update(repeating: 0, count: side * side * dimensions)
      for row in 0..<side {
        for column in 0..<side {
          let code = codes + (row * side + column) * dimensions
          code[0] = quantiles[column]
          code[1] = quantiles[row]
        }
      }
    }
  }
}

extension Lab {
  /// Adds a frame of the manifold to the log: the decoded digits of a grid side by side.
  ///
  /// - Parameters:
  ///   - name: what is decoded, as in `/manifold/<name>`.
  ///   - images: decoded points with pixels in [0, 1], [side², 784].
  ///   - side: the number of digits along each side.
  ///   - step: the epoch, iteration or period.
  public func manifold(
    _ name: String, images: Tensor, side: Int, step: Int, line: Int = #line
  ) {
    let length = 28
    let digits = images.greyLevels
    var pixels = [UInt8](repeating: 0, count: digits.count)
    for row in 0..<side * length {
      for column in 0..<side {
        let digit = (row / length * side + column) * length * length
        let source = digit + row % length * length
        let target = row * side * length + column * length
        pixels[target..<target + length] = digits[source..<source + length]
      }
    }
    manifold(
      name, pixels, height: side * length, width: side * length, step: step, line: line)
  }
}

extension Tensor {
  /// Elements in [0, 1] as grey levels from 0 to 255, rounded to nearest; what lies outside is limited.
  public var greyLevels: [UInt8] {
    withElements { $0.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) } }
  }
}

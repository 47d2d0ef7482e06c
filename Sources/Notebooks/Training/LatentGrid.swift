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

import Kernels
import Records
import Tensors

/// A square grid of latent points whose decoded digits show the manifold that a model has learned.
///
/// Along each of the first two coordinates the points stand at the standard normal distribution's quantiles
/// of evenly spaced probabilities from 0.05 to 0.95; other coordinates are 0. The first grows along a row of points, the
/// second from row to row, so the first row has the least: figures draw it at the bottom, as a scatter plot would.
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

  /// The grid of one label among many, small enough for ten animations.
  static func ofLabels(dimensions: Int) -> LatentGrid {
    LatentGrid(side: 8, dimensions: dimensions)
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

  /// The axes of a picture of the points' mosaic.
  var lattice: FigureSpec.Lattice {
    let ticks = quantiles.map { FigureSpec.Lattice.tick(Double($0)) }
    return FigureSpec.Lattice(xTicks: ticks, yTicks: ticks, isStoredFromBelow: true)
  }
}

extension FigureSpec.Lattice {
  /// The axes of a picture of a mosaic that `Tensor.grid(side:over:)` made, whose first row has the greatest second
  /// coordinate; nil where an axis has no range.
  init?(side: Int, over axes: [PlotAxis]) {
    guard side > 1, axes.count >= 2, let x = axes[0].range, let y = axes[1].range else {
      return nil
    }
    let ticks = [x, y].map { range in
      (0..<side).map { index in
        Self.tick(
          range.lowerBound + Double(index) / Double(side - 1)
            * (range.upperBound - range.lowerBound))
      }
    }
    self.init(
      xTicks: ticks[0], yTicks: ticks[1], x: axes[0].label, y: axes[1].label,
      isStoredFromBelow: false)
  }

  /// A number with two digits after the point, or one where it is 10 or more.
  fileprivate static func tick(_ value: Double) -> String {
    let places = abs(value) < 10 ? 100.0 : 10.0
    let number = Int((abs(value) * places).rounded())
    if number == 0 { return "0" }
    let (whole, rest) = number.quotientAndRemainder(dividingBy: Int(places))
    let digits = String(Int(places) + rest).dropFirst()
    return (value < 0 ? "−" : "") + "\(whole).\(digits)"
  }
}

import Kernels
import Tensors

/// Ways from one latent code to another.
public enum Interpolation: Sendable {
  /// Along the straight line: (1 − t) a + t b. Halfway it passes nearer to the origin than codes of many
  /// normal coordinates ever come.
  case linear
  /// Along the great circle: (sin((1 − t) Ω) a + sin(t Ω) b) / sin Ω with the angle Ω between a and b
  /// (Shoemake, 1985; for latent codes White, 2016). Lengths change evenly. Where a and b
  /// point the same way or opposite ways, as all numbers do, the straight line.
  case spherical

  /// Codes on the way, both ends included, at even steps of t.
  ///
  /// - Parameters:
  ///   - start: where each way begins, [n, dimensions].
  ///   - end: where each way ends, the same shape.
  ///   - steps: codes on each way, at least 2.
  /// - Returns: the codes of one way after the other, [n · steps, dimensions].
  public func path(from start: Tensor, to end: Tensor, steps: Int) -> Tensor {
    require(
      start.shape.count == 2 && start.shape == end.shape,
      "a way from codes of shape \(start.shape) to codes of shape \(end.shape)")
    require(steps >= 2, "a way of \(steps) codes: both ends are among them")
    let (count, dimensions) = (start.shape[0], start.shape[1])
    let (first, last) = (start.values, end.values)
    return Tensor([count * steps, dimensions]) { output in
      for way in 0..<count {
        let range = way * dimensions..<(way + 1) * dimensions
        let (a, b) = (first[range], last[range])
        for step in 0..<steps {
          let (s, t) = shares(Double(step) / Double(steps - 1), a, b)
          let row = output + (way * steps + step) * dimensions
          for (place, (x, y)) in zip(a, b).enumerated() { row[place] = s * x + t * y }
        }
      }
    }
  }

  /// The factors of start and end.
  private func shares(
    _ t: Double, _ a: ArraySlice<Float>, _ b: ArraySlice<Float>
  ) -> (Float, Float) {
    let straight = (Float(1 - t), Float(t))
    // The ends are the codes themselves, to the bit.
    guard self == .spherical, t > 0, t < 1 else { return straight }
    let angle = Self.angle(a, b)
    let sine = Elementary.sin(Float(angle))
    guard sine > 1e-4 else { return straight }
    return (
      Elementary.sin(Float((1 - t) * angle)) / sine, Elementary.sin(Float(t * angle)) / sine
    )
  }

  /// The angle between two vectors, from 0 to π; 0 if one of them is 0.
  ///
  /// 2 atan(|u − v| / |u + v|) for the vectors' directions u and v (Kahan), exact also where they are nearly
  /// parallel.
  static func angle(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    let (x, y) = (a.map(Double.init), b.map(Double.init))
    let (lengthX, lengthY) = (dot(x, x).squareRoot(), dot(y, y).squareRoot())
    guard lengthX > 0, lengthY > 0 else { return 0 }
    let (u, v) = (x.map { $0 / lengthX }, y.map { $0 / lengthY })
    let difference = zip(u, v).map { $0 - $1 }
    let sum = zip(u, v).map { $0 + $1 }
    return 2 * arcTangent(dot(difference, difference).squareRoot(), dot(sum, sum).squareRoot())
  }

  /// atan(y / x) for y, x ≥ 0, from 0 to π/2, by halving the angle three times and Taylor's series, whose
  /// first term left out is below 1e-17.
  static func arcTangent(_ y: Double, _ x: Double) -> Double {
    var (tangent, halvings) = (y, 3)
    if x >= y {
      if x == 0 { return 0 }
      tangent = y / x
    } else {
      // atan(y / x) = 2 atan(y / (x + √(x² + y²))): no division by a small number.
      tangent = y / (x + (x * x + y * y).squareRoot())
      halvings = 2
    }
    for _ in 0..<halvings { tangent /= 1 + (1 + tangent * tangent).squareRoot() }
    let square = tangent * tangent
    var series = 0.0
    for odd in stride(from: 23, through: 1, by: -2) { series = 1 / Double(odd) - square * series }
    return 8 * tangent * series
  }
}

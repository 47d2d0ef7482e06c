import Kernels

/// The angles between two subspaces of equally many dimensions (Jordan, 1875; computed as by Björck and Golub, 1973),
/// in radians from 0 to π/2, ascending: the first is the least between any two of their directions, the second the
/// least between those orthogonal to these, and so on.
///
/// Cosines are the singular values of A Bᵀ, sines those of A − A Bᵀ B, for orthonormal bases A and B. An angle comes
/// from both, since a cosine alone tells little of small angles and a sine little of right ones. In double precision.
///
/// - Parameters:
///   - one: independent vectors that span the first subspace, [k, n].
///   - other: the same of the second one.
public func principalAngles(between one: [[Double]], and other: [[Double]]) -> [Double] {
  require(
    one.count == other.count && Set((one + other).map(\.count)).count <= 1,
    "angles between subspaces of \(one.count) and \(other.count) dimensions")
  let unused = RandomStream(key: 0)
  let a = orthonormalized(one, using: unused), b = orthonormalized(other, using: unused)
  let products = a.map { x in b.map { dot(x, $0) } }
  let rests = zip(a, products).map { x, products in
    zip(products, b).reduce(x) { rest, part in zip(rest, part.1).map { $0 - part.0 * $1 } }
  }
  func squares(_ rows: [[Double]]) -> [Double] {
    SymmetricEigen(rows.map { x in rows.map { dot(x, $0) } }).values.map { max(0, $0) }
  }
  return zip(squares(rests).reversed(), squares(products)).map { sine, cosine in
    Interpolation.arcTangent(sine.squareRoot(), cosine.squareRoot())
  }
}

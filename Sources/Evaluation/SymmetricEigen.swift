import Kernels

/// Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations in double precision
/// (Jacobi, 1846; the rotation of Golub and Van Loan, Matrix Computations, 8.5).
///
/// Rotations go through the upper triangle row by row, sweep after sweep, until the squares of all
/// elements beside the diagonal are lost next to those of the whole matrix. Only + − × ÷ √ in a fixed order.
public struct SymmetricEigen: Sendable, Equatable {
  /// The eigenvalues, the greatest first, [n]; of the leading ones alone, [k].
  public let values: [Double]
  /// The eigenvector of unit length of each eigenvalue, one a row, [n, n] or [k, n].
  public let vectors: [[Double]]

  /// No matrix of doubles has needed more.
  private static let mostSweeps = 60

  /// What is known by other means: eigenvalues, the greatest first, [k], and vectors of unit length, [k, n].
  init(values: [Double], vectors: [[Double]]) {
    self.values = values
    self.vectors = vectors
  }

  /// Decomposes `matrix`, [n, n]; only its upper triangle is read.
  public init(_ matrix: [[Double]]) {
    let n = matrix.count
    require(matrix.allSatisfy { $0.count == n }, "a matrix of \(n) rows is not square")
    var state = Rotations(matrix)
    for _ in 0..<Self.mostSweeps {
      if state.isDiagonal { break }
      for p in 0..<n {
        for q in p + 1..<max(n, p + 1) { state.annihilate(p, q) }
      }
    }
    let diagonal = (0..<n).map { state.a[$0 * n + $0] }
    // Equal eigenvalues stay in the order in which they came out.
    let order = (0..<n).sorted { (diagonal[$1], $0) < (diagonal[$0], $1) }
    values = order.map { diagonal[$0] }
    vectors = order.map { Array(state.v[$0 * n..<($0 + 1) * n]) }
  }
}

/// A matrix on its way to a diagonal one, and the product of the rotations so far.
private struct Rotations {
  let n: Int
  /// Row-major; both triangles are kept.
  var a: [Double]
  /// Eigenvectors as rows.
  var v: [Double]

  init(_ matrix: [[Double]]) {
    let n = matrix.count
    self.n = n
    a = [Double](repeating: 0, count: n * n)
    v = a
    for row in 0..<n {
      v[row * n + row] = 1
      for column in row..<n {
        a[row * n + column] = matrix[row][column]
        a[column * n + row] = matrix[row][column]
      }
    }
  }

  /// Whether what is left beside the diagonal no longer matters.
  var isDiagonal: Bool {
    var (all, beside) = (0.0, 0.0)
    for row in 0..<n {
      for column in 0..<n {
        let square = a[row * n + column] * a[row * n + column]
        all += square
        if row != column { beside += square }
      }
    }
    return beside <= 1e-34 * all
  }

  /// Turns rows and columns p and q so that their common element becomes 0.
  mutating func annihilate(_ p: Int, _ q: Int) {
    let common = a[p * n + q]
    if common == 0 { return }
    let tau = (a[q * n + q] - a[p * n + p]) / (2 * common)
    let root = (1 + tau * tau).squareRoot()
    let t = tau >= 0 ? 1 / (tau + root) : 1 / (tau - root)
    let c = 1 / (1 + t * t).squareRoot()
    let s = t * c
    for k in 0..<n {
      let (x, y) = (a[k * n + p], a[k * n + q])
      a[k * n + p] = c * x - s * y
      a[k * n + q] = s * x + c * y
    }
    for k in 0..<n {
      let (x, y) = (a[p * n + k], a[q * n + k])
      a[p * n + k] = c * x - s * y
      a[q * n + k] = s * x + c * y
      let (u, w) = (v[p * n + k], v[q * n + k])
      v[p * n + k] = c * u - s * w
      v[q * n + k] = s * u + c * w
    }
    a[p * n + q] = 0
    a[q * n + p] = 0
  }
}

import Kernels
import Tensors

extension SymmetricEigen {
  /// The greatest eigenvalues of a matrix without negative ones, and their vectors, by orthogonal iteration in double
  /// precision (Bauer, 1957; the projection is Rayleigh and Ritz's; Golub and Van Loan, Matrix Computations, 8.2).
  ///
  /// A basis of twice as many directions is multiplied by the matrix again and again. What it holds of an eigenvector
  /// that was asked for grows against what it holds of those that it leaves out, at each step by the ratio of their
  /// eigenvalues. It ends when |A v − λ v| is below 1e-12 of the greatest eigenvalue for each that was asked for. For
  /// large matrices that is far quicker than all eigenvalues by Jacobi's rotations, which are left with the small
  /// projected matrix.
  ///
  /// - Parameters:
  ///   - count: how many are asked for; all where there are fewer.
  ///   - matrix: symmetric and positive semidefinite, [n, n].
  ///   - stream: the directions that the basis starts from. They make no difference but in the last digits, and in signs.
  public static func leading(
    _ count: Int, of matrix: [[Double]], using stream: RandomStream
  ) -> SymmetricEigen {
    let n = matrix.count
    require(matrix.allSatisfy { $0.count == n }, "a matrix of \(n) rows is not square")
    let size = min(n, max(2 * count, count + 8)), wanted = min(count, n)
    let start = (0..<size).map { row in
      (0..<n).map { Double(stream.child(0).normal(row * n + $0)) }
    }
    let elements = Array(matrix.joined())
    var basis = orthonormalized(start, using: stream.child(1))
    var values: [Double] = []
    for _ in 0..<mostIterations {
      let products = multiply(basis, by: elements, n)
      let projected = SymmetricEigen(basis.map { x in products.map { dot(x, $0) } })
      let images = combinations(of: products, projected.vectors)
      let vectors = combinations(of: basis, projected.vectors)
      values = projected.values
      let errors = (0..<wanted).map { index in
        zip(images[index], vectors[index]).reduce(0) { sum, pair in
          let error = pair.0 - values[index] * pair.1
          return sum + error * error
        }.squareRoot()
      }
      basis = vectors
      if errors.allSatisfy({ $0 <= 1e-12 * (values.first ?? 0) }) { break }
      basis = orthonormalized(images, using: stream.child(1))
    }
    return SymmetricEigen(
      values: Array(values.prefix(wanted)), vectors: Array(basis.prefix(wanted)))
  }

  /// Enough where the first eigenvalue that is left out is 97 % of the last one that is asked for.
  private static let mostIterations = 1000

  /// The rows of `basis`, [k, n], times a symmetric matrix, [n, n]; a task makes one row, in ascending order of the
  /// matrix's rows.
  private static func multiply(
    _ basis: [[Double]], by matrix: [Double], _ n: Int
  ) -> [[Double]] {
    let result = [Double](unsafeUninitializedCapacity: basis.count * n) { buffer, initialized in
      buffer.initialize(repeating: 0)
      nonisolated(unsafe) let products = buffer
      matrix.withUnsafeBufferPointer { matrix in
        Engine.current.compute { workers in
          workers.run(basis.count) { row in
            for (index, factor) in basis[row].enumerated() {
              for column in 0..<n {
                products[row * n + column] += factor * matrix[index * n + column]
              }
            }
          }
        }
      }
      initialized = basis.count * n
    }
    return basis.indices.map { Array(result[$0 * n..<($0 + 1) * n]) }
  }

  /// For each row of `weights`, [m, k], the sum of `rows`, [k, n], with these weights, [m, n].
  private static func combinations(of rows: [[Double]], _ weights: [[Double]]) -> [[Double]] {
    weights.map { weights in
      var sum = [Double](repeating: 0, count: rows.first?.count ?? 0)
      for (weight, row) in zip(weights, rows) {
        for index in sum.indices { sum[index] += weight * row[index] }
      }
      return sum
    }
  }
}

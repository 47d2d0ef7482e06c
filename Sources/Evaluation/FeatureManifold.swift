import Kernels
import Tensors

/// Where vectors lie, as Kynkäänniemi and others (2019) estimate it: in the balls around each of them that reach to its
/// third nearest neighbour among the others.
///
/// The share of samples in the manifold of real digits is their *precision*, that of real digits in the manifold of the
/// samples their *recall*.
///
/// Squared distances are |a|² + |b|² − 2 a·b in single precision, each of the three a chain of fma in ascending order: so
/// equal vectors are at distance 0 exactly, and either way between two vectors is as long. Rounding decides where a
/// vector lies on the edge of a ball, to the same bits on any number of threads.
public struct FeatureManifold: Sendable {
  /// Which of a vector's neighbours its ball reaches to; where there are fewer, the farthest one.
  public static let neighbours = 3

  /// The number of vectors.
  public let count: Int
  private let dimensions: Int
  /// [count, dimensions].
  private let vectors: [Float]
  /// The squares of the vectors' lengths, [count].
  private let squares: [Float]
  /// The squares of the balls' radii, [count].
  private var radii: [Float]

  /// Measures the balls around vectors.
  ///
  /// - Parameter vectors: [n, dimensions] with n > 0.
  public init(of vectors: Tensor) {
    require(vectors.shape.count == 2 && vectors.shape[0] > 0, "vectors of shape \(vectors.shape)")
    let (count, dimensions) = (vectors.shape[0], vectors.shape[1])
    let elements = Array(vectors.values)
    self.count = count
    self.dimensions = dimensions
    self.vectors = elements
    squares = (0..<count).map { row in
      elements[row * dimensions..<(row + 1) * dimensions].reduce(0) { $0.addingProduct($1, $1) }
    }
    radii = [Float](repeating: 0, count: count)
    let wanted = min(Self.neighbours, count - 1)
    radii = mapDistances(to: self, filling: 0) { row, distances in
      var nearest = [Float](repeating: .infinity, count: wanted)
      guard var last = nearest.last else { return 0 }
      for column in 0..<count where distances[column] < last && column != row {
        var place = wanted - 1
        while place > 0 && nearest[place - 1] > distances[column] {
          nearest[place] = nearest[place - 1]
          place -= 1
        }
        nearest[place] = distances[column]
        last = nearest[wanted - 1]
      }
      return last
    }
  }

  /// The share of `others` that lie in a ball or on its edge, from 0 to 1.
  public func share(of others: FeatureManifold) -> Double {
    let isInside = others.mapDistances(to: self, filling: false) { _, distances in
      radii.withUnsafeBufferPointer { radii in
        (0..<count).contains { distances[$0] <= radii[$0] }
      }
    }
    return Double(isInside.count { $0 }) / Double(others.count)
  }

  /// A result for each of these vectors from the squares of its distances to all `others`, [others.count]; a task makes one.
  private func mapDistances<Result>(
    to others: FeatureManifold, filling blank: Result,
    _ body: (_ row: Int, _ distances: UnsafeMutablePointer<Float>) -> Result
  ) -> [Result] {
    require(
      dimensions == others.dimensions,
      "vectors of \(dimensions) numbers beside some of \(others.dimensions)")
    let (columns, rowsInChunk) = (others.count, 500)
    var results = [Result](repeating: blank, count: count)
    var products = [Float](repeating: 0, count: min(rowsInChunk, count) * columns)
    for start in stride(from: 0, to: count, by: rowsInChunk) {
      let rows = min(rowsInChunk, count - start)
      let chunk = Array(vectors[start * dimensions..<(start + rows) * dimensions])
      Engine.current.compute { workers in
        multiply(
          chunk, others.vectors, transposed: true, into: &products, rows: rows, columns: columns,
          depth: dimensions, on: workers)
        products.withUnsafeMutableBufferPointer { products in
          results.withUnsafeMutableBufferPointer { results in
            others.squares.withUnsafeBufferPointer { otherSquares in
              guard let first = products.baseAddress else { return }
              nonisolated(unsafe) let (results, output) = (results, first)
              workers.run(rows) { row in
                let (distances, square) = (output + row * columns, squares[start + row])
                for column in 0..<columns {
                  distances[column] = square + otherSquares[column] - 2 * distances[column]
                }
                results[start + row] = body(start + row, distances)
              }
            }
          }
        }
      }
    }
    return results
  }
}

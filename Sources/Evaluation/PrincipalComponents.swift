import Kernels
import Tensors

/// The directions in which vectors vary most (Pearson, 1901): the leading eigenvectors of their covariance.
///
/// Of all affine maps to `count` numbers and back, the projection on these directions has the least squared error
/// (Eckart and Young, 1936): the sum of the variances that are left out.
public struct PrincipalComponents: Sendable, Equatable {
  /// The mean of the vectors, [dimensions].
  public let mean: [Double]
  /// The variance along each component, over n, the greatest first, [count].
  public let variances: [Double]
  /// Directions of unit length, orthogonal to each other, [count, dimensions].
  public let components: [[Double]]
  /// The sum of the variances of all coordinates.
  public let totalVariance: Double

  /// Rows whose products are added up in single precision, before they join a sum in double precision.
  private static let rowsInBlock = 256

  /// Finds the components of some vectors.
  ///
  /// Products of centred vectors are added in single precision over blocks of 256 vectors, the blocks in double
  /// precision: the covariance has the error of a single float. Eigenvectors as in
  /// ``SymmetricEigen/leading(_:of:using:)``.
  ///
  /// - Parameters:
  ///   - vectors: [n, dimensions] with n > 0.
  ///   - count: how many components; as many as there are dimensions where that is fewer.
  ///   - stream: where the search begins.
  public init(of vectors: Tensor, count: Int, using stream: RandomStream) {
    require(
      vectors.shape.count == 2 && vectors.shape[0] > 0, "vectors of shape \(vectors.shape)")
    let (rows, dimensions) = (vectors.shape[0], vectors.shape[1])
    let mean = Self.mean(of: vectors)
    var sums = [Double](repeating: 0, count: dimensions * dimensions)
    for start in stride(from: 0, to: rows, by: Self.rowsInBlock) {
      let block = Self.centered(vectors, start..<min(start + Self.rowsInBlock, rows), mean)
      block.matrixProduct(with: block, transposed: true).withElements { products in
        for index in sums.indices { sums[index] += Double(products[index]) }
      }
    }
    let covariance = (0..<dimensions).map { row in
      sums[row * dimensions..<(row + 1) * dimensions].map { $0 / Double(rows) }
    }
    let eigen = SymmetricEigen.leading(count, of: covariance, using: stream)
    self.mean = mean
    variances = eigen.values
    components = eigen.vectors
    totalVariance = (0..<dimensions).reduce(0) { $0 + covariance[$1][$1] }
  }

  private init(
    mean: [Double], variances: [Double], components: [[Double]], totalVariance: Double
  ) {
    self.mean = mean
    self.variances = variances
    self.components = components
    self.totalVariance = totalVariance
  }

  /// The mean of the rows, in double precision.
  private static func mean(of vectors: Tensor) -> [Double] {
    let (rows, dimensions) = (vectors.shape[0], vectors.shape[1])
    var mean = [Double](repeating: 0, count: dimensions)
    vectors.withElements { elements in
      for row in 0..<rows {
        for column in 0..<dimensions { mean[column] += Double(elements[row * dimensions + column]) }
      }
    }
    return mean.map { $0 / Double(rows) }
  }

  /// Some rows less the mean.
  private static func centered(_ vectors: Tensor, _ range: Range<Int>, _ mean: [Double]) -> Tensor {
    let dimensions = mean.count
    return Tensor([range.count, dimensions]) { block in
      vectors.withElements { elements in
        for index in 0..<range.count * dimensions {
          let value = Double(elements[range.lowerBound * dimensions + index])
          block[index] = Float(value - mean[index % dimensions])
        }
      }
    }
  }

  /// The coordinates of vectors along the components, [n, dimensions] to [n, count].
  public func codes(_ vectors: Tensor) -> Tensor {
    (vectors - meanTensor).matrixProduct(with: basis, otherTransposed: true)
  }

  /// The vectors nearest to given ones of all that differ from the mean along the components alone, [n, dimensions].
  public func reconstructions(_ vectors: Tensor) -> Tensor {
    codes(vectors).matrixProduct(with: basis) + meanTensor
  }

  /// The first components alone, `count` of them or all if there are fewer.
  public func prefix(_ count: Int) -> PrincipalComponents {
    PrincipalComponents(
      mean: mean, variances: Array(variances.prefix(count)),
      components: Array(components.prefix(count)), totalVariance: totalVariance)
  }

  /// The components as rows, [count, dimensions].
  public var basis: Tensor {
    Tensor([components.count, mean.count], components.joined().map(Float.init))
  }

  private var meanTensor: Tensor { Tensor([1, mean.count], mean.map(Float.init)) }
}

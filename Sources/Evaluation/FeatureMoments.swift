import Kernels
import Tensors

/// Mean and covariance of vectors, in double precision: a Gaussian that stands for a cloud of points.
public struct FeatureMoments: Sendable, Equatable {
  /// The mean, [dimensions].
  public let mean: [Double]
  /// The covariance over n − 1, [dimensions, dimensions]; zeros for fewer than two vectors.
  public let covariance: [[Double]]

  /// Mean and covariance as they are given.
  public init(mean: [Double], covariance: [[Double]]) {
    require(
      covariance.count == mean.count && covariance.allSatisfy { $0.count == mean.count },
      "a covariance of \(covariance.count) rows for a mean of \(mean.count) numbers")
    self.mean = mean
    self.covariance = covariance
  }

  /// Measures vectors, every sum in the order of the vectors.
  ///
  /// - Parameter features: [n, dimensions] with n > 0.
  public init(of features: Tensor) {
    let (count, dimensions) = (features.shape[0], features.shape[1])
    require(features.shape.count == 2 && count > 0, "features of shape \(features.shape)")
    let engine = Engine.current
    var mean = [Double](repeating: 0, count: dimensions)
    features.withElements { elements in
      for row in 0..<count {
        for column in 0..<dimensions { mean[column] += Double(elements[row * dimensions + column]) }
      }
    }
    for column in 0..<dimensions { mean[column] /= Double(count) }
    // Columns as rows, so that a sum runs through neighbouring numbers.
    var centered = [Double](repeating: 0, count: dimensions * count)
    features.withElements { elements in
      for row in 0..<count {
        for column in 0..<dimensions {
          centered[column * count + row] =
            Double(elements[row * dimensions + column]) - mean[column]
        }
      }
    }
    let sums = Self.products(of: centered, dimensions, count) { tasks, body in
      engine.compute { $0.run(tasks, body) }
    }
    let scale = Double(max(1, count - 1))
    self.mean = mean
    covariance = (0..<dimensions).map { row in
      (0..<dimensions).map { sums[min(row, $0) * dimensions + max(row, $0)] / scale }
    }
  }

  /// The sum of the variances.
  var trace: Double { mean.indices.reduce(0) { $0 + covariance[$1][$1] } }

  /// The covariance of the vectors' products with `directions`, D Σ Dᵀ for D [k, dimensions].
  func covariance(along directions: [[Double]]) -> [[Double]] {
    let half = directions.map { direction in covariance.map { dot($0, direction) } }
    return directions.map { direction in half.map { dot($0, direction) } }
  }

  /// The upper triangle of X Xᵀ for X [dimensions, count]; a task fills one row.
  private static func products(
    of x: [Double], _ dimensions: Int, _ count: Int, run: (Int, (Int) -> Void) -> Void
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: dimensions * dimensions) { buffer, initialized in
      buffer.initialize(repeating: 0)
      nonisolated(unsafe) let sums = buffer
      x.withUnsafeBufferPointer { x in
        run(dimensions) { row in
          for column in row..<dimensions {
            var sum = 0.0
            for k in 0..<count { sum += x[row * count + k] * x[column * count + k] }
            sums[row * dimensions + column] = sum
          }
        }
      }
      initialized = dimensions * dimensions
    }
  }
}

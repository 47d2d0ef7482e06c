import Kernels

/// The Fréchet distance of clouds of features from a reference cloud, in units in which the reference's
/// covariance is the identity.
///
/// Both clouds are taken for Gaussians (Heusel and others, 2017, who use other features and do not whiten).
/// Between N(μ, Σ) and the reference N(0, I) the squared distance of Fréchet, also Wasserstein's of order
/// 2, is |μ|² + tr(Σ + I − 2 √Σ) = |μ|² + Σᵢ (√λᵢ − 1)² with the eigenvalues λ of Σ. A pure number;
/// whitening makes it independent of the features' scale and of any invertible linear map of them.
public struct WhitenedFrechetDistance: Sendable {
  private let mean: [Double]
  /// One row for each direction that is kept: its eigenvector over its standard deviation.
  private let whitening: [[Double]]

  /// Directions in which the reference varies less than this share of its greatest variance are left out:
  /// where real digits do not differ, the unit would be rounding error.
  public static let leastVariance = 1e-6

  /// The number of directions that are compared.
  public var dimensions: Int { whitening.count }

  /// Measures distances from `reference`.
  public init(from reference: FeatureMoments) {
    mean = reference.mean
    let eigen = SymmetricEigen(reference.covariance)
    let least = (eigen.values.first ?? 0) * Self.leastVariance
    whitening = zip(eigen.values, eigen.vectors).filter { $0.0 > max(0, least) }.map { pair in
      let deviation = pair.0.squareRoot()
      return pair.1.map { $0 / deviation }
    }
  }

  /// The squared distance of `cloud`, 0 or more.
  public func callAsFunction(_ cloud: FeatureMoments) -> Double {
    require(
      cloud.mean.count == mean.count,
      "features of \(cloud.mean.count) numbers, but the reference has \(mean.count)")
    let shift = zip(cloud.mean, mean).map { $0 - $1 }
    var distance = 0.0
    for direction in whitening {
      let step = dot(direction, shift)
      distance += step * step
    }
    for value in SymmetricEigen(cloud.covariance(along: whitening)).values {
      // Rounding may take an eigenvalue of 0 a little below.
      let difference = max(0, value).squareRoot() - 1
      distance += difference * difference
    }
    return distance
  }
}

/// Σ xᵢ yᵢ from the first to the last.
func dot(_ x: [Double], _ y: [Double]) -> Double {
  var sum = 0.0
  for index in x.indices { sum += x[index] * y[index] }
  return sum
}

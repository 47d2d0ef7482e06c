import Kernels

/// The Fréchet distance of clouds of features from a reference cloud, in the features' own units: the formula of the
/// Fréchet inception distance (Heusel and others, 2017), on the features of another network.
///
/// Both clouds are taken for Gaussians. Between N(μ₁, Σ₁) and the reference N(μ₂, Σ₂) the squared distance of Fréchet, also
/// Wasserstein's of order 2, is |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 √(Σ₁Σ₂)). With any R of RᵀR = Σ₂ the product Σ₁Σ₂ has
/// the eigenvalues λ of the symmetric R Σ₁ Rᵀ, so that tr √(Σ₁Σ₂) = Σᵢ √λᵢ. A direction counts as much as the
/// features vary along it, which ``WhitenedFrechetDistance`` evens out.
public struct FrechetDistance: Sendable {
  private let mean: [Double]
  private let trace: Double
  /// R: eigenvectors of the reference's covariance times their standard deviations.
  private let root: [[Double]]

  /// Measures distances from `reference`.
  public init(from reference: FeatureMoments) {
    mean = reference.mean
    trace = reference.trace
    let eigen = SymmetricEigen(reference.covariance)
    root = zip(eigen.values, eigen.vectors).map { value, vector in
      // Rounding may take an eigenvalue of 0 a little below.
      let deviation = max(0, value).squareRoot()
      return vector.map { deviation * $0 }
    }
  }

  /// The squared distance of `cloud`, 0 or more, in squared units of the features.
  public func callAsFunction(_ cloud: FeatureMoments) -> Double {
    require(
      cloud.mean.count == mean.count,
      "features of \(cloud.mean.count) numbers, but the reference has \(mean.count)")
    let shift = zip(cloud.mean, mean).map { $0 - $1 }
    let roots = SymmetricEigen(cloud.covariance(along: root)).values.reduce(0) {
      $0 + max(0, $1).squareRoot()
    }
    return max(0, dot(shift, shift) + (cloud.trace + trace - 2 * roots))
  }
}

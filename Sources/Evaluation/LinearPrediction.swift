import Kernels
import Digits
import Tensors

/// How well numbers can be told from latent codes by a line: the coefficient of determination R² of the
/// least-squares prediction with a constant, the share of the variance that it explains, from 0 to 1.
///
/// With the codes' covariance C and their covariances c with the target, R² = cᵀ C⁻¹ c / var(target); where
/// a direction of the codes does not vary it is left out. In double precision, in a fixed order. Measured on
/// the digits that the line is fitted to, which adds about dimensions / n.
public struct LinearPrediction: Sendable {
  private let codes: [[Double]]
  private let eigen: SymmetricEigen

  /// Directions that vary less than this share of the codes' greatest variance are left out.
  public static let leastVariance = 1e-10

  /// Prepares predictions from `codes`, [n, dimensions].
  public init(from codes: Tensor) {
    require(
      codes.shape.count == 2 && codes.shape[0] > 0, "codes of shape \(codes.shape)")
    self.codes = (0..<codes.shape[1]).map { centered(codes.column($0).map(Double.init)) }
    let columns = self.codes
    eigen = SymmetricEigen(columns.map { x in columns.map { dot(x, $0) } })
  }

  /// R² for one target number for each code; 0 if it does not vary.
  public func rSquared(of target: [Double]) -> Double {
    require(
      codes.allSatisfy { $0.count == target.count },
      "\(target.count) target numbers for \(codes.first?.count ?? 0) codes")
    let target = centered(target)
    let variance = dot(target, target)
    if variance == 0 { return 0 }
    let common = codes.map { dot($0, target) }
    let least = (eigen.values.first ?? 0) * Self.leastVariance
    var explained = 0.0
    for (value, vector) in zip(eigen.values, eigen.vectors) where value > max(0, least) {
      let part = dot(vector, common)
      explained += part * part / value
    }
    return explained / variance
  }
}

/// One of the writer's factors that a latent code may tell.
public struct WriterFactor: Sendable {
  /// What the factor is called in tables.
  public let name: String
  /// The factor of a writer.
  public let value: @Sendable (WriterStyle) -> Double

  /// The continuous factors; the choice among a digit's shapes is none.
  public static let all = [
    WriterFactor(name: "slant") { Double($0.slant) },
    WriterFactor(name: "thickness") { Double($0.thickness) },
    WriterFactor(name: "aspect") { Double($0.aspect) },
    WriterFactor(name: "size") { Double($0.size) },
    WriterFactor(name: "curvature") { Double($0.curvature) },
    WriterFactor(name: "loop closure") { Double($0.loopClosure) },
    WriterFactor(name: "tremor") { Double($0.tremor) },
    WriterFactor(name: "pressure") { Double($0.pressure) },
  ]
}

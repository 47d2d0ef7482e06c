import Kernels
import Tensors

/// A limit on the gradients of a step, which keeps a rare large one from undoing what was learned.
public enum GradientClipping: Sendable, Hashable {
  /// Every element limited to ±limit.
  case value(Float)
  /// All gradients scaled by limit / norm if the Euclidean norm of all elements together is greater (Pascanu and others, 2013).
  /// Gradients within the limit keep their bits.
  case globalNorm(Float)

  /// The limited gradients.
  ///
  /// - Throws: `NonFiniteError` if the squares of finite gradients add up to more than a `Float` holds.
  public func callAsFunction(_ gradients: [Tensor]) throws(NonFiniteError) -> [Tensor] {
    switch self {
    case .value(let limit):
      return gradients.map { $0.clamped(to: -limit...limit) }
    case .globalNorm(let limit):
      // The squares of a tensor in the tree of `Sums.sum`, tensors in their order.
      let norm = gradients.reduce(0.0) { $0 + Double(($1 * $1).sum().scalar) }.squareRoot()
      if !norm.isFinite {
        throw NonFiniteError(operation: "the norm of all gradients", isGradient: false)
      }
      if norm <= Double(limit) { return gradients }
      let factor = Float(Double(limit) / norm)
      return gradients.map { factor * $0 }
    }
  }
}

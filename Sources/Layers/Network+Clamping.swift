import Kernels
import Tensors

extension Network {
  /// Limits every parameter that an optimiser moves to [−limit, limit]: after each step of a critic, the first way to keep it
  /// Lipschitz (Arjovsky and others, 2017).
  public func clampParameters(to limit: Float) {
    require(limit > 0, "parameters cannot be limited to ±\(limit)")
    for parameter in parameters { parameter.assign(parameter.value.clamped(to: -limit...limit)) }
  }
}

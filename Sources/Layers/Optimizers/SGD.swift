import Tensors

/// Stochastic gradient descent with momentum as PyTorch has it:
///
///     v ← momentum · v + gradient;  p ← p − learning rate · v
///
/// and with Nesterov's momentum `p ← p − learning rate · (gradient + momentum · v)`.
public final class SGD: Optimizer {
  /// The parameters that the optimiser updates.
  public let parameters: [Parameter]
  /// The networks that these belong to.
  public let networks: [any Network]
  /// The step size; a schedule may change it between steps.
  public var learningRate: Float
  private let momentum: Float
  private let isNesterov: Bool
  private let velocities: [GradientAverage]

  /// Makes an optimiser for all parameters of `networks`; velocities are zero at first.
  ///
  /// - Parameters:
  ///   - networks: those whose parameters `minimize` moves; others that a loss depends on stay as they are.
  ///   - learningRate: what the gradient is multiplied by; above 0.
  ///   - momentum: the decay of the velocity, 0 for plain gradient descent.
  ///   - nesterov: whether a step takes the gradient's share in the next velocity ahead.
  public init(
    for networks: any Network..., learningRate: Float, momentum: Float = 0, nesterov: Bool = false
  ) {
    parameters = movedParameters(of: networks)
    self.networks = networks
    self.learningRate = learningRate
    self.momentum = momentum
    isNesterov = nesterov
    velocities = parameters.map { GradientAverage(like: $0, startingAt: 0) }
  }

  /// Updates the parameters once.
  public func descend(_ gradients: [Tensor]) {
    ChangeLog.note(self)
    for (index, gradient) in gradients.enumerated() {
      parameters[index].descendMomentum(
        gradient, velocity: velocities[index], rate: learningRate, momentum: momentum,
        isNesterov: isNesterov)
    }
  }

  /// The velocities and the rate.
  public func exchange(with archive: StateArchive) throws(StateError) {
    for velocity in velocities { try archive.exchange("velocity", velocity) }
    try archive.exchange("learning rate", &learningRate)
  }
}

import Tensors

/// RMSProp as TensorFlow 1 has it: ε inside the root, and a mean square that starts at 1, which makes the
/// first steps short.
public final class RMSProp: Optimizer {
  /// The parameters that the optimiser updates.
  public let parameters: [Parameter]
  /// The networks that these belong to.
  public let networks: [any Network]
  /// The step size; a schedule may change it between steps.
  public var learningRate: Float
  private let decay: Float
  private let epsilon: Float
  private let meanSquares: [GradientAverage]

  /// Makes an optimiser for all parameters of `networks`.
  ///
  /// - Parameters:
  ///   - networks: those whose parameters `minimize` moves; others that a loss depends on stay as they are.
  ///   - learningRate: what a gradient over the root of its mean square is multiplied by; above 0.
  ///   - decay: the decay of the mean squared gradient.
  ///   - epsilon: added to the mean square before the root.
  ///   - initialMeanSquare: 1 in TensorFlow 1, 0 in Keras.
  public init(
    for networks: any Network..., learningRate: Float,
    decay: Float = 0.9, epsilon: Float = 1e-10, initialMeanSquare: Float = 1
  ) {
    parameters = movedParameters(of: networks)
    self.networks = networks
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    meanSquares = parameters.map { GradientAverage(like: $0, startingAt: initialMeanSquare) }
  }

  /// Updates the parameters once.
  public func descend(_ gradients: [Tensor]) {
    ChangeLog.note(self)
    for (index, gradient) in gradients.enumerated() {
      parameters[index].descendRMSProp(
        gradient, meanSquare: meanSquares[index], rate: learningRate, decay: decay, epsilon: epsilon
      )
    }
  }

  /// The averages and the rate.
  public func exchange(with archive: StateArchive) throws(StateError) {
    for average in meanSquares { try archive.exchange("mean square", average) }
    try archive.exchange("learning rate", &learningRate)
  }
}

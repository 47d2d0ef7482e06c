import Layers

extension OptimizerChoice {
  /// An optimiser of a network, whose learning rate a schedule is to set before its first step.
  ///
  /// - Parameters:
  ///   - network: what it moves.
  ///   - beta1: the decay of Adam's mean gradient.
  ///   - beta2: the decay of Adam's mean squared gradient.
  public func make(for network: any Network, beta1: Float, beta2: Float) -> any Optimizer {
    switch self {
    case .adam: Adam(for: network, learningRate: 0, beta1: beta1, beta2: beta2)
    case .rmsProp: RMSProp(for: network, learningRate: 0)
    }
  }
}

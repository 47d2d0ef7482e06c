import Layers

/// An optimiser, for settings.
public enum OptimizerChoice: String, CaseIterable, SettingValue {
  /// RMSProp as TensorFlow 1 has it.
  case rmsProp = "rmsprop"
  /// Adam.
  case adam
}

extension OptimizerChoice {
  /// An optimiser of a network, whose learning rate a schedule is to set before its first step.
  ///
  /// - Parameters:
  ///   - network: what it moves.
  ///   - beta1: the decay of Adam's mean gradient.
  ///   - beta2: the decay of Adam's mean squared gradient.
  ///   - initialMeanSquare: RMSProp's mean squared gradient before the first step.
  public func make(
    for network: any Network, beta1: Float, beta2: Float = 0.999, initialMeanSquare: Float = 1
  ) -> any Optimizer {
    switch self {
    case .adam: Adam(for: network, learningRate: 0, beta1: beta1, beta2: beta2)
    case .rmsProp:
      RMSProp(for: network, learningRate: 0, initialMeanSquare: initialMeanSquare)
    }
  }
}

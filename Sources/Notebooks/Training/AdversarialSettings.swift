import Layers

/// The losses of a generator that a setting may choose from: those of the discriminator's cross-entropy.
public enum AdversarialObjective: String, CaseIterable, SettingValue {
  /// The generator raises the discriminator's loss of generated examples.
  case saturating
  /// The generator lowers the cross-entropy between generated examples and the target of real ones.
  case nonSaturating = "non-saturating"

  /// The losses of both networks.
  public var loss: AdversarialLoss {
    switch self {
    case .saturating: .saturating
    case .nonSaturating: .nonSaturating
    }
  }
}

/// The optimisers that a setting may choose from.
public enum OptimizerChoice: String, CaseIterable, SettingValue {
  /// `Adam`.
  case adam
  /// `RMSProp`.
  case rmsProp = "rmsprop"
}

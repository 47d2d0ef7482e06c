import Layers

/// What a generator minimises, for settings: the two losses that the articles have.
public enum AdversarialObjective: String, CaseIterable, SettingValue {
  /// E log(1 − D(G(z))), whose gradient vanishes when the discriminator is sure.
  case saturating
  /// −E log D(G(z)).
  case nonSaturating = "non-saturating"

  /// The losses of both networks.
  public var loss: AdversarialLoss {
    switch self {
    case .saturating: .saturating
    case .nonSaturating: .nonSaturating
    }
  }
}

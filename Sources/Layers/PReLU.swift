import Kernels
import Tensors

/// A rectifier whose slope for negative inputs is learned (He and others, 2015): max(x, 0) − slope · max(−x, 0).
public final class PReLU: Layer {
  /// [features], 0.25 at first
  public let slope: Parameter

  /// Makes a layer with a slope for each of `features` features or channels.
  public init(_ features: Int, initialSlope: Float = 0.25) {
    slope = Parameter(Tensor([features], repeating: initialSlope))
  }

  /// Activates; the shape [n, …, features] stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.activated(.relu) - slope.tensor * (-x).activated(.relu)
  }

  /// The slopes.
  public var variables: [Variable] { [Variable("slope", slope, axes: "[feature]")] }
}

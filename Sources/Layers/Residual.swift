import Tensors

/// A residual connection (He and others, 2016): `x + layers(x)`.
///
///     Residual(
///       Convolution2D(16, 16, size: 3, using: &seeds), BatchNormalization(16), Activate(.relu),
///       Convolution2D(16, 16, size: 3, using: &seeds), BatchNormalization(16))
public final class Residual: Layer {
  private let branch: Sequential

  /// Makes a connection around `layers`, which keep the shape.
  public init(_ layers: any Layer...) { branch = Sequential(layers) }

  /// The input plus what the layers make of it; the shape stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x + branch(x, phase)
  }

  /// The layers' variables, as in a chain.
  public var variables: [Variable] { branch.variables }
}

/// A skip connection that concatenates: the channels of `layers(x)`, then those of `x`.
///
/// One within the other they are a U-Net (Ronneberger and others, 2015):
///
///     SkipConnection(down1, SkipConnection(down2, up2), up1)
public final class SkipConnection: Layer {
  private let branch: Sequential

  /// Makes a connection around `layers`, which keep all axes but the last.
  public init(_ layers: any Layer...) { branch = Sequential(layers) }

  /// [n, …, c] becomes [n, …, what the layers give + c].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    branch(x, phase).concatenated(with: x)
  }

  /// The layers' variables, as in a chain.
  public var variables: [Variable] { branch.variables }
}

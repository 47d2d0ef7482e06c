import Tensors

/// Instance normalisation (Ulyanov and others, 2016) of images: each channel of each image by its own mean and biased variance, in
/// training and inference alike.
public final class InstanceNormalization: Layer {
  /// γ, [channels], ones at first
  public let scale: Parameter
  /// β, [channels], zeros at first
  public let offset: Parameter
  private let epsilon: Float

  /// Makes a layer for images of `channels` channels.
  ///
  /// - Parameter epsilon: added to the variance before the root.
  public init(_ channels: Int, epsilon: Float = 1e-5) {
    scale = Parameter(Tensor([channels], repeating: 1))
    offset = Parameter(Tensor([channels], repeating: 0))
    self.epsilon = epsilon
  }

  /// Normalises; the shape [n, height, width, channels] stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.instanceNormalized(scale: scale.tensor, offset: offset.tensor, epsilon: epsilon)
  }

  /// The learned scale and offset.
  public var variables: [Variable] {
    [
      Variable("scale", scale, axes: "[channel]"), Variable("offset", offset, axes: "[channel]"),
    ]
  }
}

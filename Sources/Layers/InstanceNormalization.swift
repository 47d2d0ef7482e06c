import Tensors

/// Instance normalisation (Ulyanov and others, 2016) of images: each channel of each image by its own mean and biased variance, in
/// training and inference alike.
public final class InstanceNormalization: Layer {
  /// γ, [channels], ones at first; nil where the layer has none
  public let scale: Parameter?
  /// β, [channels], zeros at first
  public let offset: Parameter
  private let epsilon: Float

  /// Makes a layer for images of `channels` channels.
  ///
  /// - Parameters:
  ///   - channels: the length of the last axis: each channel of each image has moments of its own.
  ///   - epsilon: added to the variance before the root.
  ///   - usesScale: false where a ReLU and a layer with weights follow, which can scale as well.
  public init(_ channels: Int, epsilon: Float = 1e-5, usesScale: Bool = true) {
    scale = usesScale ? Parameter(Tensor([channels], repeating: 1)) : nil
    offset = Parameter(Tensor([channels], repeating: 0))
    self.epsilon = epsilon
  }

  /// Normalises; the shape [n, height, width, channels] stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.instanceNormalized(
      scale: scale?.tensor ?? Tensor(offset.value.shape, repeating: 1), offset: offset.tensor,
      epsilon: epsilon)
  }

  /// The learned scale, if there is one, and offset.
  public var variables: [Variable] {
    let scale = scale.map { [Variable("scale", $0, axes: "[channel]")] } ?? []
    return scale + [Variable("offset", offset, axes: "[channel]")]
  }
}

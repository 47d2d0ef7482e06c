import Tensors

/// Layer normalisation (Ba and others, 2016): all elements of an example by their own mean and biased variance, in training and
/// inference alike; then a scale and an offset for each feature or channel. Has derivatives of any order.
///
/// For rows of features this is Keras's and PyTorch's; for images it is PyTorch's `GroupNorm` of one group.
public final class LayerNormalization: Layer {
  /// γ, [features], ones at first
  public let scale: Parameter
  /// β, [features], zeros at first
  public let offset: Parameter
  private let epsilon: Float

  /// Makes a layer for `features` features or channels.
  ///
  /// - Parameters:
  ///   - features: the length of the last axis, each place of which has a scale and an offset.
  ///   - epsilon: added to the variance before the root.
  public init(_ features: Int, epsilon: Float = 1e-5) {
    scale = Parameter(Tensor([features], repeating: 1))
    offset = Parameter(Tensor([features], repeating: 0))
    self.epsilon = epsilon
  }

  /// Normalises; the shape [n, …, features] stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    let axes = Array(1..<x.shape.count)
    let centered = x - x.mean(along: axes, keepingAxes: true)
    let variance = centered.squared().mean(along: axes, keepingAxes: true)
    return centered / (variance + epsilon).squareRoot() * scale.tensor + offset.tensor
  }

  /// The learned scale and offset.
  public var variables: [Variable] {
    [
      Variable("scale", scale, axes: "[feature]"), Variable("offset", offset, axes: "[feature]"),
    ]
  }
}

/// Pixel normalisation (Karras and others, 2018): the features of each pixel divided by the root of their mean square. Has
/// derivatives of any order.
public final class PixelNormalization: Layer {
  private let epsilon: Float

  /// Makes a layer.
  ///
  /// - Parameter epsilon: added to the mean square before the root.
  public init(epsilon: Float = 1e-8) {
    self.epsilon = epsilon
  }

  /// Normalises; the shape [n, …, features] stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x / (x.squared().mean(along: [-1], keepingAxes: true) + epsilon).squareRoot()
  }
}

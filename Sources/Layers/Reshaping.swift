import Kernels
import Tensors

/// An activation as a layer of its own, for where something stands between it and the sums.
public final class Activate: Layer {
  private let activation: Activation

  /// Makes a layer that applies `activation`.
  public init(_ activation: Activation) {
    self.activation = activation
  }

  /// Activates; the shape stays.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.activated(activation)
  }

  /// The same with a dropout, for activations that keep the sign.
  public func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor? {
    if pooling || !activation.keepsSign { return nil }
    return x.activated(activation, dropping: dropping)
  }
}

/// The greatest element of every 2 × 2 window, `same` padding.
public final class MaxPooling2D: Layer {
  /// Makes the layer.
  public init() {}

  /// [n, h, w, c] becomes [n, ⌈h / 2⌉, ⌈w / 2⌉, c].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor { x.maxPooled() }
}

/// Every pixel four times (nearest neighbour).
public final class UpSampling2D: Layer {
  /// Makes the layer.
  public init() {}

  /// [n, h, w, c] becomes [n, 2h, 2w, c].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor { x.upSampled() }

  /// The same with a dropout.
  public func applied(to x: Tensor, dropping: Dropping?, pooling: Bool) -> Tensor? {
    pooling ? nil : x.upSampled(dropping: dropping)
  }
}

/// All axes of an example as one.
public final class Flatten: Layer {
  /// Makes the layer.
  public init() {}

  /// [n, …] becomes [n, elements].
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor { x.flattened() }
}

/// Another shape for each example.
public final class Reshape: Layer {
  private let shape: [Int]

  /// Makes a layer that gives each example the shape `shape`.
  public init(_ shape: [Int]) {
    self.shape = shape
  }

  /// [n, elements] becomes [n] + shape.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    x.reshaped([x.shape.first ?? 1] + shape)
  }
}

import Kernels
import Tensors

/// Layers that count in a `Sequential` as if each stood there by itself: a call that makes several at once, such as
/// `NormalizedConvolution2D`, changes neither the names of variables nor what is drawn by chance.
public class LayerGroup: Layer {
  /// In their order, none of them a group.
  let layers: [any Layer]

  /// Groups `layers`.
  init(_ layers: [any Layer]) { self.layers = layers.flatMap { $0.ungrouped } }

  /// Groups what `makeLayer` makes: as many layers as it is called times.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - makeLayer: makes the next one.
  public convenience init(repeated count: Int, _ makeLayer: () -> any Layer) {
    self.init((0..<count).map { _ in makeLayer() })
  }

  /// Applies one layer after the other, as a `Sequential` of them alone does.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    Sequential(layers)(x, phase)
  }

  /// The layers' variables, as in a `Sequential` of them alone.
  public var variables: [Variable] { Sequential(layers).variables }
}

extension Layer {
  /// The layer, or those of a group.
  var ungrouped: [any Layer] { (self as? LayerGroup)?.layers ?? [self] }
}

/// What normalises the maps of a convolution.
public enum MapNormalization: Sendable {
  /// `BatchNormalization`.
  case batch
  /// `InstanceNormalization`, with a learned scale or without.
  case instance(usesScale: Bool = true)

  /// A layer for maps of so many channels.
  func layer(_ channels: Int) -> any Layer {
    switch self {
    case .batch: BatchNormalization(channels)
    case .instance(let usesScale): InstanceNormalization(channels, usesScale: usesScale)
    }
  }
}

/// A `Convolution2D` without a bias, a normalisation of its maps, and an activation, if there is one.
public final class NormalizedConvolution2D: LayerGroup {
  /// Makes the layers, from `inputs` to `outputs` channels.
  ///
  /// - Parameters:
  ///   - inputs: channels of what comes in.
  ///   - outputs: channels of what goes out.
  ///   - size: rows and columns of the kernel.
  ///   - stride: the distance between neighbouring positions of the kernel.
  ///   - normalization: what comes between the sums and the activation.
  ///   - activation: the identity for none.
  ///   - seeds: what the kernel is drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1, _ normalization: MapNormalization,
    _ activation: Activation = .identity, using seeds: inout Seeds
  ) {
    let convolution = Convolution2D(
      inputs, outputs, size: size, stride: stride, usesBias: false, using: &seeds)
    super.init([convolution, normalization.layer(outputs)] + activation.layers)
  }
}

/// The same with a `ConvolutionTranspose2D`, by which maps grow.
public final class NormalizedConvolutionTranspose2D: LayerGroup {
  /// Makes the layers, from `inputs` to `outputs` channels.
  ///
  /// - Parameters:
  ///   - inputs: channels of what comes in.
  ///   - outputs: channels of what goes out.
  ///   - size: rows and columns of the kernel.
  ///   - stride: how many times as high and wide maps become.
  ///   - normalization: what comes between the sums and the activation.
  ///   - activation: the identity for none.
  ///   - seeds: what the kernel is drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 2, _ normalization: MapNormalization,
    _ activation: Activation = .identity, using seeds: inout Seeds
  ) {
    let convolution = ConvolutionTranspose2D(
      inputs, outputs, size: size, stride: stride, usesBias: false, using: &seeds)
    super.init([convolution, normalization.layer(outputs)] + activation.layers)
  }
}

extension Activation {
  /// A layer of its own; none for the identity.
  fileprivate var layers: [any Layer] { self == .identity ? [] : [Activate(self)] }
}

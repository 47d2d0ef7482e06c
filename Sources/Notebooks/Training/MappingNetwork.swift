import Layers
import Tensors

/// A network that maps one tensor to another, knowing whether it is trained.
public protocol MappingNetwork: Network {
  /// Applies the network.
  func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor
}

/// A network that is one chain of layers.
///
///     final class Critic: SequentialNetwork {
///       let layers: Sequential
///
///       init(using seeds: inout Seeds) {
///         layers = Sequential(Dense(784, 64, .relu, using: &seeds), Dense(64, 1, using: &seeds))
///       }
///     }
public protocol SequentialNetwork: MappingNetwork {
  /// What it applies, one after the other.
  var layers: Sequential { get }
}

extension SequentialNetwork {
  /// Applies the layers.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    layers(x, phase)
  }
}

import Tensors

/// A model made of layers: a class whose stored properties are layers, or smaller networks.
///
///     final class Encoder: Network {
///       let hidden: Sequential
///       let mean, logVariance: Dense
///     }
///
/// Its variables are those of the properties in the order of declaration, named `mean/weights`, or
/// `hidden.dense1/weights` where a property is itself a chain of layers. Layers in arrays or behind
/// optionals are not found: put them in a `Sequential`.
public protocol Network: TrainingState {}

extension Network {
  /// The name of the type, such as `Encoder`.
  public var name: String { "\(type(of: self))" }

  /// All tensors that the network keeps.
  public var variables: [Variable] {
    Mirror(reflecting: self).children.flatMap { child -> [Variable] in
      guard let label = child.label else { return [] }
      let variables: [Variable] =
        switch child.value {
        case let layer as any Layer: layer.variables
        case let network as any Network: network.variables
        default: []
        }
      return variables.map { $0.inside(label) }
    }
  }

  /// The tensors that an optimiser moves.
  public var parameters: [Parameter] { variables.filter(\.isTrainable).map(\.parameter) }

  /// The number of floats that an optimiser moves.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }
}

import Tensors

/// A model made of layers: a class whose stored properties are layers, or smaller networks.
///
///     final class Encoder: Network {
///       let hidden: Sequential
///       let mean, logVariance: Dense
///       let branches: [Dense]
///     }
///
/// Its variables are those of the properties in the order of declaration, those of a superclass first. They are named
/// `mean/weights`, or `hidden.dense1/weights` where a property is itself a chain of layers, and `branches.1/weights` in an
/// array. Parameters, layers and networks are also found in optionals, dictionaries, tuples, enumerations and structures; each is
/// listed once, however many names it has. What holds layers and is not in any order, such as a set, is refused.
public protocol Network: TrainingState {}

extension Network {
  /// The name of the type, such as `Encoder`.
  public var name: String { "\(type(of: self))" }

  /// All tensors that the network keeps.
  ///
  /// Ends the program with a message that names the property where layers cannot be found or not be ordered.
  public var variables: [Variable] { VariableFinder.variables(of: self) }

  /// The tensors that an optimiser moves.
  public var parameters: [Parameter] { variables.filter(\.isTrainable).map(\.parameter) }

  /// The number of floats that an optimiser moves.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }
}

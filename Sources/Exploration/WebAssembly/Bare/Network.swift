// Embedded Swift cannot look at the properties of an object or tell the name of its type. This stands in for
// Sources/Layers/Network.swift, in which no number is computed: networks list their variables themselves.
import Tensors

/// A model made of layers.
public protocol Network: TrainingState {
  /// All tensors that the network keeps, in a fixed order.
  var variables: [Variable] { get }
}

extension Network {
  /// What messages call the network.
  public var name: String { "a network" }

  /// The tensors that an optimiser moves.
  public var parameters: [Parameter] {
    variables.filter { $0.isTrainable }.map { $0.parameter }
  }
}

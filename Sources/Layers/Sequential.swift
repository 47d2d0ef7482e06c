import Tensors

/// Layers applied one after the other.
public final class Sequential: Layer {
  private let layers: [any Layer]

  /// Chains `layers`; each draws from its own child of the phase.
  public init(_ layers: any Layer...) {
    self.layers = layers
  }

  /// Applies all layers.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    var x = x
    for (index, layer) in layers.enumerated() { x = layer(x, phase.child(index)) }
    return x
  }

  /// The layers' variables under `dense1/weights`, `dense2/bias` and so on: the kind of the layer and its
  /// number among those of the kind; `sequential1.dense1/weights` in a chain within the chain.
  public var variables: [Variable] {
    var numbers: [String: Int] = [:]
    return layers.flatMap { layer in
      let kind = "\(type(of: layer))".lowercasedFirst
      numbers[kind, default: 0] += 1
      return layer.variables.map { variable in
        variable.inside("\(kind)\(numbers[kind, default: 1])")
      }
    }
  }
}

extension String {
  /// The same with a small first letter.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

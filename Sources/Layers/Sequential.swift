import Tensors

/// Layers applied one after the other.
public final class Sequential: Layer {
  private let layers: [any Layer]

  /// Chains `layers`; each draws from its own child of the phase.
  public init(_ layers: any Layer...) {
    self.layers = layers
  }

  /// Applies all layers. One that can do a dropout after it by itself does, with the same bits.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    var x = x
    var index = 0
    while index < layers.count {
      if index + 1 < layers.count, let dropout = layers[index + 1] as? Dropout,
        let dropping = dropout.dropping(phase.child(index + 1)),
        let result = layers[index].applied(to: x, dropping: dropping)
      {
        x = result
        index += 2
      } else {
        x = layers[index](x, phase.child(index))
        index += 1
      }
    }
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

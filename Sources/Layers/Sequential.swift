import Tensors

/// Layers applied one after the other.
public final class Sequential: Layer {
  /// In their order.
  let layers: [any Layer]

  /// Chains `layers`, those of a `LayerGroup` one by one; each draws from its own child of the phase.
  public convenience init(_ layers: any Layer...) { self.init(layers) }

  /// The same with an array, for a number of layers that is computed.
  public init(_ layers: [any Layer]) {
    self.layers = layers.flatMap { $0.ungrouped }
  }

  /// Applies all layers. One that can do a dropout or a max-pooling after it by itself does, with the same bits.
  public func callAsFunction(_ x: Tensor, _ phase: Phase = .inference) -> Tensor {
    var x = x
    var index = 0
    while index < layers.count {
      if let (result, next) = fused(index, x, phase) {
        (x, index) = (result, next)
      } else {
        x = layers[index](x, phase.child(index))
        index += 1
      }
    }
    return x
  }

  /// What layer `index` makes of `x` together with as much of what follows as it can do by itself, and the layer to go on with; nil
  /// if it can do nothing of it.
  private func fused(_ index: Int, _ x: Tensor, _ phase: Phase) -> (Tensor, next: Int)? {
    let layer = layers[index]
    var next = index + 1
    var dropping: Dropping?
    if next < layers.count, let dropout = layers[next] as? Dropout {
      dropping = dropout.dropping(phase.child(next))
      next += 1
    }
    if next < layers.count, layers[next] is MaxPooling2D,
      let result = layer.applied(to: x, dropping: dropping, pooling: true)
    {
      return (result, next + 1)
    }
    guard dropping != nil else { return nil }
    return layer.applied(to: x, dropping: dropping, pooling: false).map { ($0, next) }
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

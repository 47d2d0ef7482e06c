import Kernels

extension Architecture.Step {
  /// The activation among the constants.
  package func activation() throws(ArchitectureError) -> Activation {
    let name = try word("activation")
    switch name {
    case "identity": return .identity
    case "relu": return .relu
    case "leaky-relu":
      let slope = try number("slope")
      guard slope > 0 else {
        throw ArchitectureError("the layer \(self.name) has a slope of \(slope)")
      }
      return .leakyReLU(slope: slope)
    case "elu": return .elu
    case "sigmoid": return .sigmoid
    case "tanh": return .tanh
    default: throw ArchitectureError("the layer \(self.name) has the unknown activation \(name)")
    }
  }
}

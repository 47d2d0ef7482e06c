import Kernels
import Records
import Tensors

extension DescribedNetwork {
  /// What the network makes of its inputs, by this program's own kernels: the bits that the notebook's network gives.
  ///
  /// - Parameter inputs: a batch of each input, in their order.
  func callAsFunction(_ inputs: [Tensor]) throws(ArchitectureError) -> [(
    name: String, value: Tensor
  )] {
    var values: [String: Tensor] = [:]
    for (input, tensor) in zip(architecture.inputs, inputs) { values[input.name] = tensor }
    let batch = inputs.first?.shape.first ?? 1
    for step in architecture.steps {
      let operands = step.operands.map { operand in
        switch operand {
        case .value(let name): values[name] ?? Tensor([], [0])
        case .parameter(let path):
          parameters[path].map { Tensor($0.shape, $0.values) } ?? Tensor([], [0])
        case .constant(let value, let shape): Tensor(shape, repeating: value)
        }
      }
      let shape = try step.shape.map { extent throws(ArchitectureError) in
        guard let length = extent.length(of: batch) else {
          throw ArchitectureError("\(step.name) takes no batch of \(batch)")
        }
        return length
      }
      values[step.name] = try Self.result(of: step, operands, shape: shape)
    }
    return architecture.outputs.map { ($0.name, values[$0.value] ?? Tensor([], [0])) }
  }

  private static func result(
    of step: Architecture.Step, _ operands: [Tensor], shape: [Int]
  ) throws(ArchitectureError) -> Tensor {
    let x = operands[0]
    switch step.kind {
    case "dense":
      return x.dense(
        weights: operands[1], bias: operands[2], activation: try step.activation())
    case "convolution":
      return x.convolved(
        with: operands[1], bias: operands[2], stride: try step.integer("stride"),
        activation: try step.activation())
    case "transposed-convolution":
      return x.convolvedTransposed(
        with: operands[1], bias: operands[2], stride: try step.integer("stride"),
        activation: try step.activation())
    case "up-sampled-convolution":
      return x.upSampledAndConvolved(
        with: operands[1], bias: operands[2], activation: try step.activation())
    case "batch-normalization":
      return x.batchNormalized(
        moments: (operands[1], operands[2]), scale: operands[3], offset: operands[4],
        epsilon: try step.number("epsilon")
      ).output
    case "instance-normalization":
      return x.instanceNormalized(
        scale: operands[1], offset: operands[2], epsilon: try step.number("epsilon"))
    case "activation": return x.activated(try step.activation())
    case "max-pooling": return x.maxPooled()
    case "average-pooling":
      return x.averagePooled(size: try step.integer("size"), stride: try step.integer("stride"))
    case "up-sampling": return x.upSampled()
    case "pixel-shuffle": return x.pixelShuffled(scale: try step.integer("scale"))
    case "reshape": return x.reshaped(shape)
    case "transpose": return x.transposed(try step.integers("axes"))
    case "concatenation": return operands.concatenated(along: try step.integer("axis"))
    case "slice":
      return x.slice(
        try step.integer("start")..<(try step.integer("end")), along: try step.integer("axis"))
    case "broadcast": return x.broadcast(to: shape)
    case "scaling":
      return x.scaled(by: try step.number("factor"), plus: try step.number("offset"))
    case "sum": return x + operands[1]
    case "difference": return x - operands[1]
    case "product": return x * operands[1]
    case "quotient": return x / operands[1]
    case "exponential": return x.exponential()
    case "logarithm": return x.logarithm(plus: try step.number("offset"))
    case "square-root": return x.squareRoot()
    case "square": return x.squared()
    case "absolute": return x.absolute()
    case "softplus": return x.softplus()
    case "clamping":
      let (low, high) = (try step.optionalNumber("minimum"), try step.optionalNumber("maximum"))
      return x.clamped(to: (low ?? -.infinity)...(high ?? .infinity))
    case "axis-sum": return x.sum(along: try step.integers("axes"), keepingAxes: true)
    case "matrix-product":
      return x.matrixProduct(
        with: operands[1], transposed: try step.flag("transposed"),
        otherTransposed: try step.flag("other-transposed"))
    default: throw ArchitectureError("the layer \(step.name) is of the unknown kind \(step.kind)")
    }
  }
}

import Records
import Tensors

/// A network whose computation has no description.
struct UndescribedNetwork: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension Architecture {
  /// What `outputs` computes, taken down twice, for batches of two lengths: what differs depends on the batch.
  ///
  /// - Parameters:
  ///   - network: the network's name in the log.
  ///   - inputs: the names of the inputs, and the shape for one example.
  ///   - parameters: the tensors of saved networks by their paths in the log.
  init(
    of network: String, taking inputs: KeyValuePairs<String, [Int]>,
    parameters: [(path: String, tensor: Tensor)],
    computing outputs: ([Tensor]) -> KeyValuePairs<String, Tensor>
  ) throws(UndescribedNetwork) {
    // Lengths that groups and packs of two to six examples divide.
    let runs = try [60, 120].map { count throws(UndescribedNetwork) in
      try TracedRun(
        of: network, taking: inputs, batch: count, parameters: parameters, computing: outputs)
    }
    self = try TracedRun.merged(runs[0], runs[1])
  }
}

/// What a network has done with a batch of one length.
private struct TracedRun {
  typealias Step = Architecture.Step

  let batch: Int
  let inputs: [(name: String, shape: [Int])]
  private(set) var steps: [(step: Step, shape: [Int])] = []
  private(set) var outputs: [Architecture.Output] = []
  private var known: [(tensor: Tensor, operand: Architecture.Operand)]
  private var names: Set<String>
  private let prefix: String

  init(
    of network: String, taking inputs: KeyValuePairs<String, [Int]>, batch: Int,
    parameters: [(path: String, tensor: Tensor)],
    computing outputs: ([Tensor]) -> KeyValuePairs<String, Tensor>
  ) throws(UndescribedNetwork) {
    self.batch = batch
    prefix = "parameters/\(network)/"
    self.inputs = inputs.map { ($0.key, [batch] + $0.value) }
    let tensors = self.inputs.map { Tensor($0.shape, repeating: 0) }
    names = Set(inputs.map(\.key))
    // Its own parameters first: those of a network may have two paths.
    let own = parameters.filter { [prefix] in $0.path.hasPrefix(prefix) }
    known =
      zip(tensors, inputs).map { ($0, .value($1.key)) }
      + (own + parameters).map { ($0.tensor, .parameter($0.path)) }
    let trace = Trace()
    let results = trace.follow { outputs(tensors) }
    let operations: [Trace.Operation]
    do throws(Trace.Gap) {
      operations = try trace.operations(from: tensors, to: results.map(\.value))
    } catch {
      throw UndescribedNetwork("\(error)")
    }
    for operation in operations { try add(operation) }
    for (name, tensor) in results {
      guard case .value(let value) = try operand(tensor) else {
        throw UndescribedNetwork("its output \(name) is a constant")
      }
      self.outputs.append(Architecture.Output(name: name, value: value))
    }
  }

  private mutating func add(_ operation: Trace.Operation) throws(UndescribedNetwork) {
    let operands = try operation.operands.map { tensor throws(UndescribedNetwork) in
      try operand(tensor)
    }
    // All of an axis is no part of it.
    if operation.description.kind == "slice",
      operation.output.shape == operation.operands[0].shape
    {
      return known.append((operation.output, operands[0]))
    }
    let constants = operation.description.constants.mapValues(\.json)
    let shape = operation.output.shape
    guard operation.description.kind == "pooled-convolution" else {
      let name = add(operation.description.kind, operands, constants, shape)
      return known.append((operation.output, .value(name)))
    }
    guard case .int(let stride)? = operation.description.constants["stride"] else {
      throw UndescribedNetwork("a convolution has no stride")
    }
    let images = operation.operands[0].shape
    let convolved = [
      images[0], (images[1] + stride - 1) / stride, (images[2] + stride - 1) / stride, shape[3],
    ]
    let name = add("convolution", operands, constants, convolved)
    let pooled = add("max-pooling", [.value(name)], ["padding": .string("same")], shape)
    known.append((operation.output, .value(pooled)))
  }

  /// Adds a step and returns its name.
  private mutating func add(
    _ kind: String, _ operands: [Architecture.Operand], _ constants: [String: JSON], _ shape: [Int]
  ) -> String {
    // Scaled weights are those of a layer that follows.
    var name = kind == "scaling" ? nil : layerName(of: operands)
    if name == nil || !names.insert(name ?? "").inserted {
      var number = 1
      while !names.insert("\(name ?? kind)\(name == nil ? "" : "-")\(number)").inserted {
        number += 1
      }
      name = "\(name ?? kind)\(name == nil ? "" : "-")\(number)"
    }
    let step = Step(
      name: name ?? kind, kind: kind, operands: operands, constants: constants, shape: [])
    steps.append((step, shape))
    return step.name
  }

  /// The path of the layer whose parameters an operation takes, within the network; with the network's name before it where it is
  /// another one.
  private func layerName(of operands: [Architecture.Operand]) -> String? {
    for operand in operands {
      guard case .parameter(let path) = operand else { continue }
      let parts = path.split(separator: "/").dropFirst().dropLast()
      return (path.hasPrefix(prefix) ? parts.dropFirst() : parts).joined(separator: ".")
    }
    return nil
  }

  private func operand(_ tensor: Tensor) throws(UndescribedNetwork) -> Architecture.Operand {
    if let (_, operand) = known.first(where: { $0.tensor.isSame(as: tensor) }) { return operand }
    let value = tensor.withElements { elements -> Float? in
      guard let first = elements.first, elements.allSatisfy({ $0 == first }) else { return nil }
      return first
    }
    guard let value else {
      throw UndescribedNetwork(
        "it computes with numbers of shape \(tensor.shape) that belong to no saved network")
    }
    return .constant(value, shape: tensor.shape)
  }

  /// The description that both runs agree on.
  static func merged(
    _ one: TracedRun, _ other: TracedRun
  ) throws(UndescribedNetwork) -> Architecture {
    func extents(_ first: [Int], _ second: [Int]) throws(UndescribedNetwork)
      -> [Architecture.Extent]
    {
      guard first.count == second.count else {
        throw UndescribedNetwork("the number of its axes depends on the batch")
      }
      return try zip(first, second).map { first, second throws(UndescribedNetwork) in
        if first == second { return .fixed(first) }
        guard first * other.batch == second * one.batch else {
          throw UndescribedNetwork("an axis of \(first) or \(second) is no multiple of the batch")
        }
        let divisor = greatestCommonDivisor(first, one.batch)
        return .batch(times: first / divisor, over: one.batch / divisor)
      }
    }
    guard one.outputs == other.outputs, one.steps.count == other.steps.count else {
      throw UndescribedNetwork("it does other operations with a longer batch")
    }
    let inputs = try zip(one.inputs, other.inputs).map { first, second throws(UndescribedNetwork) in
      Architecture.Input(name: first.name, shape: try extents(first.shape, second.shape))
    }
    let steps = try zip(one.steps, other.steps).map { first, second throws(UndescribedNetwork) in
      guard first.step == second.step else {
        throw UndescribedNetwork("its layer \(first.step.name) depends on the batch's length")
      }
      return Step(
        name: first.step.name, kind: first.step.kind, operands: first.step.operands,
        constants: first.step.constants, shape: try extents(first.shape, second.shape))
    }
    return Architecture(inputs: inputs, steps: steps, outputs: one.outputs)
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}

extension OperationDescription.Constant {
  fileprivate var json: JSON {
    switch self {
    case .int(let value): .int(Int64(value))
    case .number(let value): .number(value)
    case .text(let text): .string(text)
    case .ints(let values): .array(values.map { .int(Int64($0)) })
    case .flag(let value): .bool(value)
    }
  }
}

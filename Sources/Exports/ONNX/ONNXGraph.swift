import Records

/// The nodes and initial values of an ONNX graph while it is built.
struct ONNXGraph {
  /// An attribute of a node.
  enum Attribute {
    case int(Int)
    case float(Float)
    case text(String)
    case ints([Int])
  }

  /// The order of an image's axes.
  enum Layout {
    /// [n, height, width, channels], that of the notebooks.
    case channelsLast
    /// [n, channels, height, width], that of ONNX.
    case channelsFirst
  }

  let network: DescribedNetwork
  /// The names that a value has in the graph, by its name in the description.
  private var names: [String: [Layout: String]] = [:]
  private var shapes: [String: [Architecture.Extent]] = [:]
  /// Scaled parameters, whose values are known beforehand.
  private var folded: [String: SavedNetwork.Tensor] = [:]
  private var nodes: [ProtobufMessage] = []
  private var initializers: [ProtobufMessage] = []
  private var taken: Set<String> = []

  init(of network: DescribedNetwork) { self.network = network }

  /// Adds all steps.
  ///
  /// - Throws: `ArchitectureError` where ONNX has no operation for one.
  mutating func build() throws(ArchitectureError) {
    for input in network.architecture.inputs {
      taken.insert(input.name)
      names[input.name] = [.channelsLast: input.name]
      shapes[input.name] = input.shape
    }
    taken.formUnion(network.architecture.outputs.map(\.name))
    for step in network.architecture.steps {
      shapes[step.name] = step.shape
      try add(step)
    }
    for output in network.architecture.outputs {
      nodes.append(
        Self.node("Identity", [self.name(of: output.value)], [output.name], output.name, [:]))
    }
  }

  /// Writes the graph's fields.
  func write(to graph: inout ProtobufMessage) {
    for node in nodes { graph.add(1, node.bytes) }
    graph.add(2, network.name)
    for initializer in initializers { graph.add(5, initializer.bytes) }
    for input in network.architecture.inputs {
      graph.add(11, Self.value(input.name, input.shape).bytes)
    }
    for output in network.architecture.outputs {
      graph.add(12, Self.value(output.name, shapes[output.value] ?? []).bytes)
    }
  }

  // MARK: Values

  /// The shape of a value in the description.
  func shape(of value: String) -> [Architecture.Extent] { shapes[value] ?? [] }

  /// The tensor that an operand is, where it is known beforehand.
  func tensor(_ operand: Architecture.Operand) -> SavedNetwork.Tensor? {
    switch operand {
    case .parameter(let path): network.parameters[path]
    case .value(let name): folded[name]
    case .constant(let value, let shape):
      SavedNetwork.Tensor(
        name: "constant", shape: shape,
        values: [Float](repeating: value, count: shape.reduce(1, *)))
    }
  }

  /// Makes a value one that is known beforehand.
  mutating func fold(_ name: String, _ tensor: SavedNetwork.Tensor) { folded[name] = tensor }

  /// Whether an operand is known with its channels first already.
  func isChannelsFirst(_ operand: Architecture.Operand) -> Bool {
    guard case .value(let name) = operand else { return false }
    return names[name]?[.channelsFirst] != nil
  }

  /// The name of an operand in the graph, with its axes in the given order.
  mutating func name(
    of operand: Architecture.Operand, _ layout: Layout = .channelsLast
  ) -> String {
    if let tensor = tensor(operand) { return initializer(tensor.name, tensor.shape, tensor.values) }
    guard case .value(let value) = operand else { return "" }
    return name(of: value, layout)
  }

  private mutating func name(of value: String, _ layout: Layout = .channelsLast) -> String {
    if let name = names[value]?[layout] { return name }
    if let tensor = folded[value] { return initializer(tensor.name, tensor.shape, tensor.values) }
    let other: Layout = layout == .channelsFirst ? .channelsLast : .channelsFirst
    let known = names[value]?[other] ?? value
    let name = unique("\(value)/\(layout == .channelsFirst ? "channels-first" : "channels-last")")
    nodes.append(
      Self.node(
        "Transpose", [known], [name], name,
        ["perm": .ints(layout == .channelsFirst ? [0, 3, 1, 2] : [0, 2, 3, 1])]))
    names[value, default: [:]][layout] = name
    return name
  }

  /// Notes that a value of the description is there under a name.
  mutating func define(_ value: String, as name: String, _ layout: Layout = .channelsLast) {
    names[value, default: [:]][layout] = name
  }

  // MARK: Nodes

  /// Adds a node and returns the name of its output, which is made from `name`.
  mutating func node(
    _ operation: String, _ inputs: [String], _ attributes: [String: Attribute] = [:],
    named name: String
  ) -> String {
    let output = unique(name)
    nodes.append(Self.node(operation, inputs, [output], output, attributes))
    return output
  }

  /// Adds floats that are known beforehand and returns their name, which is made from `name`.
  mutating func initializer(_ name: String, _ shape: [Int], _ values: [Float]) -> String {
    let name = unique(name)
    initializers.append(Self.tensor(name, shape, type: 1, [UInt8](littleEndian: values)))
    return name
  }

  /// Adds whole numbers that are known beforehand and returns their name, which is made from `name`.
  mutating func initializer(_ name: String, _ values: [Int]) -> String {
    let name = unique(name)
    initializers.append(
      Self.tensor(name, [values.count], type: 7, [UInt8](littleEndian: values.map(Int64.init))))
    return name
  }

  private mutating func unique(_ name: String) -> String {
    if taken.insert(name).inserted { return name }
    var number = 2
    while !taken.insert("\(name)-\(number)").inserted { number += 1 }
    return "\(name)-\(number)"
  }

  // MARK: Messages

  private static func node(
    _ operation: String, _ inputs: [String], _ outputs: [String], _ name: String,
    _ attributes: [String: Attribute]
  ) -> ProtobufMessage {
    ProtobufMessage { node in
      for input in inputs { node.add(1, input) }
      for output in outputs { node.add(2, output) }
      node.add(3, name)
      node.add(4, operation)
      for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
        node.add(5) { attribute in
          attribute.add(1, name)
          switch value {
          case .float(let value):
            attribute.add(2, value)
            attribute.add(20, 1)
          case .int(let value):
            attribute.add(3, value)
            attribute.add(20, 2)
          case .text(let value):
            attribute.add(4, value)
            attribute.add(20, 3)
          case .ints(let values):
            attribute.add(8, packed: values)
            attribute.add(20, 7)
          }
        }
      }
    }
  }

  private static func tensor(
    _ name: String, _ shape: [Int], type: Int, _ bytes: [UInt8]
  ) -> ProtobufMessage {
    ProtobufMessage { tensor in
      tensor.add(1, packed: shape)
      tensor.add(2, type)
      tensor.add(8, name)
      tensor.add(9, bytes)
    }
  }

  private static func value(_ name: String, _ shape: [Architecture.Extent]) -> ProtobufMessage {
    ProtobufMessage { value in
      value.add(1, name)
      value.add(2) { type in
        type.add(1) { tensor in
          tensor.add(1, 1)
          tensor.add(2) { message in
            for extent in shape {
              message.add(1) { dimension in
                if case .fixed(let length) = extent {
                  dimension.add(1, length)
                } else {
                  dimension.add(2, "\(extent)")
                }
              }
            }
          }
        }
      }
    }
  }
}

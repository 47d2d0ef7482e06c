import Inference
import Kernels
import Records

/// A network of a log, as a program that can be run without the notebook.
///
/// A page computes chains, each step of what the one before it made. A label may join once or more, behind the channels, by itself or
/// repeated at every pixel. Of several outputs the page has one: the first, such as the mean of an encoder, if no other is asked for.
/// Before anything else, neighbours of a batch may be joined as the channels of one image.
struct ExplorableNetwork {
  private(set) var operations: [Operation] = []
  private(set) var parameters: [Float] = []
  /// The size of an input: of an image, of a row of numbers, or of `packing` images one behind the other.
  private(set) var input: Shape
  /// How many images the network sees at once.
  private(set) var packing = 1
  /// The size of the output.
  private(set) var output: Shape
  /// The name of the output: `pictures`, `logits`.
  private let outputName: String
  private let classes: Int

  /// The network of a log.
  ///
  /// - Parameters:
  ///   - name: its name in the log, under `/parameters`.
  ///   - input: the size of an image, or of a row of numbers.
  ///   - classes: how many numbers a one-hot label has; 0 for none.
  ///   - pixels: what is done to an image in [0, 1] where the network takes `pixels`, in a range of their own.
  ///   - wanted: the name of the output; the first where it is nil.
  /// - Throws: `ExplorationError` where the log does not have the network, or has one that is no such chain.
  init(
    _ name: String, of record: RunRecord, input: Shape, classes: Int, pixels: [Operation] = [],
    output wanted: String? = nil
  ) throws {
    guard let text = record.architectures[name] else { throw ExplorationError.noNetwork(name) }
    let architecture: Architecture
    do { architecture = try Architecture(text: text) } catch {
      throw ExplorationError.misfit(network: name, layer: "architecture", error)
    }
    self.input = input
    self.classes = classes
    output = input
    let result =
      architecture.outputs.first { $0.name == wanted } ?? architecture.outputs[0]
    outputName = result.name
    var chain = architecture.inputs[0].name
    if chain == "pixels" { for operation in pixels { try append(operation) } }
    var labels = Set(architecture.inputs.dropFirst().map(\.name))
    var pack = NeighbourPack()
    for step in architecture.steps(for: result.value) {
      do {
        let values = step.operands.compactMap(\.valueName)
        let role = try pack.role(of: step, operands: values, after: chain)
        if case .last(let images) = role {
          try join(images, step)
          chain = step.name
        } else if role == .part {
          continue
        } else if values.allSatisfy(labels.contains) {
          guard ["reshape", "broadcast", "max-pooling", "up-sampling"].contains(step.kind) else {
            throw LayerError("it computes with labels")
          }
          labels.insert(step.name)
        } else {
          guard values.first == chain, values.dropFirst().allSatisfy(labels.contains) else {
            throw LayerError("it takes more than what the layer before it made")
          }
          try append(step) { operand in try Self.values(of: operand, in: record) }
          chain = step.name
        }
      } catch {
        throw ExplorationError.misfit(network: name, layer: step.name, error)
      }
    }
    guard chain == result.value else {
      throw ExplorationError.misfit(
        network: name, layer: result.value, LayerError("it is none of a chain"))
    }
  }

  /// Makes logits probabilities: one by a sigmoid, those of classes by a softmax.
  mutating func normalizeOutput() throws {
    guard ["logits", "scores"].contains(outputName) else { return }
    try append(output.count == 1 ? .activation(.sigmoid) : .softmax)
  }

  /// What the network makes of `inputs`, [count, input].
  func run(_ inputs: [Float], labels: [UInt8] = []) throws -> [Float] {
    let count = inputs.count / input.count
    let labels = labels.isEmpty ? [UInt8](repeating: 0, count: count) : labels
    return try parameters.withUnsafeBufferPointer { parameters in
      guard let base = parameters.baseAddress,
        let program = Program(operations, input: input, parameters: base)
      else { throw ExplorationError.noNetwork("any") }
      return [Float](unsafeUninitializedCapacity: count * output.count) { buffer, filled in
        guard let target = buffer.baseAddress else { return }
        program.run(count, inputs, labels: labels, into: target)
        filled = count * output.count
      }
    }
  }

  /// So many images, one behind the other, become the channels of one.
  private mutating func join(_ images: Int, _ step: Architecture.Step) throws {
    // What has been done so far was done to each number.
    packing = images
    input = Shape(images, input.height * input.width, input.channels)
    output = input
    try append(.packing)
    guard step.shape.dropFirst().map(\.fixedLength) == [output.width, output.channels] else {
      throw LayerError("it joins images otherwise than pixel by pixel")
    }
  }

  private static func values(
    of operand: Architecture.Operand, in record: RunRecord
  ) throws -> (shape: [Int], values: [Float]) {
    switch operand {
    case .constant(let value, let shape):
      // Larger ones are no layer's, but a damaged description's.
      let most = 1 << 24, count = shape.reduce(1) { $0 > most ? $0 : $0 * $1 }
      guard 0...most ~= count else { throw LayerError("it has a constant of shape \(shape)") }
      return (shape, [Float](repeating: value, count: count))
    case .parameter(let path):
      guard let array = record.arrays[path], case .float(let values) = array.values else {
        throw LayerError("the log has no floats at /\(path)")
      }
      return (array.shape, values)
    case .value: throw LayerError("it takes more than what the layer before it made")
    }
  }

  private mutating func append(
    _ step: Architecture.Step,
    _ values: (Architecture.Operand) throws -> (shape: [Int], values: [Float])
  ) throws {
    /// The operands from `first` on, at most `count`, and the shape of the first.
    func take(_ operands: Int...) throws -> [Int] {
      let found = try operands.map { index in
        guard step.operands.indices.contains(index) else {
          throw LayerError("it has \(step.operands.count) operands")
        }
        return try values(step.operands[index])
      }
      parameters += found.flatMap(\.values)
      return found[0].shape
    }
    func weights(rank: Int) throws -> [Int] {
      let shape = try take(1, 2)
      guard shape.count == rank else { throw LayerError("its weights are of shape \(shape)") }
      return shape
    }
    switch step.kind {
    case "dense":
      let shape = try weights(rank: 2)
      try append(.dense(inputs: shape[0], outputs: shape[1], try step.activation()))
    case "convolution", "pooled-convolution":
      let shape = try weights(rank: 4)
      try append(
        .convolution(
          size: shape[0], stride: try step.integer("stride"), inputs: shape[2], outputs: shape[3],
          try step.activation()))
      if step.kind == "pooled-convolution" { try append(.maxPooling) }
    case "up-sampled-convolution":
      let shape = try weights(rank: 4)
      try append(
        .upSampledConvolution(
          size: shape[0], inputs: shape[2], outputs: shape[3], try step.activation()))
    case "transposed-convolution":
      let shape = try weights(rank: 4)
      try append(
        .transposedConvolution(
          size: shape[0], stride: try step.integer("stride"), inputs: shape[3], outputs: shape[2],
          try step.activation()))
    case "batch-normalization":
      let channels = try take(3, 4, 1, 2).last ?? 0
      try append(.batchNormalization(channels: channels, epsilon: try step.number("epsilon")))
    case "activation": try append(.activation(try step.activation()))
    case "max-pooling": try append(.maxPooling)
    case "up-sampling": try append(.upSampling)
    case "scaling":
      try append(.scaling(factor: try step.number("factor"), offset: try step.number("offset")))
    case "reshape":
      let sizes = step.shape.dropFirst().compactMap(\.fixedLength)
      switch sizes.count {
      case 1: try append(.reshape(height: 1, width: 1, channels: sizes[0]))
      case 3: try append(.reshape(height: sizes[0], width: sizes[1], channels: sizes[2]))
      default: throw LayerError("it makes no images")
      }
    case "concatenation":
      guard classes > 0, step.operands.count == 2,
        try step.integer("axis") == step.shape.count - 1
      else { throw LayerError("it joins more than a label") }
      // A label joins all numbers of a row, not each pixel of the image that the row is.
      if step.shape.count == 2, output.height * output.width > 1 {
        try append(.reshape(height: 1, width: 1, channels: output.count))
      }
      try append(.labels(classes: classes))
      guard step.shape.last?.fixedLength == output.channels else {
        throw LayerError("it joins more than a label of \(classes) numbers")
      }
    default: throw LayerError("a page knows no \(step.kind)")
    }
    guard parameters.count == operations.reduce(0, { $0 + $1.parameterCount }) else {
      throw LayerError("its parameters are not of the sizes that it tells")
    }
  }

  private mutating func append(_ operation: Operation) throws {
    guard let shape = operation.shape(after: output) else {
      throw LayerError("it does not take \(output.height) × \(output.width) × \(output.channels)")
    }
    operations.append(operation)
    output = shape
  }
}

extension Architecture {
  /// The steps that a value needs, in their order.
  fileprivate func steps(for value: String) -> [Step] {
    var needed: Set<String> = [value]
    var found: [Step] = []
    for step in steps.reversed() where needed.contains(step.name) {
      needed.formUnion(step.operands.compactMap(\.valueName))
      found.append(step)
    }
    return found.reversed()
  }
}

extension Architecture.Operand {
  /// The input or step that it is; nil for a parameter or a constant.
  fileprivate var valueName: String? { if case .value(let name) = self { name } else { nil } }
}

extension Architecture.Extent {
  /// The length, where it does not depend on the batch.
  fileprivate var fixedLength: Int? { if case .fixed(let length) = self { length } else { nil } }
}

/// What is wrong with a layer.
struct LayerError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

import Inference
import Kernels
import Layers
import Records

/// A network of a log, as a program that can be run without the notebook.
///
/// Layers follow one another in the order in which the network declares them. What their sizes leave open is settled by them:
/// where a layer takes as many more numbers as there are labels, the label joins there, and where an image has a multiple of the
/// channels, the network looks at so many images at once and gets the same one each time. Of the two outputs of an encoder the mean
/// is the code.
struct ExplorableNetwork {
  private(set) var operations: [Operation] = []
  private(set) var parameters: [Float] = []
  let input: Shape
  /// The size of the output.
  private(set) var output: Shape
  private let classes: Int

  /// The network of a log.
  ///
  /// - Parameters:
  ///   - name: its name in the log, under `/parameters`.
  ///   - input: the size of an image, or of a row of numbers.
  ///   - classes: how many numbers a one-hot label has; 0 for none.
  /// - Throws: `ExplorationError` where the log does not have the network, or has one that is no such chain.
  init(_ name: String, of record: RunRecord, input: Shape, classes: Int) throws {
    self.input = input
    self.classes = classes
    output = input
    guard let text = record.architectures[name] else { throw ExplorationError.noNetwork(name) }
    let layers: [LayerDescription] = try JSON.decode(text)
    let parts = Dictionary(grouping: layers) { $0.part }
    // A part without parameters beside parts with some works on labels, which join as they are.
    func hasParameters(_ part: String) -> Bool {
      let path = "parameters/\(name)/\(part)"
      return record.arrays.keys.contains { $0.hasPrefix("\(path)/") || $0.hasPrefix("\(path).") }
    }
    let left = Set(parts.keys.filter { !hasParameters($0) || $0 == "logVariance" })
    for layer in layers where !left.contains(layer.part) {
      do {
        try append(layer) { record.arrays["parameters/\(name)/\(layer.layer)/\($0)"] }
      } catch {
        throw ExplorationError.misfit(network: name, layer: layer.layer, error)
      }
    }
  }

  /// What the network lacks to be a program: the function after the last layer.
  ///
  /// Logits become probabilities or pixels by a sigmoid; pixels in [−1, 1] are mapped to [0, 1].
  mutating func normalizeOutput() throws {
    switch operations.last(where: \.hasFunction)?.function {
    case .identity: try append(.activation(.sigmoid))
    case .tanh: try append(.scaling(factor: 0.5, offset: 0.5))
    default: break
    }
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

  private mutating func append(
    _ layer: LayerDescription, _ tensor: (String) -> RecordedArray?
  ) throws {
    func array(_ name: String) throws -> RecordedArray {
      guard let array = tensor(name) else { throw LayerError("the log has no \(name) of it") }
      return array
    }
    func take(_ names: String...) throws {
      for name in names {
        guard case .float(let values) = try array(name).values else {
          throw LayerError("its \(name) are no floats")
        }
        parameters += values
      }
    }
    /// The bias, or zeros where the layer has none.
    func takeBias(_ outputs: Int) throws {
      if tensor("bias") == nil {
        parameters += [Float](repeating: 0, count: outputs)
      } else {
        try take("bias")
      }
    }
    let function = layer.function ?? .identity
    switch layer.kind {
    case "Dropout": break
    case "Dense":
      let shape = try array("weights").shape
      try join(inputs: shape[0], of: output.count)
      try append(.dense(inputs: shape[0], outputs: shape[1], function))
      try take("weights")
      try takeBias(shape[1])
    case "Convolution2D", "UpSampledConvolution2D", "ConvolutionTranspose2D":
      let shape = try array("weights").shape
      let isTransposed = layer.kind == "ConvolutionTranspose2D"
      let (inputs, outputs) = isTransposed ? (shape[3], shape[2]) : (shape[2], shape[3])
      try join(inputs: inputs, of: output.channels)
      let stride = layer.stride ?? 1
      try append(
        isTransposed
          ? .transposedConvolution(
            size: shape[0], stride: stride, inputs: inputs, outputs: outputs, function)
          : layer.kind == "Convolution2D"
            ? .convolution(
              size: shape[0], stride: stride, inputs: inputs, outputs: outputs, function)
            : .upSampledConvolution(
              size: shape[0], inputs: inputs, outputs: outputs, function))
      try take("weights")
      try takeBias(outputs)
    case "BatchNormalization":
      let channels = try array("scale").shape[0]
      try append(.batchNormalization(channels: channels, epsilon: layer.epsilon ?? 1e-3))
      try take("scale", "offset", "mean", "variance")
    case "Activate": try append(.activation(function))
    case "MaxPooling2D": try append(.maxPooling)
    case "UpSampling2D": try append(.upSampling)
    case "Flatten": try append(.reshape(height: 1, width: 1, channels: output.count))
    case "Reshape":
      guard let shape = layer.shape, shape.count == 3 else {
        throw LayerError("it makes no images")
      }
      let count = shape.reduce(1, *)
      if count > output.count, count.isMultiple(of: output.count) {
        try append(.repetition(count / output.count))
      }
      try append(.reshape(height: shape[0], width: shape[1], channels: shape[2]))
    default: throw LayerError("a page knows no layer \(layer.kind)")
    }
  }

  /// Lets the label join where a layer of `inputs` has that many more than there are.
  private mutating func join(inputs: Int, of count: Int) throws {
    if inputs != count, inputs == count + classes { try append(.labels(classes: classes)) }
  }

  private mutating func append(_ operation: Operation) throws {
    guard let shape = operation.shape(after: output) else {
      throw LayerError("it does not take \(output.height) × \(output.width) × \(output.channels)")
    }
    operations.append(operation)
    output = shape
  }
}

extension LayerDescription {
  /// The property of the network that the layer belongs to.
  fileprivate var part: String { String(layer.prefix { $0 != "." }) }
}

extension Operation {
  fileprivate var hasFunction: Bool { function != nil }

  /// The function at the end of an operation that may have one.
  fileprivate var function: Activation? {
    switch self {
    case .dense(_, _, let function), .convolution(_, _, _, _, let function),
      .upSampledConvolution(_, _, _, let function),
      .transposedConvolution(_, _, _, _, let function),
      .activation(let function):
      function
    case .batchNormalization: .identity
    case .maxPooling, .upSampling, .reshape, .labels, .repetition, .scaling: nil
    }
  }
}

/// What is wrong with a layer.
struct LayerError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

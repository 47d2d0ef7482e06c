import Records

// Each step as the nodes that compute it.
extension ONNXGraph {
  mutating func add(_ step: Architecture.Step) throws(ArchitectureError) {
    switch step.kind {
    case "dense": try addDense(step)
    case "convolution", "up-sampled-convolution": try addConvolution(step)
    case "transposed-convolution": try addTransposedConvolution(step)
    case "batch-normalization", "instance-normalization": try addNormalization(step)
    case "activation", "scaling", "exponential", "logarithm", "square-root", "square", "absolute",
      "softplus", "clamping":
      try addFunction(step)
    case "max-pooling", "average-pooling", "up-sampling", "pixel-shuffle": try addResampling(step)
    case "sum", "difference", "product", "quotient": addArithmetic(step)
    default: try addShaping(step)
    }
  }

  // MARK: Layers with weights

  private mutating func addDense(_ step: Architecture.Step) throws(ArchitectureError) {
    let x = name(of: step.operands[0])
    let (weights, bias) = (name(of: step.operands[1]), name(of: step.operands[2]))
    let sums: String
    if step.shape.count == 2 {
      sums = node("Gemm", [x, weights, bias], named: step.name)
    } else {
      let product = node("MatMul", [x, weights], named: "\(step.name)/product")
      sums = node("Add", [product, bias], named: step.name)
    }
    define(step.name, as: try activated(sums, step))
  }

  private mutating func addConvolution(_ step: Architecture.Step) throws(ArchitectureError) {
    let isUpSampled = step.kind == "up-sampled-convolution"
    var x = name(of: step.operands[0], .channelsFirst)
    if isUpSampled { x = upSampled(x, named: "\(step.name)/up-sampled") }
    let kernel = try known(step.operands[1], step)
    let stride = isUpSampled ? 1 : try step.integer("stride")
    let images = try sides(of: step.operands[0], step).map { isUpSampled ? 2 * $0 : $0 }
    let window = [kernel.shape[0], kernel.shape[1]]
    let weights = initializer(
      kernel.name, [3, 2, 0, 1].map { kernel.shape[$0] }, kernel.permuted([3, 2, 0, 1]))
    let sums = node(
      "Conv", [x, weights, name(of: step.operands[2])],
      [
        "kernel_shape": .ints(window), "strides": .ints([stride, stride]),
        "pads": .ints(Self.padding(images, window, stride)),
      ], named: step.name)
    define(step.name, as: try activated(sums, step), .channelsFirst)
  }

  private mutating func addTransposedConvolution(
    _ step: Architecture.Step
  ) throws(ArchitectureError) {
    let x = name(of: step.operands[0], .channelsFirst)
    let kernel = try known(step.operands[1], step)
    let stride = try step.integer("stride")
    let window = [kernel.shape[0], kernel.shape[1]]
    let weights = initializer(
      kernel.name, [3, 2, 0, 1].map { kernel.shape[$0] }, kernel.permuted([3, 2, 0, 1]))
    // What a kernel reaches beyond the stride is cut off on both sides; what it lacks is zeros at the end.
    let excess = window.map { max(0, $0 - stride) }
    let sums = node(
      "ConvTranspose", [x, weights, name(of: step.operands[2])],
      [
        "kernel_shape": .ints(window), "strides": .ints([stride, stride]),
        "pads": .ints(excess.map { $0 / 2 } + excess.map { $0 - $0 / 2 }),
        "output_padding": .ints(window.map { max(0, stride - $0) }),
      ], named: step.name)
    define(step.name, as: try activated(sums, step), .channelsFirst)
  }

  private mutating func addNormalization(_ step: Architecture.Step) throws(ArchitectureError) {
    let isOfImages = step.shape.count == 4
    guard isOfImages || step.shape.count == 2 else {
      throw ArchitectureError(
        "the layer \(step.name) normalises \(step.shape.count) axes, which ONNX does not")
    }
    let layout = isOfImages ? Layout.channelsFirst : .channelsLast
    let x = name(of: step.operands[0], layout)
    var operands: [String] = []
    for operand in step.operands.dropFirst() { operands.append(name(of: operand)) }
    let epsilon = Attribute.float(try step.number("epsilon"))
    let output =
      step.kind == "batch-normalization"
      // Scale, offset, mean, variance.
      ? node(
        "BatchNormalization", [x, operands[2], operands[3], operands[0], operands[1]],
        ["epsilon": epsilon], named: step.name)
      : node(
        "InstanceNormalization", [x] + operands, ["epsilon": epsilon], named: step.name)
    define(step.name, as: output, layout)
  }

  // MARK: Functions of each element

  private mutating func addFunction(_ step: Architecture.Step) throws(ArchitectureError) {
    if step.kind == "scaling", let tensor = tensor(step.operands[0]) {
      // The layer's own rounding: one fma an element.
      let (factor, offset) = (try step.number("factor"), try step.number("offset"))
      let values = tensor.values.map { offset.addingProduct(factor, $0) }
      return fold(
        step.name,
        SavedNetwork.Tensor(name: "\(tensor.name)/scaled", shape: tensor.shape, values: values))
    }
    let layout = isChannelsFirst(step.operands[0]) ? Layout.channelsFirst : .channelsLast
    let x = name(of: step.operands[0], layout)
    let output: String
    switch step.kind {
    case "activation": output = try activated(x, step, named: step.name)
    case "scaling":
      let factor = initializer("\(step.name)/factor", [], [try step.number("factor")])
      let offset = try step.number("offset")
      if offset == 0 {
        output = node("Mul", [x, factor], named: step.name)
      } else {
        let product = node("Mul", [x, factor], named: "\(step.name)/product")
        output = node(
          "Add", [product, initializer("\(step.name)/offset", [], [offset])], named: step.name)
      }
    case "logarithm":
      let offset = initializer("\(step.name)/offset", [], [try step.number("offset")])
      output = node("Log", [node("Add", [x, offset], named: "\(step.name)/sum")], named: step.name)
    case "square": output = node("Mul", [x, x], named: step.name)
    case "exponential": output = node("Exp", [x], named: step.name)
    case "square-root": output = node("Sqrt", [x], named: step.name)
    case "absolute": output = node("Abs", [x], named: step.name)
    case "softplus": output = node("Softplus", [x], named: step.name)
    default:
      // An input that is left out has no name.
      let low = try step.optionalNumber("minimum").map { ("minimum", $0) }
      let high = try step.optionalNumber("maximum").map { ("maximum", $0) }
      var limits: [String] = []
      for limit in [low, high] {
        limits.append(limit.map { initializer("\(step.name)/\($0.0)", [], [$0.1]) } ?? "")
      }
      output = node("Clip", [x] + limits, named: step.name)
    }
    define(step.name, as: output, layout)
  }

  /// Adds the activation of a step to its sums.
  private mutating func activated(
    _ sums: String, _ step: Architecture.Step, named name: String? = nil
  ) throws(ArchitectureError) -> String {
    let activation = try step.activation()
    let name = name ?? "\(step.name)/activated"
    return switch activation {
    case .identity: sums
    case .relu: node("Relu", [sums], named: name)
    case .leakyReLU(let slope): node("LeakyRelu", [sums], ["alpha": .float(slope)], named: name)
    case .elu: node("Elu", [sums], named: name)
    case .sigmoid: node("Sigmoid", [sums], named: name)
    case .tanh: node("Tanh", [sums], named: name)
    }
  }

  private mutating func addArithmetic(_ step: Architecture.Step) {
    // Channels stay first where nothing is broadcast along an axis but single numbers.
    let isFirst = step.operands.allSatisfy { operand in
      tensor(operand).map { $0.values.count == 1 && $0.shape.count < 2 }
        ?? (isChannelsFirst(operand) && shape(of: operand) == step.shape)
    }
    let layout = isFirst ? Layout.channelsFirst : .channelsLast
    var operands: [String] = []
    for operand in step.operands { operands.append(name(of: operand, layout)) }
    let operation =
      switch step.kind {
      case "sum": "Add"
      case "difference": "Sub"
      case "product": "Mul"
      default: "Div"
      }
    define(step.name, as: node(operation, operands, named: step.name), layout)
  }

  // MARK: Images of another size

  private mutating func addResampling(_ step: Architecture.Step) throws(ArchitectureError) {
    let x = name(of: step.operands[0], .channelsFirst)
    let images = try sides(of: step.operands[0], step)
    let output: String
    switch step.kind {
    case "up-sampling": output = upSampled(x, named: step.name)
    case "pixel-shuffle":
      // `DCR`: the block's pixel is the slower part of the channels.
      output = node(
        "DepthToSpace", [x],
        ["blocksize": .int(try step.integer("scale")), "mode": .text("DCR")], named: step.name)
    default:
      let isMaximum = step.kind == "max-pooling"
      let size = isMaximum ? 2 : try step.integer("size")
      let stride = isMaximum ? 2 : try step.integer("stride")
      var attributes: [String: Attribute] = [
        "kernel_shape": .ints([size, size]), "strides": .ints([stride, stride]),
        "pads": .ints(Self.padding(images, [size, size], stride)),
      ]
      if !isMaximum { attributes["count_include_pad"] = .int(0) }
      output = node(isMaximum ? "MaxPool" : "AveragePool", [x], attributes, named: step.name)
    }
    define(step.name, as: output, .channelsFirst)
  }

  private mutating func upSampled(_ x: String, named name: String) -> String {
    let scales = initializer("\(name)/scales", [4], [1, 1, 2, 2])
    return node(
      "Resize", [x, "", scales],
      [
        "coordinate_transformation_mode": .text("asymmetric"), "mode": .text("nearest"),
        "nearest_mode": .text("floor"),
      ], named: name)
  }

  // MARK: Shapes

  private mutating func addShaping(_ step: Architecture.Step) throws(ArchitectureError) {
    switch step.kind {
    case "concatenation" where step.operands.allSatisfy(isChannelsFirst):
      var operands: [String] = []
      for operand in step.operands { operands.append(name(of: operand, .channelsFirst)) }
      let axis = [0, 2, 3, 1][try step.integer("axis")]
      return define(
        step.name, as: node("Concat", operands, ["axis": .int(axis)], named: step.name),
        .channelsFirst)
    default: break
    }
    var operands: [String] = []
    for operand in step.operands { operands.append(name(of: operand)) }
    let output: String
    switch step.kind {
    case "reshape":
      let batches = step.shape.count { if case .batch = $0 { true } else { false } }
      guard batches < 2 else {
        throw ArchitectureError(
          "the layer \(step.name) has \(batches) axes that depend on the batch, which ONNX has not")
      }
      let shape = step.shape.map { if case .fixed(let length) = $0 { length } else { -1 } }
      output = node(
        "Reshape", [operands[0], initializer("\(step.name)/shape", shape)], named: step.name)
    case "broadcast":
      // An axis of the batch's length is there already: to be repeated once leaves it so.
      let own = shape(of: step.operands[0])
      let missing = step.shape.count - own.count
      let shape = try step.shape.enumerated().map { axis, extent throws(ArchitectureError) in
        if case .fixed(let length) = extent { return length }
        guard axis >= missing, own[axis - missing] == extent else {
          throw ArchitectureError("the layer \(step.name) repeats something for every example")
        }
        return 1
      }
      output = node(
        "Expand", [operands[0], initializer("\(step.name)/shape", shape)], named: step.name)
    case "transpose":
      output = node(
        "Transpose", operands, ["perm": .ints(try step.integers("axes"))], named: step.name)
    case "concatenation":
      output = node(
        "Concat", operands, ["axis": .int(try step.integer("axis"))], named: step.name)
    case "slice":
      for key in ["start", "end", "axis"] {
        operands.append(initializer("\(step.name)/\(key)", [try step.integer(key)]))
      }
      output = node("Slice", operands, named: step.name)
    case "axis-sum":
      operands.append(initializer("\(step.name)/axes", try step.integers("axes")))
      output = node("ReduceSum", operands, ["keepdims": .int(1)], named: step.name)
    case "matrix-product":
      for (index, key) in ["transposed", "other-transposed"].enumerated()
      where try step.flag(key) {
        operands[index] = node(
          "Transpose", [operands[index]], ["perm": .ints([1, 0])], named: "\(step.name)/\(key)")
      }
      output = node("MatMul", operands, named: step.name)
    default: throw ArchitectureError("ONNX has no \(step.kind)")
    }
    define(step.name, as: output)
  }

  // MARK: Sizes

  private func shape(of operand: Architecture.Operand) -> [Architecture.Extent] {
    guard case .value(let name) = operand else { return [] }
    return shape(of: name)
  }

  /// Rows and columns of an operand's images.
  private func sides(
    of operand: Architecture.Operand, _ step: Architecture.Step
  ) throws(ArchitectureError) -> [Int] {
    let shape = shape(of: operand)
    guard shape.count == 4, case .fixed(let height) = shape[1], case .fixed(let width) = shape[2]
    else { throw ArchitectureError("the images of the layer \(step.name) depend on the batch") }
    return [height, width]
  }

  /// A tensor whose values are known beforehand.
  private func known(
    _ operand: Architecture.Operand, _ step: Architecture.Step
  ) throws(ArchitectureError) -> SavedNetwork.Tensor {
    guard let tensor = tensor(operand) else {
      throw ArchitectureError("the kernel of the layer \(step.name) is computed from the input")
    }
    return tensor
  }

  /// TensorFlow's `same` padding: rows above, columns before, rows below, columns after.
  private static func padding(_ images: [Int], _ window: [Int], _ stride: Int) -> [Int] {
    let totals = zip(images, window).map { size, window in
      max(0, (size - 1) / stride * stride + window - size)
    }
    return totals.map { $0 / 2 } + totals.map { $0 - $0 / 2 }
  }
}

extension SavedNetwork.Tensor {
  /// The values with the axes in another order: axis a of the result is axis `axes[a]`.
  fileprivate func permuted(_ axes: [Int]) -> [Float] {
    var steps = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      steps[axis] = steps[axis + 1] * shape[axis + 1]
    }
    var places = [0]
    for axis in axes {
      places = places.flatMap { place in (0..<shape[axis]).map { place + $0 * steps[axis] } }
    }
    return places.map { values[$0] }
  }
}

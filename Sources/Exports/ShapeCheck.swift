import Records

/// Computes the shape of every step of a network for a batch of some length, and compares it with the description's.
struct ShapeCheck {
  private let architecture: Architecture
  private let parameters: [String: [Int]]
  private let batch: Int

  init(of architecture: Architecture, parameters: [String: [Int]], batch: Int) {
    self.architecture = architecture
    self.parameters = parameters
    self.batch = batch
  }

  /// - Throws: `ArchitectureError` where a step does not fit.
  func check() throws(ArchitectureError) {
    var shapes: [String: [Int]] = [:]
    for input in architecture.inputs { shapes[input.name] = try lengths(input.shape, input.name) }
    for step in architecture.steps {
      let declared = try lengths(step.shape, step.name)
      let operands = try step.operands.map { operand throws(ArchitectureError) in
        switch operand {
        case .value(let name): shapes[name] ?? []
        case .parameter(let path): parameters[path] ?? []
        case .constant(_, let shape):
          try lengths(shape.map(Architecture.Extent.fixed), "a constant", most: 1 << 24)
        }
      }
      let expected = try Self.shape(of: step, from: operands, declared: declared)
      guard expected == declared else {
        throw ArchitectureError(
          "the layer \(step.name) makes \(expected) of \(operands), and not \(declared)")
      }
      shapes[step.name] = declared
    }
  }

  /// The lengths of axes for the batch.
  ///
  /// - Parameter most: more elements are no network's, but a damaged description's.
  private func lengths(
    _ shape: [Architecture.Extent], _ name: String, most: Int = 1 << 36
  ) throws(ArchitectureError) -> [Int] {
    var count = 1
    return try shape.map { extent throws(ArchitectureError) in
      guard let length = extent.length(of: batch) else {
        throw ArchitectureError(
          "\(name) has an axis of \(extent), which \(batch) is not divided by")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      if overflow || product > most {
        throw ArchitectureError("\(name) has too many elements")
      }
      count = product
      return length
    }
  }

  /// The shape that a step makes of its operands' shapes.
  private static func shape(
    of step: Architecture.Step, from operands: [[Int]], declared: [Int]
  ) throws(ArchitectureError) -> [Int] {
    func need(_ condition: Bool) throws(ArchitectureError) {
      if !condition {
        throw ArchitectureError("the layer \(step.name) does not take operands of \(operands)")
      }
    }
    func positive(_ name: String) throws(ArchitectureError) -> Int {
      let value = try step.integer(name)
      if value < 1 { throw ArchitectureError("the layer \(step.name) has a \(name) of \(value)") }
      return value
    }
    let kind = step.kind
    guard let count = operandCounts[kind],
      count == operands.count || count == 0 && !operands.isEmpty
    else {
      throw ArchitectureError(
        "the layer \(step.name) is a \(kind) of \(operands.count) operands, which is unknown")
    }
    let x = operands[0]
    if hasActivation.contains(kind) { _ = try step.activation() }
    if isOfImages.contains(kind) { try need(x.count == 4) }
    switch kind {
    case "dense":
      let (weights, bias) = (operands[1], operands[2])
      try need(weights.count == 2 && x.last == weights[0] && bias == [weights[1]])
      return x.dropLast() + [weights[1]]
    case "convolution":
      let (kernel, bias, stride) = (operands[1], operands[2], try positive("stride"))
      try need(
        kernel.count == 4 && kernel[2] == x[3] && bias == [kernel[3]] && kernel[0] * kernel[1] > 0)
      return [x[0], (x[1] - 1) / stride + 1, (x[2] - 1) / stride + 1, kernel[3]]
    case "transposed-convolution":
      let (kernel, bias, stride) = (operands[1], operands[2], try positive("stride"))
      try need(
        kernel.count == 4 && kernel[3] == x[3] && bias == [kernel[2]] && kernel[0] * kernel[1] > 0
          && stride < 1 << 16)
      return [x[0], x[1] * stride, x[2] * stride, kernel[2]]
    case "up-sampled-convolution":
      let (kernel, bias) = (operands[1], operands[2])
      try need(
        kernel.count == 4 && kernel[2] == x[3] && bias == [kernel[3]] && kernel[0] % 2 == 1
          && kernel[1] % 2 == 1)
      return [x[0], 2 * x[1], 2 * x[2], kernel[3]]
    case "batch-normalization", "instance-normalization":
      _ = try step.number("epsilon")
      try need(!x.isEmpty && operands.dropFirst().allSatisfy { $0 == [x[x.count - 1]] })
      return x
    case "max-pooling": return [x[0], (x[1] + 1) / 2, (x[2] + 1) / 2, x[3]]
    case "average-pooling":
      _ = try positive("size")
      let stride = try positive("stride")
      return [x[0], (x[1] - 1) / stride + 1, (x[2] - 1) / stride + 1, x[3]]
    case "up-sampling": return [x[0], 2 * x[1], 2 * x[2], x[3]]
    case "pixel-shuffle":
      let scale = try positive("scale")
      try need(scale < 1 << 16 && x[3] % (scale * scale) == 0)
      return [x[0], x[1] * scale, x[2] * scale, x[3] / (scale * scale)]
    case "reshape":
      try need(x.reduce(1, *) == declared.reduce(1, *))
      return declared
    case "transpose":
      let axes = try step.integers("axes")
      try need(axes.sorted() == [Int](x.indices))
      return axes.map { x[$0] }
    case "concatenation":
      let axis = try step.integer("axis")
      try need(x.indices.contains(axis))
      var result = x
      for operand in operands.dropFirst() {
        try need(operand.count == x.count)
        result[axis] += operand[axis]
        try need(x.indices.allSatisfy { $0 == axis || operand[$0] == x[$0] })
      }
      return result
    case "slice":
      let (start, end) = (try step.integer("start"), try step.integer("end"))
      let axis = try step.integer("axis")
      try need(x.indices.contains(axis) && start >= 0 && start < end && end <= x[axis])
      var result = x
      result[axis] = end - start
      return result
    case "broadcast":
      try need(broadcast(x, declared) == declared)
      return declared
    case "sum", "difference", "product", "quotient":
      guard let shape = broadcast(x, operands[1]) else {
        throw ArchitectureError("the layer \(step.name) does not take operands of \(operands)")
      }
      return shape
    case "axis-sum":
      let axes = try step.integers("axes")
      try need(!axes.isEmpty && axes.allSatisfy { x.indices.contains($0) })
      return x.indices.map { axes.contains($0) ? 1 : x[$0] }
    case "matrix-product":
      let y = operands[1]
      try need(x.count == 2 && y.count == 2)
      let (rows, depth) = try step.flag("transposed") ? (x[1], x[0]) : (x[0], x[1])
      let (otherDepth, columns) =
        try step.flag("other-transposed") ? (y[1], y[0]) : (y[0], y[1])
      try need(depth == otherDepth)
      return [rows, columns]
    case "scaling":
      _ = (try step.number("factor"), try step.number("offset"))
      return x
    case "logarithm":
      _ = try step.number("offset")
      return x
    case "clamping":
      let (low, high) = (try step.optionalNumber("minimum"), try step.optionalNumber("maximum"))
      try need(low ?? -.infinity <= high ?? .infinity)
      return x
    default: return x
    }
  }

  /// The shape that two shapes broadcast to by NumPy's rules; nil where they do not.
  static func broadcast(_ one: [Int], _ other: [Int]) -> [Int]? {
    let rank = max(one.count, other.count)
    func padded(_ shape: [Int]) -> [Int] {
      [Int](repeating: 1, count: rank - shape.count) + shape
    }
    var result: [Int] = []
    for (a, b) in zip(padded(one), padded(other)) {
      if a != b && a != 1 && b != 1 { return nil }
      result.append(max(a, b))
    }
    return result
  }

  /// How many operands each kind has; 0 for one or more.
  private static let operandCounts = [
    "dense": 3, "convolution": 3, "transposed-convolution": 3, "up-sampled-convolution": 3,
    "batch-normalization": 5, "instance-normalization": 3, "activation": 1, "max-pooling": 1,
    "average-pooling": 1, "up-sampling": 1, "pixel-shuffle": 1, "reshape": 1, "transpose": 1,
    "concatenation": 0, "slice": 1, "broadcast": 1, "scaling": 1, "sum": 2, "difference": 2,
    "product": 2, "quotient": 2, "exponential": 1, "logarithm": 1, "square-root": 1, "square": 1,
    "absolute": 1, "softplus": 1, "clamping": 1, "axis-sum": 1, "matrix-product": 2,
  ]
  private static let hasActivation: Set = [
    "dense", "convolution", "transposed-convolution", "up-sampled-convolution", "activation",
  ]
  private static let isOfImages: Set = [
    "convolution", "transposed-convolution", "up-sampled-convolution", "instance-normalization",
    "max-pooling", "average-pooling", "up-sampling", "pixel-shuffle",
  ]
}

import Platform

/// A description of a network that cannot be read.
package struct ArchitectureError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  package let problem: String

  package init(_ problem: String) { self.problem = problem }

  /// What is wrong and what to do.
  package var description: String { "\(problem); run the notebook again" }
}

extension Architecture {
  /// The JSON text of the log.
  package var text: String {
    func shape(_ extents: [Extent]) -> JSON {
      .array(
        extents.map {
          if case .fixed(let length) = $0 { .int(Int64(length)) } else { .string("\($0)") }
        })
    }
    return JSON.object([
      "format": .int(Int64(Self.format)),
      "inputs": .array(
        inputs.map { .object(["name": .string($0.name), "shape": shape($0.shape)]) }),
      "layers": .array(
        steps.map { step in
          let own: [String: JSON] = [
            "name": .string(step.name), "kind": .string(step.kind),
            "inputs": .array(step.operands.map(\.json)), "shape": shape(step.shape),
          ]
          return .object(own.merging(step.constants) { own, _ in own })
        }),
      "outputs": .array(
        outputs.map { .object(["name": .string($0.name), "value": .string($0.value)]) }),
    ]).compact
  }

  /// Reads the text that `text` wrote, and whatever else has its form.
  ///
  /// Every name is there once, and every operand is an input, an earlier step or a parameter.
  package init(text: String) throws(ArchitectureError) {
    guard let json: JSON = try? JSON.decode(text) else {
      throw ArchitectureError("it is no JSON text")
    }
    let root = try Members(json, "it")
    let format = try root.integer("format")
    guard format == Self.format else {
      throw ArchitectureError("it has format \(format), this program reads \(Self.format)")
    }
    inputs = try root.array("inputs").map { json throws(ArchitectureError) in
      let input = try Members(json, "an input")
      return Input(name: try input.text("name"), shape: try input.shape("shape"))
    }
    steps = try root.array("layers").map { json throws(ArchitectureError) in
      let step = try Members(json, "a layer")
      return Step(
        name: try step.text("name"), kind: try step.text("kind"),
        operands: try step.array("inputs").map { json throws(ArchitectureError) in
          try Operand(json)
        },
        constants: step.members.filter { !["name", "kind", "inputs", "shape"].contains($0.key) },
        shape: try step.shape("shape"))
    }
    outputs = try root.array("outputs").map { json throws(ArchitectureError) in
      let output = try Members(json, "an output")
      return Output(name: try output.text("name"), value: try output.text("value"))
    }
    try checkNames()
  }

  private func checkNames() throws(ArchitectureError) {
    if inputs.isEmpty || outputs.isEmpty {
      throw ArchitectureError("it has no \(inputs.isEmpty ? "inputs" : "outputs")")
    }
    var known: Set<String> = []
    for name in inputs.map(\.name) where !known.insert(name).inserted {
      throw ArchitectureError("two values are called \(name)")
    }
    for step in steps {
      for case .value(let name) in step.operands where !known.contains(name) {
        throw ArchitectureError(
          "the layer \(step.name) takes \(name), which is not there before it")
      }
      if !known.insert(step.name).inserted {
        throw ArchitectureError("two values are called \(step.name)")
      }
    }
    var names: Set<String> = []
    for output in outputs {
      if !known.contains(output.value) {
        throw ArchitectureError("the output \(output.name) is \(output.value), which is not there")
      }
      if !names.insert(output.name).inserted {
        throw ArchitectureError("two outputs are called \(output.name)")
      }
    }
  }
}

extension Architecture.Operand {
  /// A name; a path with a leading slash; or a number and its shape.
  fileprivate var json: JSON {
    switch self {
    case .value(let name): .string(name)
    case .parameter(let path): .string("/" + path)
    case .constant(let value, let shape):
      .object([
        "constant": .number(value), "shape": .array(shape.map { .int(Int64($0)) }),
      ])
    }
  }

  fileprivate init(_ json: JSON) throws(ArchitectureError) {
    switch json {
    case .string(let text) where text.hasPrefix("/"): self = .parameter(String(text.dropFirst()))
    case .string(let text): self = .value(text)
    default:
      let members = try Members(json, "an operand")
      var shape: [Int] = []
      for extent in try members.shape("shape") {
        guard case .fixed(let length) = extent else {
          throw ArchitectureError("a constant depends on the batch")
        }
        shape.append(length)
      }
      self = .constant(try members.number("constant"), shape: shape)
    }
  }
}

extension JSON {
  /// A float as the shortest number that reads back as the same one: a whole one without a point.
  package static func number(_ value: Float) -> JSON {
    if let whole = Int64(exactly: value), abs(whole) < 1 << 24, value.sign == .plus || whole != 0 {
      return .int(whole)
    }
    return .double(Double("\(value)") ?? Double(value))
  }
}

extension Architecture.Step {
  /// A whole number among the constants.
  package func integer(_ name: String) throws(ArchitectureError) -> Int {
    try Members(constants, "the layer \(self.name)").integer(name)
  }

  /// A real number among the constants.
  package func number(_ name: String) throws(ArchitectureError) -> Float {
    try Members(constants, "the layer \(self.name)").number(name)
  }

  /// A real number among the constants; nil where there is none of this name.
  package func optionalNumber(_ name: String) throws(ArchitectureError) -> Float? {
    constants[name] == nil ? nil : try number(name)
  }

  /// A word among the constants.
  package func word(_ name: String) throws(ArchitectureError) -> String {
    try Members(constants, "the layer \(self.name)").text(name)
  }

  /// A truth value among the constants.
  package func flag(_ name: String) throws(ArchitectureError) -> Bool {
    guard case .bool(let value)? = constants[name] else {
      throw ArchitectureError("the layer \(self.name) has no truth value \(name)")
    }
    return value
  }

  /// Whole numbers among the constants.
  package func integers(_ name: String) throws(ArchitectureError) -> [Int] {
    try Members(constants, "the layer \(self.name)").array(name).map {
      json throws(ArchitectureError) in
      guard case .int(let value) = json else {
        throw ArchitectureError("the layer \(self.name) has no whole numbers \(name)")
      }
      return Int(value)
    }
  }
}

/// The members of a JSON object, with errors that name it.
private struct Members {
  let members: [String: JSON]
  private let owner: String

  init(_ json: JSON, _ owner: String) throws(ArchitectureError) {
    guard case .object(let members) = json else { throw ArchitectureError("\(owner) is no object") }
    self.init(members, owner)
  }

  init(_ members: [String: JSON], _ owner: String) {
    self.members = members
    self.owner = owner
  }

  func text(_ name: String) throws(ArchitectureError) -> String {
    guard case .string(let text)? = members[name], !text.isEmpty else {
      throw ArchitectureError("\(owner) has no text \(name)")
    }
    return text
  }

  func integer(_ name: String) throws(ArchitectureError) -> Int {
    guard case .int(let value)? = members[name], abs(value) < 1 << 31 else {
      throw ArchitectureError("\(owner) has no whole number \(name)")
    }
    return Int(value)
  }

  func number(_ name: String) throws(ArchitectureError) -> Float {
    guard let value = members[name]?.number, Float(value).isFinite else {
      throw ArchitectureError("\(owner) has no number \(name)")
    }
    return Float(value)
  }

  func array(_ name: String) throws(ArchitectureError) -> [JSON] {
    guard case .array(let values)? = members[name] else {
      throw ArchitectureError("\(owner) has no list \(name)")
    }
    return values
  }

  func shape(_ name: String) throws(ArchitectureError) -> [Architecture.Extent] {
    try array(name).map { json throws(ArchitectureError) in
      switch json {
      case .int(let length) where length > 0 && length < 1 << 31: return .fixed(Int(length))
      case .string(let text):
        if let extent = Architecture.Extent(text) { return extent }
      default: break
      }
      throw ArchitectureError("\(owner) has no shape: an axis is a number above 0, or n")
    }
  }
}

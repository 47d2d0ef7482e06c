/// How a network computes its outputs from its inputs: steps in an order in which they can be done, each of one operation
/// whose operands are inputs, earlier steps, parameters in the log, and constants.
///
/// The log has it as a JSON text, the attribute `architecture` of the group `/parameters/<network>`:
/// <doc:Architectures>.
package struct Architecture: Equatable, Sendable {
  /// The version of the text.
  package static let format = 1

  /// The length of an axis.
  package enum Extent: Hashable, Sendable {
    /// So many, whatever the batch.
    case fixed(Int)
    /// The batch's length times the first number, divided by the second, in lowest terms: `n`, `n/2`.
    case batch(times: Int, over: Int)
  }

  /// Something that is given to the network.
  package struct Input: Equatable, Sendable {
    package let name: String
    /// The first axis counts the examples.
    package let shape: [Extent]

    package init(name: String, shape: [Extent]) {
      self.name = name
      self.shape = shape
    }
  }

  /// What a step computes with.
  package enum Operand: Equatable, Sendable {
    /// An input or an earlier step, by its name.
    case value(String)
    /// A data set of the log, by its path without a leading slash: `parameters/encoder/mean/weights`.
    case parameter(String)
    /// The same number everywhere.
    case constant(Float, shape: [Int])
  }

  /// One operation.
  package struct Step: Equatable, Sendable {
    /// The name of the layer that has the parameters, or the kind with a number.
    package let name: String
    /// What is done, a word of the table in <doc:Architectures>.
    package let kind: String
    package let operands: [Operand]
    /// Strides, slopes, ε and the like, by name.
    package let constants: [String: JSON]
    /// The shape of the result.
    package let shape: [Extent]

    package init(
      name: String, kind: String, operands: [Operand], constants: [String: JSON], shape: [Extent]
    ) {
      self.name = name
      self.kind = kind
      self.operands = operands
      self.constants = constants
      self.shape = shape
    }
  }

  /// A result under the name that the notebook has for it.
  package struct Output: Equatable, Sendable {
    package let name: String
    /// The input or step that it is.
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package let inputs: [Input]
  package let steps: [Step]
  package let outputs: [Output]

  package init(inputs: [Input], steps: [Step], outputs: [Output]) {
    self.inputs = inputs
    self.steps = steps
    self.outputs = outputs
  }
}

extension Architecture.Extent: CustomStringConvertible {
  /// `28`, `n`, `3n`, `n/2`, `3n/2`.
  package var description: String {
    switch self {
    case .fixed(let length): "\(length)"
    case .batch(let times, let over):
      (times == 1 ? "" : "\(times)") + "n" + (over == 1 ? "" : "/\(over)")
    }
  }

  /// The extent that `description` writes.
  init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([1-9]\d{0,8})?n(?:\/([1-9]\d{0,8}))?/) else {
      return nil
    }
    self = .batch(
      times: match.1.flatMap { Int($0) } ?? 1, over: match.2.flatMap { Int($0) } ?? 1)
  }

  /// The length for a batch of `n`; nil where that does not divide.
  package func length(of n: Int) -> Int? {
    switch self {
    case .fixed(let length): return length
    case .batch(let times, let over):
      let (product, overflow) = n.multipliedReportingOverflow(by: times)
      return overflow || product % over != 0 ? nil : product / over
    }
  }
}

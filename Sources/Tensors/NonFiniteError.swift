import Kernels

/// The first infinity or NaN of a computation, and the operation that made it.
public struct NonFiniteError: Error, CustomStringConvertible, Equatable {
  /// The operation, such as `dense(weights:bias:activation:)`.
  public let operation: String
  /// Whether it arose on the way back, in the operation's gradient.
  public let isGradient: Bool
  /// The networks that were to be moved, such as `Encoder and Decoder`; empty where that is not known.
  public var networks = ""

  /// An error of an operation.
  public init(operation: String, isGradient: Bool) {
    self.operation = operation
    self.isGradient = isGradient
  }

  /// Says what became infinite or NaN, and which networks were to be moved.
  public var description: String {
    let subject = isGradient ? "the gradient of" : "the result of"
    let step = networks.isEmpty ? "" : " in a step of \(networks)"
    return "\(subject) \(operation) is infinite or not a number\(step)"
  }
}

extension Tensor {
  /// Whether no element is infinite or NaN.
  public var isFinite: Bool {
    var result = true
    engine.compute { result = Kernels.isFinite(pointer, count: count, on: $0) }
    return result
  }
}

extension Tape {
  /// The earliest operation whose result is not finite.
  func firstNonFiniteResult() -> NonFiniteError {
    let node = nodes.last { node in
      guard let output = node.output else { return false }
      return !UnsafeBufferPointer(start: output.pointer, count: output.count)
        .allSatisfy { $0.isFinite }
    }
    return NonFiniteError(operation: node?.operation ?? "a constant", isGradient: false)
  }

  /// The first operation on the way back that hands on a gradient that is not finite.
  func firstNonFiniteGradient(seed: Tensor) -> NonFiniteError {
    let sum = "a tensor used more than once"
    var culprit: String?
    _ = run(seed: seed) { node, gradient in
      if culprit == nil, !gradient.isFinite { culprit = node?.operation ?? sum }
    }
    return NonFiniteError(operation: culprit ?? sum, isGradient: true)
  }
}

import Kernels
import Synchronization

/// One operation on the tape: what its result was computed from, and how to go back.
final class Node: Sendable {
  /// Takes the gradient of the result and whether each operand needs one; gives theirs.
  typealias Pullback = @Sendable (_ gradient: Tensor, _ isNeeded: [Bool]) -> [Tensor?]

  /// Later operations have greater numbers, so descending order goes from results to operands.
  let number: UInt64
  /// What was done, for messages.
  let operation: String
  /// What came out; nil for a parameter.
  let output: Storage?
  let operands: [Node?]
  let pullback: Pullback

  private static let counter = Atomic<UInt64>(0)

  /// The number of the newest operation or parameter.
  static var lastNumber: UInt64 { counter.load(ordering: .relaxed) }

  init(
    _ operation: String, _ operands: [Node?], output: Storage?, pullback: @escaping Pullback
  ) {
    number = Node.counter.wrappingAdd(1, ordering: .relaxed).newValue
    self.operation = operation
    self.output = output
    self.operands = operands
    self.pullback = pullback
  }
}

extension Tensor {
  /// The result of an operation: computed by `compute` on the operands' engine, and put on the tape if
  /// one of them is.
  static func result(
    of operands: [Tensor], shape: [Int], operation: String = #function,
    _ compute: (UnsafeMutablePointer<Float>) -> Void,
    pullback:
      @escaping @Sendable (_ output: Tensor, _ gradient: Tensor, _ isNeeded: [Bool])
      -> [Tensor?]
  ) -> Tensor {
    let output = Tensor(shape, on: operands[0].engine, compute)
    let nodes = operands.map { $0.node }
    guard nodes.contains(where: { $0 != nil }) else { return output }
    let node = Node(operation, nodes, output: output.storage) { gradient, isNeeded in
      pullback(output, gradient, isNeeded)
    }
    return Tensor(shape, output.storage, on: output.engine, node: node)
  }

  /// A tensor without a past, on `engine`.
  init(_ shape: [Int], on engine: Engine, _ fill: (UnsafeMutablePointer<Float>) -> Void) {
    let storage = engine.allocate(shape.reduce(1, *))
    fill(storage.pointer)
    self.init(shape, storage, on: engine)
  }
}

/// The gradients of a scalar with respect to parameters, in the parameters' order; zeros for a parameter
/// that the scalar does not depend on.
///
/// A tensor used more than once adds up the gradients of its uses, the last use first.
///
/// - Throws: `NonFiniteError` if the loss or a gradient is infinite or not a number.
public func gradients(
  of loss: Tensor, for parameters: [Parameter]
) throws(NonFiniteError) -> [Tensor] {
  require(loss.count == 1, "the gradient of a tensor of shape \(loss.shape) is not defined")
  let tape = Tape(from: loss, to: parameters)
  if !loss.isFinite { throw tape.firstNonFiniteResult() }
  let seed = Tensor([], on: loss.engine) { $0.pointee = 1 }
  let gradients = tape.run(seed: seed)
  if !gradients.allSatisfy({ $0.isFinite }) { throw tape.firstNonFiniteGradient(seed: seed) }
  return gradients
}

/// The part of the graph between a result and some parameters.
struct Tape {
  /// From the result back to the operands.
  private(set) var nodes: [Node] = []
  /// Whether a node leads to a parameter that is asked for. Looked up only, never iterated.
  private var isNeeded: [ObjectIdentifier: Bool] = [:]
  private let parameters: [Parameter]

  init(from loss: Tensor, to parameters: [Parameter]) {
    self.parameters = parameters
    var seen: Set<ObjectIdentifier> = []
    var open = [loss.node].compactMap { $0 }
    while let node = open.popLast() {
      if !seen.insert(ObjectIdentifier(node)).inserted { continue }
      nodes.append(node)
      open.append(contentsOf: node.operands.compactMap { $0 })
    }
    nodes.sort { $0.number > $1.number }
    for parameter in parameters { isNeeded[ObjectIdentifier(parameter.node)] = true }
    for node in nodes.reversed() where isNeeded[ObjectIdentifier(node)] == nil {
      isNeeded[ObjectIdentifier(node)] = node.operands.contains { leadsToParameter($0) }
    }
  }

  private func leadsToParameter(_ node: Node?) -> Bool {
    node.map { isNeeded[ObjectIdentifier($0)] ?? false } ?? false
  }

  /// Goes back from the result, whose gradient is `seed`.
  ///
  /// - Parameter inspect: sees every gradient that an operation hands to an operand, and without an
  ///   operation every sum of such gradients.
  func run(seed: Tensor, inspect: (Node?, Tensor) -> Void = { _, _ in }) -> [Tensor] {
    var gradients: [ObjectIdentifier: Tensor] = [:]
    if let root = nodes.first { gradients[ObjectIdentifier(root)] = seed }
    for node in nodes where leadsToParameter(node) && !node.operands.isEmpty {
      guard let gradient = gradients.removeValue(forKey: ObjectIdentifier(node)) else { continue }
      let needs = node.operands.map { leadsToParameter($0) }
      for (operand, share) in zip(node.operands, node.pullback(gradient, needs)) {
        guard let operand, let share, leadsToParameter(operand) else { continue }
        inspect(node, share)
        let key = ObjectIdentifier(operand)
        if let others = gradients[key] {
          let sum = others + share
          inspect(nil, sum)
          gradients[key] = sum
        } else {
          gradients[key] = share
        }
      }
    }
    return parameters.map { parameter in
      gradients[ObjectIdentifier(parameter.node)]
        ?? Tensor(parameter.value.shape, on: parameter.value.engine) {
          $0.update(repeating: 0, count: parameter.value.count)
        }
    }
  }
}

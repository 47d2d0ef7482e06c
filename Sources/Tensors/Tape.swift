import Kernels

/// The part of the graph between a result and some tensors that it depends on.
struct Tape {
  /// From the result back to the operands.
  private(set) var nodes: [Node] = []
  /// Whether a node is asked for, or leads to one that is. Looked up only, never iterated.
  private var isNeeded: [ObjectIdentifier: Bool] = [:]
  private let targets: [Tensor]
  private let targetNodes: Set<ObjectIdentifier>

  /// The graph between `result` and `targets`, all of which are on the tape.
  init(from result: Tensor, to targets: [Tensor]) {
    self.targets = targets
    targetNodes = Set(targets.compactMap { $0.node.map { ObjectIdentifier($0) } })
    var seen: Set<ObjectIdentifier> = []
    var open = [result.node].compactMap { $0 }
    while let node = open.popLast() {
      if !seen.insert(ObjectIdentifier(node)).inserted { continue }
      nodes.append(node)
      open.append(contentsOf: node.operands.compactMap { $0 })
    }
    nodes.sort { $0.number > $1.number }
    for node in nodes.reversed() {
      isNeeded[ObjectIdentifier(node)] =
        targetNodes.contains(ObjectIdentifier(node)) || hasNeededOperand(node)
    }
  }

  private func isNeeded(_ node: Node?) -> Bool {
    node.map { isNeeded[ObjectIdentifier($0)] ?? false } ?? false
  }

  private func hasNeededOperand(_ node: Node) -> Bool { node.operands.contains { isNeeded($0) } }

  /// The gradients of the targets, computed from `seed`, the gradient of the result, and without a past.
  ///
  /// - Parameter inspect: sees every gradient that an operation hands to an operand, and without an
  ///   operation every sum of such gradients.
  func run(seed: Tensor, inspect: (Node?, Tensor) -> Void = { _, _ in }) -> [Tensor] {
    Recording.paused {
      run(seed: seed, inspect: inspect) { node, gradient, isNeeded in
        node.pullback(gradient, isNeeded, nil)
      }
    }
  }

  /// The same, all of them on the tape, for which `seed` has to be there.
  func recordedRun(seed: Tensor, inspect: (Node?, Tensor) -> Void = { _, _ in }) -> [Tensor] {
    run(seed: seed, inspect: inspect) { $0.recordedPullback($1, $2) }
  }

  private func run(
    seed: Tensor, inspect: (Node?, Tensor) -> Void,
    pullback: (_ node: Node, _ gradient: Tensor, _ isNeeded: [Bool]) -> [Tensor?]
  ) -> [Tensor] {
    var gradients: [ObjectIdentifier: Tensor] = [:]
    if let root = nodes.first { gradients[ObjectIdentifier(root)] = seed }
    for node in nodes where hasNeededOperand(node) {
      let key = ObjectIdentifier(node)
      guard let gradient = gradients[key] else { continue }
      if !targetNodes.contains(key) { gradients[key] = nil }
      let needs = node.operands.map { isNeeded($0) }
      for (operand, share) in zip(node.operands, pullback(node, gradient, needs)) {
        guard let operand, let share, isNeeded(operand) else { continue }
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
    return targets.map { target in
      target.node.flatMap { gradients[ObjectIdentifier($0)] }
        ?? Tensor(target.shape, on: target.engine) {
          $0.update(repeating: 0, count: target.count)
        }
    }
  }
}

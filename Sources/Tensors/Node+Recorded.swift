import Kernels

/// A function of some operands, kept to be computed once more when its gradient is to have a past.
struct Recomputation: Sendable {
  private let operands: [Tensor]
  private let function: @Sendable ([Tensor]) -> Tensor

  init(of operands: [Tensor], by function: @escaping @Sendable ([Tensor]) -> Tensor) {
    self.operands = operands
    self.function = function
  }

  /// The gradients of the operands that need one, on the tape.
  func pullback(_ gradient: Tensor, _ isNeeded: [Bool]) -> [Tensor?] {
    // An operand may depend on another one: only what the function does with them counts.
    let operands = zip(self.operands, isNeeded).map { $1 ? $0.watched : $0 }
    let needed = operands.indices.filter { isNeeded[$0] }
    let tape = Tape(from: function(operands), to: needed.map { operands[$0] })
    var gradients = [Tensor?](repeating: nil, count: operands.count)
    for (index, share) in zip(needed, tape.recordedRun(seed: gradient)) { gradients[index] = share }
    return gradients
  }
}

extension Node {
  /// The gradients of the operands, on the tape as `gradient` is.
  func recordedPullback(_ gradient: Tensor, _ isNeeded: [Bool]) -> [Tensor?] {
    if let recomputation { return recomputation.pullback(gradient, isNeeded) }
    // All of them depend on the gradient. One without a past is of a kernel that left none.
    return pullback(gradient, isNeeded, self).map { share in
      share.map { $0.node == nil ? withoutDerivative($0, gradient) : $0 }
    }
  }

  /// A gradient that this operation handed on, which stops the program when its own is asked for.
  private func withoutDerivative(_ share: Tensor, _ gradient: Tensor) -> Tensor {
    let node = Node("the gradient of \(operation)", [gradient.node, self], output: share.storage) {
      [operation] _, _, _ in
      require(
        false,
        """
        \(operation) has first derivatives only, and the derivative of its gradient is asked for. Use operations that have \
        more: the article “Derivatives” of the documentation of Tensors lists them
        """)
      return []
    }
    return Tensor(share.shape, share.storage, on: share.engine, node: node)
  }
}

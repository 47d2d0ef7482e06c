import Kernels
import Synchronization

/// One operation on the tape: what its result was computed from, and how to go back.
final class Node: Sendable {
  /// Takes the gradient of the result, whether each operand needs one, and the past of the result in what is computed from it
  /// now: nil where that is not recorded. Gives the operands' gradients; nil for zeros.
  typealias Pullback =
    @Sendable (_ gradient: Tensor, _ isNeeded: [Bool], _ past: Node?) ->
    [Tensor?]

  /// Later operations have greater numbers, so descending order goes from results to operands.
  let number: UInt64
  /// What was done, for messages.
  let operation: String
  /// What came out; nil for a parameter.
  let output: Storage?
  let operands: [Node?]
  let pullback: Pullback
  /// How to go back on the tape, where `pullback` leaves nothing there.
  let recomputation: Recomputation?

  private static let counter = Atomic<UInt64>(0)

  /// The number of the newest operation or parameter.
  static var lastNumber: UInt64 { counter.load(ordering: .relaxed) }

  init(
    _ operation: String, _ operands: [Node?], output: Storage?,
    recomputation: Recomputation? = nil, pullback: @escaping Pullback
  ) {
    number = Node.counter.wrappingAdd(1, ordering: .relaxed).newValue
    self.operation = operation
    self.output = output
    self.operands = operands
    self.pullback = pullback
    self.recomputation = recomputation
  }

  /// A place on the tape without operands.
  convenience init(leaf operation: String) {
    self.init(operation, [], output: nil) { _, _, _ in [] }
  }
}

extension Tensor {
  /// The result of an operation: computed by `compute` on the operands' engine, and put on the tape if
  /// one of them is.
  ///
  /// The pullback captures the operands that it needs, and computes with tensors. Where these computations are operations with
  /// pullbacks of their own, all of them together have derivatives of any order: <doc:Derivatives>. Where they are a kernel,
  /// so that the gradient comes out without a past, the operation has first derivatives only, or others by `composition`.
  ///
  /// - Parameters:
  ///   - operands: what the result depends on.
  ///   - operation: what messages call it.
  ///   - compute: fills the result.
  ///   - composition: the same function of the operands, composed of operations whose pullbacks are operations; computed
  ///     instead when the gradient itself is to have a past.
  ///   - pullback: gives the gradients of the operands from that of the output, for those at least that need one; nil for zeros.
  static func result(
    of operands: [Tensor], shape: [Int], operation: String = #function,
    _ compute: (UnsafeMutablePointer<Float>) -> Void,
    composition: (@Sendable ([Tensor]) -> Tensor)? = nil,
    pullback:
      @escaping @Sendable (_ output: Tensor, _ gradient: Tensor, _ isNeeded: [Bool])
      -> [Tensor?]
  ) -> Tensor {
    let output = Tensor(shape, on: operands[0].engine, compute)
    return output.recorded(
      as: operation, of: operands, composition: composition, pullback: pullback)
  }

  /// This tensor as the result of an operation, on the tape if an operand is.
  func recorded(
    as operation: String, of operands: [Tensor],
    composition: (@Sendable ([Tensor]) -> Tensor)? = nil,
    pullback:
      @escaping @Sendable (_ output: Tensor, _ gradient: Tensor, _ isNeeded: [Bool])
      -> [Tensor?]
  ) -> Tensor {
    Trace.current?.note(operation, storage)
    guard operands.contains(where: { $0.node != nil }), Recording.isOn else { return self }
    let node = Node(
      operation, operands.map { $0.node }, output: storage,
      recomputation: composition.map { Recomputation(of: operands, by: $0) }
    ) { [shape, storage, engine] gradient, isNeeded, past in
      pullback(Tensor(shape, storage, on: engine, node: past), gradient, isNeeded)
    }
    return Tensor(shape, storage, on: engine, node: node)
  }

  /// A tensor without a past, on `engine`.
  init(_ shape: [Int], on engine: Engine, _ fill: (UnsafeMutablePointer<Float>) -> Void) {
    let storage = engine.allocate(shape.reduce(1, *))
    fill(storage.pointer)
    self.init(shape, storage, on: engine)
  }
}

import Kernels
import Synchronization

/// The operations that a function of tensors is made of, taken down while it is computed once.
///
///     let trace = Trace()
///     let y = trace.follow { network(x) }
///     try trace.operations(from: [x], to: [y])
///
/// A tensor is known by its memory and its shape, whatever it was handed through, so that a trace also sees what
/// leaves no tape. Operations that have no description are told of where one is met on the way.
public final class Trace: Sendable {
  /// An operation as it was done.
  public struct Operation: Sendable {
    /// What was computed.
    public let description: OperationDescription
    /// What it was computed from.
    public let operands: [Tensor]
    /// What came out.
    public let output: Tensor
  }

  /// What a trace cannot tell.
  public struct Gap: Error, Equatable, CustomStringConvertible {
    /// The operation in the way.
    public let operation: String

    /// Names the operation.
    public var description: String { "\(operation) has no description" }
  }

  /// That of the current task; nil where nothing is taken down.
  @TaskLocal static var current: Trace?

  private struct Notes {
    /// By their outputs. Looked up only, never iterated.
    var operations: [Key: Operation] = [:]
    /// The names of operations by the memory of their outputs, which is kept so that it is nobody else's meanwhile.
    var names: [ObjectIdentifier: (name: String, storage: Storage)] = [:]
  }

  private let notes = Mutex(Notes())

  /// A trace of nothing yet.
  public init() {}

  /// Calls `body` and takes down the operations that it does on this thread. Its results have no past.
  public func follow<Result>(_ body: () -> Result) -> Result {
    Trace.$current.withValue(self) { Recording.paused(body) }
  }

  /// What `outputs` were computed by, operands first; the walk ends at `inputs`, and at tensors that no operation has made.
  ///
  /// - Throws: `Gap` where an operation on the way has no description.
  public func operations(from inputs: [Tensor], to outputs: [Tensor]) throws(Gap) -> [Operation] {
    let notes = notes.withLock { $0 }
    var found: [Operation] = []
    var seen = Set(inputs.map { Key($0) })
    // A stack of its own: networks may be deep. An operation follows its operands.
    var open = outputs.reversed().map { (tensor: $0, isDone: false) }
    while let (tensor, isDone) = open.popLast() {
      let key = Key(tensor)
      guard let operation = notes.operations[key] else {
        if !seen.contains(key), let (name, _) = notes.names[ObjectIdentifier(tensor.storage)] {
          throw Gap(operation: name)
        }
        continue
      }
      if isDone {
        found.append(operation)
      } else if seen.insert(key).inserted {
        open.append((tensor, true))
        open += operation.operands.reversed().map { ($0, false) }
      }
    }
    return found
  }

  /// Notes that an operation of some name has made memory its output.
  func note(_ name: String, _ output: Storage) {
    notes.withLock { $0.names[ObjectIdentifier(output)] = (name, output) }
  }

  fileprivate func note(
    _ description: OperationDescription, of operands: [Tensor], _ output: Tensor
  ) {
    let key = Key(output)
    // Another shape and back again, or an operation that handed on another's result, is no operation.
    if operands.contains(where: { Key($0) == key }) { return }
    notes.withLock { notes in
      if notes.operations[key] != nil { return }
      notes.operations[key] = Operation(
        description: description, operands: operands, output: output)
    }
  }

  private struct Key: Hashable {
    let storage: ObjectIdentifier
    let shape: [Int]

    init(_ tensor: Tensor) {
      storage = ObjectIdentifier(tensor.storage)
      shape = tensor.shape
    }
  }
}

extension Tensor {
  /// This tensor, after a trace that follows the computation has taken down what it is.
  ///
  /// - Parameter dropping: a dropout that the operation did, too: what is drawn by chance has no description.
  func traced(
    _ description: @autoclosure () -> OperationDescription,
    of operands: @autoclosure () -> [Tensor],
    dropping: Dropping? = nil
  ) -> Tensor {
    if let trace = Trace.current, dropping == nil {
      trace.note(description(), of: operands(), self)
    }
    return self
  }

  /// Whether both are the same memory with the same shape.
  public func isSame(as other: Tensor) -> Bool {
    storage === other.storage && shape == other.shape
  }
}

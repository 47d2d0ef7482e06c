import Kernels

/// A tensor that training changes.
///
/// The same parameter stays the same leaf of the tape while its value moves. Optimisers put the new value
/// into another buffer, so a pullback still sees what its forward pass saw.
public final class Parameter: @unchecked Sendable {
  /// The value now.
  public private(set) var value: Tensor
  let node: Node
  /// What messages call it: `Encoder.mean/weights`; nil for one that no network has listed yet.
  public var name: String?

  /// Makes a parameter with an initial value.
  public init(_ value: Tensor) {
    self.value = value.detached
    node = Node(leaf: "parameter")
  }

  /// The value as an operand whose gradient is asked for.
  public var tensor: Tensor {
    Tensor(value.shape, value.storage, on: value.engine, node: node)
  }

  /// Replaces the value by one of the same shape.
  public func assign(_ newValue: Tensor) {
    require(
      newValue.shape == value.shape,
      "a parameter of shape \(value.shape) cannot become one of shape \(newValue.shape)")
    value = newValue.detached
    ChangeLog.note(self)
  }
}

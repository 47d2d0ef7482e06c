import Kernels

/// An array of floats with a shape, in row-major order, that may remember how it was computed.
///
/// A tensor never changes. Operations run at once. If an operand depends on a `Parameter`, the result
/// keeps the operation's pullback, and `gradients(of:for:)` follows these back.
public struct Tensor: Sendable {
  /// The length of each axis; empty for a scalar.
  public let shape: [Int]
  let storage: Storage
  let engine: Engine
  let node: Node?

  /// A tensor on memory that nobody writes any more.
  init(_ shape: [Int], _ storage: Storage, on engine: Engine, node: Node? = nil) {
    self.shape = shape
    self.storage = storage
    self.engine = engine
    self.node = node
  }

  /// Makes a tensor on the current engine and fills it.
  ///
  /// - Parameters:
  ///   - shape: the length of each axis.
  ///   - fill: is called once with room for as many floats as the shape has, and sets all of them.
  public init(_ shape: [Int], fill: (UnsafeMutablePointer<Float>) -> Void) {
    let engine = Engine.current
    let storage = engine.allocate(shape.reduce(1, *))
    fill(storage.pointer)
    self.init(shape, storage, on: engine)
  }

  /// Makes a tensor of the given values in row-major order.
  public init(_ shape: [Int], _ values: [Float]) {
    require(
      values.count == shape.reduce(1, *), "\(values.count) values do not fill the shape \(shape)")
    self.init(shape) { pointer in
      values.withUnsafeBufferPointer { buffer in
        if let base = buffer.baseAddress { pointer.update(from: base, count: buffer.count) }
      }
    }
  }

  /// Makes a tensor with the same value everywhere.
  public init(_ shape: [Int], repeating value: Float) {
    self.init(shape) { $0.update(repeating: value, count: shape.reduce(1, *)) }
  }

  /// The number of elements.
  public var count: Int { storage.count }

  /// The elements in row-major order.
  public var values: [Float] { [Float](UnsafeBufferPointer(start: storage.pointer, count: count)) }

  /// The only element of a tensor with one.
  public var scalar: Float {
    require(count == 1, "a tensor of shape \(shape) is not a scalar")
    return storage.pointer[0]
  }

  /// Calls `body` with the elements in row-major order.
  public func withElements<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeBufferPointer(start: storage.pointer, count: count))
  }

  /// The same elements without the memory of how they came about: gradients stop here.
  public var detached: Tensor { Tensor(shape, storage, on: engine) }

  /// The length of the last axis.
  var lastAxis: Int { shape.last ?? 1 }

  /// The number of rows if all axes but the last are one.
  var rows: Int { lastAxis == 0 ? 0 : count / lastAxis }

  var pointer: UnsafePointer<Float> { UnsafePointer(storage.pointer) }
}

extension Tensor {
  /// One column: the elements at place `index` of the last axis.
  public func column(_ index: Int) -> [Float] {
    require(index >= 0 && index < lastAxis, "a tensor of shape \(shape) has no column \(index)")
    return (0..<rows).map { storage.pointer[$0 * lastAxis + index] }
  }
}

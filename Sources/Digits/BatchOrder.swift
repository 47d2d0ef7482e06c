import Kernels

/// The batches of one epoch: consecutive pieces of a permutation. An incomplete last one is dropped,
/// so every training step has the same shapes.
public struct BatchOrder: Sendable, Equatable, RandomAccessCollection {
  /// The order of all digits, including those that are dropped.
  public let permutation: [Int32]
  /// Digits in a batch.
  public let batchSize: Int

  /// Cuts a permutation of a set's indices into batches.
  public init(permutation: [Int32], batchSize: Int) {
    require(batchSize > 0, "A batch of \(batchSize) digits")
    self.permutation = permutation
    self.batchSize = batchSize
  }

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of whole batches.
  public var endIndex: Int { permutation.count / batchSize }
  /// The indices of the digits in a batch, [batchSize].
  public subscript(batch: Int) -> ArraySlice<Int32> {
    require(indices.contains(batch), "Batch \(batch) of \(count)")
    return permutation[batch * batchSize..<(batch + 1) * batchSize]
  }
}

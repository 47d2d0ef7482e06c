import Digits
import Kernels
import Layers
import Tensors

/// Batches of digits without end, for loops that take as many as they need: epoch after epoch, each in
/// a permutation of its own, an incomplete last batch dropped.
public final class BatchSource: TrainingState {
  /// The number of batches handed out so far.
  public private(set) var batchesDone = 0
  private let digits: DigitSet
  private var order: EpochOrder

  /// Batches of `batchSize` digits, one at least, in an order drawn from `stream`.
  ///
  /// - Throws: `DataError` if there are fewer digits.
  public init(
    _ digits: DigitSet, batchSize: Int, using stream: RandomStream
  ) throws(DataError) {
    require(batchSize > 0, "batches of \(batchSize) digits")
    try digits.check(batchesOf: batchSize)
    self.digits = digits
    order = EpochOrder(of: digits.count, batchSize: batchSize, using: stream)
  }

  /// The next batch. Its `step` is the number of those before it.
  public func next() -> Batch {
    ChangeLog.note(self)
    let (indices, epoch) = order.batch(ofStep: batchesDone)
    defer { batchesDone += 1 }
    return digits.batch(at: indices, epoch: epoch, step: batchesDone)
  }

  /// The number of batches handed out.
  public func exchange(with archive: StateArchive) throws(StateError) {
    try archive.exchange("batches done", &batchesDone)
    if !(0...1 << 50 ~= batchesDone) {
      throw StateError(expected: "batches done", found: "\(batchesDone)")
    }
  }
}

extension DigitSet {
  /// The digits at `indices` as a training step takes them.
  func batch(at indices: ArraySlice<Int32>, epoch: Int, step: Int) -> Batch {
    Batch(
      epoch: epoch, step: step, images: tensor(at: indices),
      labels: isLabelled ? indices.map { labels[Int($0)] } : [], indices: indices)
  }
}

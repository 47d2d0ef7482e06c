import Digits
import Kernels

/// Which examples each training step takes: epoch after epoch, each in a permutation of its own, an incomplete last batch dropped.
struct EpochOrder {
  private let count: Int
  private let batchSize: Int
  private let stream: RandomStream
  private var current: (epoch: Int, batches: BatchOrder)?

  /// An order of `count` examples, as many as a batch has at least, drawn from `stream`.
  init(of count: Int, batchSize: Int, using stream: RandomStream) {
    require(1...count ~= batchSize, "batches of \(batchSize) of \(count) examples")
    (self.count, self.batchSize, self.stream) = (count, batchSize, stream)
  }

  /// Steps in an epoch.
  var stepsInEpoch: Int { count / batchSize }

  /// The examples of a step, [batchSize], and the number of whole epochs before it.
  mutating func batch(ofStep step: Int) -> (indices: ArraySlice<Int32>, epoch: Int) {
    let (epoch, place) = step.quotientAndRemainder(dividingBy: stepsInEpoch)
    let batches: BatchOrder
    if let current, current.epoch == epoch {
      batches = current.batches
    } else {
      let permutation = stream.at(step: UInt64(epoch)).permutation(count)
      batches = BatchOrder(permutation: permutation, batchSize: batchSize)
      current = (epoch, batches)
    }
    return (batches[place], epoch)
  }
}

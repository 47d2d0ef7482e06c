import Digits
import Kernels
import Layers
import Tensors

/// The training of a judge, step by step. It can be taken down after any step, and gone on with later to the same
/// bits.
public final class JudgeTraining: TrainingState {
  /// The judge as it is after the steps so far.
  public let judge: Judge
  /// The number of steps in all.
  public let steps: Int
  /// The number of steps so far.
  public private(set) var stepsDone = 0
  private let digits: DigitSet
  private let schedule: Judge.Schedule
  private let stream: RandomStream
  private let adam: Adam
  private var order: (epoch: Int, batches: BatchOrder)?

  /// A training on the training part of `data`, which has labels, that has not begun.
  public convenience init(on data: DigitData, _ schedule: Judge.Schedule) {
    require(data.isLabelled, "a judge of \(data.name), which has no labels to read")
    self.init(on: data.train, classes: data.classes, schedule, using: Judge.stream)
  }

  /// A training of a reader of a judge's build that has not begun.
  ///
  /// - Parameters:
  ///   - digits: what is learned, with labels below `classes`.
  ///   - stream: what initial weights, orders and dropout are drawn from.
  init(on digits: DigitSet, classes: Int, _ schedule: Judge.Schedule, using stream: RandomStream) {
    judge = Judge(classes: classes, digits.shape, using: stream)
    steps = schedule.steps(over: digits.count)
    self.digits = digits
    self.schedule = schedule
    self.stream = stream
    adam = Adam(for: judge.network, learningRate: schedule.learningRate)
  }

  /// Makes the next step, and returns its loss in nats.
  ///
  /// - Throws: `NonFiniteError` if a loss or gradient becomes infinite or NaN.
  public func step() throws(NonFiniteError) -> Double {
    adam.learningRate = schedule.learningRate * Float(steps - stepsDone) / Float(steps)
    let dropout = stream.child(2).at(step: UInt64(stepsDone))
    let loss = judge.loss(on: digits, nextBatch(), .training(dropout))
    try adam.minimize(loss)
    stepsDone += 1
    return Double(loss.scalar)
  }

  private func nextBatch() -> ArraySlice<Int32> {
    let count = min(schedule.digits, digits.count)
    let batchSize = schedule.batchSize(over: count)
    let (epoch, batch) = stepsDone.quotientAndRemainder(dividingBy: count / batchSize)
    if let order, order.epoch == epoch { return order.batches[batch] }
    let permutation = stream.child(1).at(step: UInt64(epoch)).permutation(count)
    let batches = BatchOrder(permutation: permutation, batchSize: batchSize)
    order = (epoch, batches)
    return batches[batch]
  }

  /// The steps so far, the network and the optimiser.
  public func exchange(with archive: StateArchive) throws(StateError) {
    try archive.exchange("steps of the judge", &stepsDone)
    guard 0...steps ~= stepsDone else {
      throw StateError(expected: "0 to \(steps) steps", found: "\(stepsDone)")
    }
    try archive.exchange(judge.network)
    try archive.exchange(adam)
  }
}

extension Judge {
  fileprivate func loss(
    on digits: DigitSet, _ indices: ArraySlice<Int32>, _ phase: Phase
  ) -> Tensor {
    let images = Tensor([indices.count, digits.shape.size]) {
      digits.copyImages(at: indices, as: .unit, into: $0)
    }
    let labels = Tensor([indices.count, classes]) {
      digits.copyOneHot(at: indices, classes: classes, into: $0)
    }
    return softmaxCrossEntropyLoss(
      logits: network(images, phase).logits, expected: labels, reduction: .mean)
  }
}

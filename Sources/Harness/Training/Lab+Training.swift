import Digits
import Tensors

extension Lab {
  /// Trains for some epochs over a set of digits, each a permutation of its own, and logs the mean of
  /// every number that the steps return.
  ///
  /// - Parameters:
  ///   - digits: what to train on.
  ///   - batchSize: digits in a step; an incomplete last batch is dropped.
  ///   - epochs: how often to go through the digits.
  ///   - step: does one step and returns its losses, named as in the log. Their means over an epoch
  ///     become metrics at the number of epochs done.
  ///   - afterEpoch: is called with the number of epochs done, first with 0 before training.
  /// - Throws: `TrainingError` at the first infinity or NaN; whatever the closures throw.
  public func train(
    on digits: DigitSet, batchSize: Int, epochs: Int,
    step: (Batch) throws -> KeyValuePairs<String, Float>,
    afterEpoch: (_ epochsDone: Int) throws -> Void
  ) throws {
    let order = stream("order")
    let meter = progress("training", total: epochs, unit: "epochs")
    var stepsDone = 0
    try afterEpoch(0)
    for epoch in 0..<epochs {
      let permutation = order.at(step: UInt64(epoch)).permutation(digits.count)
      var means = RunningMeans()
      for indices in BatchOrder(permutation: permutation, batchSize: batchSize) {
        let batch = digits.batch(at: indices, epoch: epoch, step: stepsDone)
        do {
          means.add(try step(batch))
        } catch let error as NonFiniteError {
          throw TrainingError(place: "in epoch \(epoch + 1) at step \(stepsDone)", cause: error)
        }
        stepsDone += 1
      }
      for (name, mean) in means.values { metric(name, mean, step: epoch + 1) }
      try afterEpoch(epoch + 1)
      meter.advance(by: 1, detail: means.summary)
    }
    meter.finish()
  }
}

extension Lab {
  /// Trains for some iterations of a loop that takes its batches itself, and logs the mean of every number
  /// that they return.
  ///
  /// - Parameters:
  ///   - iterations: how often to go through the loop.
  ///   - period: how many iterations the means are taken over.
  ///   - iteration: is given the number of iterations before it, and returns its losses and counts, named as in
  ///     the log. Their means over a period become metrics at the number of iterations done.
  ///   - afterPeriod: is called with the number of iterations done, first with 0 before training.
  /// - Throws: `TrainingError` at the first infinity or NaN; whatever the closures throw.
  public func train(
    iterations: Int, period: Int,
    iteration: (_ iterationsDone: Int) throws -> KeyValuePairs<String, Float>,
    afterPeriod: (_ iterationsDone: Int) throws -> Void
  ) throws {
    let meter = progress("training", total: iterations, unit: "iterations")
    var means = RunningMeans()
    try afterPeriod(0)
    for done in 1...iterations {
      do {
        means.add(try iteration(done - 1))
      } catch let error as NonFiniteError {
        throw TrainingError(place: "in iteration \(done)", cause: error)
      }
      meter.advance(by: 1, detail: means.summary)
      if done % period == 0 || done == iterations {
        for (name, mean) in means.values { metric(name, mean, step: done) }
        means = RunningMeans()
        try afterPeriod(done)
      }
    }
    meter.finish()
  }
}

/// Training became infinite or NaN.
public struct TrainingError: Error, CustomStringConvertible {
  let place: String
  let cause: NonFiniteError

  /// Where it happened, and what usually helps.
  public var description: String {
    "training broke down \(place): \(cause). Try a smaller learning rate, or another seed."
  }
}

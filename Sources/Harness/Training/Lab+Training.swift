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
  ///   - step: does one step and returns its losses, scalars named as in the log. Their means over an
  ///     epoch become metrics at the number of epochs done.
  ///   - afterEpoch: is called with the number of epochs done, first with 0 before training.
  /// - Throws: `TrainingError` at the first infinity or NaN; whatever the closures throw.
  public func train(
    on digits: DigitSet, batchSize: Int, epochs: Int,
    step: (Batch) throws -> KeyValuePairs<String, Tensor>,
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
        let batch = Batch(
          epoch: epoch, step: stepsDone, images: digits.tensor(at: indices),
          labels: indices.map { digits.labels[Int($0)] })
        do {
          means.add(try step(batch))
        } catch let error as NonFiniteError {
          throw TrainingError(epoch: epoch + 1, step: stepsDone, cause: error)
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

/// Training became infinite or NaN.
public struct TrainingError: Error, CustomStringConvertible {
  let epoch: Int
  let step: Int
  let cause: NonFiniteError

  /// Where it happened, and what usually helps.
  public var description: String {
    """
    training broke down in epoch \(epoch) at step \(step): \(cause). Try a smaller learning rate, \
    or another seed.
    """
  }
}

/// Means of named losses, in the order in which the names first came.
private struct RunningMeans {
  private var names: [String] = []
  private var sums: [String: Double] = [:]
  private var count = 0

  mutating func add(_ losses: KeyValuePairs<String, Tensor>) {
    for (name, loss) in losses {
      if sums[name] == nil { names.append(name) }
      sums[name, default: 0] += Double(loss.scalar)
    }
    count += 1
  }

  var values: [(String, Double)] {
    names.map { ($0, (sums[$0] ?? 0) / Double(max(1, count))) }
  }

  var summary: String {
    values.map { "\($0) \(NumberText.rounded($1, digits: 4))" }.joined(separator: ", ")
  }
}

import Digits
import Evaluation
import Kernels
import Tensors

/// A training step whose time tells how fast a machine trains: the judge's, which is in every program and has
/// convolutions, dense layers and an optimiser.
enum PaceStep {
  /// What a step takes on the machine that notebooks' minutes were measured on.
  static let referenceSeconds = 0.008

  /// The mean time of twenty steps, in which what else the machine does takes its share.
  ///
  /// - Throws: `NonFiniteError` if a step breaks down.
  static func seconds(on workers: Workers) throws -> Double {
    let size = Judge.Schedule.standard.batchSize
    let training = JudgeTraining(
      on: DataChoice.strokes(train: size, test: 0, on: workers), .standard)
    return try Engine(on: workers).withCurrent {
      // The first steps find no buffers to use again.
      for _ in 0..<3 { _ = try training.step() }
      let count = 20
      let start = ContinuousClock.now
      for _ in 0..<count { _ = try training.step() }
      return (.now - start) / .seconds(Double(count))
    }
  }
}

import Digits
import Evaluation
import Kernels
import Tensors

/// A training step whose time tells how fast a machine trains: the judge's, which is in every program and has
/// convolutions, dense layers and an optimiser.
enum PaceStep {
  /// What a step takes on the machine that notebooks' minutes were measured on.
  static let referenceSeconds = 0.008

  /// The median time of a step; finding it takes some tenths of a second.
  ///
  /// - Throws: `NonFiniteError` if the step breaks down.
  static func seconds(on workers: Workers) throws -> Double {
    let size = Judge.Schedule.standard.batchSize
    let training = JudgeTraining(
      on: DataChoice.strokes(train: size, test: 0, on: workers), .standard)
    let clock = ContinuousClock()
    var seconds: [Double] = []
    try Engine(on: workers).withCurrent {
      for _ in 0..<12 {
        let start = clock.now
        _ = try training.step()
        seconds.append((clock.now - start) / .seconds(1))
      }
    }
    // The first steps find no buffers to use again.
    let warm = seconds.dropFirst(3).sorted()
    return warm[warm.count / 2]
  }
}

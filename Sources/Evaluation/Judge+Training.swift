import Digits
import Kernels
import Layers
import Tensors

extension Judge {
  /// How a judge is trained.
  public struct Schedule: Sendable, Equatable, Codable {
    /// What the schedule is called, in the names of stored judges.
    public let name: String
    /// At most so many training digits, from the first on.
    public let digits: Int
    /// Passes over them.
    public let epochs: Int
    /// Digits in a step; all that there are where there are fewer.
    public let batchSize: Int
    /// Adam's rate at the first step; it falls in a straight line to 0 at the end.
    public let learningRate: Float

    /// The judge that results rest on: at least 99% on MNIST's test digits.
    public static let standard = Schedule(
      name: "standard", digits: 60_000, epochs: 6, batchSize: 100, learningRate: 2e-3)
    /// A judge in a second, for tests of everything around it.
    public static let smoke = Schedule(
      name: "smoke", digits: 3000, epochs: 1, batchSize: 50, learningRate: 3e-3)

    /// Makes a schedule; the properties' comments give the units.
    public init(name: String, digits: Int, epochs: Int, batchSize: Int, learningRate: Float) {
      self.name = name
      self.digits = digits
      self.epochs = epochs
      self.batchSize = batchSize
      self.learningRate = learningRate
    }

    /// Steps over a set of `count` digits, at least one.
    public func steps(over count: Int) -> Int {
      epochs * (min(digits, count) / batchSize(over: count))
    }

    /// Digits in a step over a set of `count` digits, at least one.
    func batchSize(over count: Int) -> Int { min(batchSize, digits, count) }
  }

  /// Trains a judge, by softmax cross-entropy and Adam.
  ///
  /// - Parameters:
  ///   - data: whose training part is learned.
  ///   - schedule: how many digits, how often, and at what rate.
  ///   - steps: ends training after so many steps of the schedule; nil for all.
  ///   - progress: is told after each step how many are done, and the loss in nats.
  /// - Throws: `NonFiniteError` if a loss or gradient becomes infinite or NaN.
  public static func trained(
    on data: DigitData, _ schedule: Schedule, steps: Int? = nil,
    progress: (_ stepsDone: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws -> Judge {
    let training = JudgeTraining(on: data, schedule)
    while training.stepsDone < min(steps ?? .max, training.steps) {
      let loss = try training.step()
      progress(training.stepsDone, loss)
    }
    return training.judge
  }
}

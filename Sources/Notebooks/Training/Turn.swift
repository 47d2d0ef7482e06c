import Layers

/// What one of two adversaries does when it is its turn: training steps, until the discriminator's loss has reached a goal or the
/// turn has become too long.
///
/// A turn that knows its optimisers and their learning rates sets these before it begins, and the training loop saves them along
/// with their networks.
public struct Turn {
  /// When a turn ends early. The loss is the one before the step's update, so every turn has one step at least.
  public enum Goal: Sendable {
    /// The loss is less.
    case lossBelow(Double)
    /// The loss is greater.
    case lossAbove(Double)
    /// Never: the turn has its greatest number of steps.
    case none

    func isReached(by loss: Float) -> Bool {
      switch self {
      case .lossBelow(let limit): loss < Float(limit)
      case .lossAbove(let limit): loss > Float(limit)
      case .none: false
      }
    }
  }

  /// What a step tells: the loss that may end the turn, and the one that the step has minimised.
  typealias Losses = (watched: Float, minimized: Float)

  let optimizers: [(optimizer: any Optimizer, schedule: LearningRateSchedule)]
  let limit: Int
  let goal: Goal
  let step: () throws -> Losses

  /// A turn whose steps minimise the loss that may end it.
  ///
  /// - Parameters:
  ///   - optimizers: what moves in its steps, and the learning rate by the number of turns before.
  ///   - limit: the greatest number of steps, at least 1.
  ///   - goal: when the turn ends earlier.
  ///   - step: makes one step with a batch of its own and returns its loss.
  public init(
    of optimizers: (any Optimizer, LearningRateSchedule)..., atMost limit: Int,
    until goal: Goal = .none,
    step: @escaping () throws -> Float
  ) {
    self.init(optimizers, limit, goal) {
      let loss = try step()
      return (loss, loss)
    }
  }

  /// A generator's turn, which the discriminator's loss may end.
  ///
  /// - Parameters:
  ///   - optimizers: what moves in its steps, and the learning rate by the number of turns before.
  ///   - limit: the greatest number of steps, at least 1.
  ///   - goal: when the turn ends earlier.
  ///   - step: makes one step with a batch of its own and returns the discriminator's loss, and the generator's that it has minimised.
  public init(
    of optimizers: (any Optimizer, LearningRateSchedule)..., atMost limit: Int,
    until goal: Goal = .none,
    generatorStep step: @escaping () throws -> (discriminator: Float, generator: Float)
  ) {
    self.init(optimizers, limit, goal) {
      let losses = try step()
      return (losses.discriminator, losses.generator)
    }
  }

  private init(
    _ optimizers: [(any Optimizer, LearningRateSchedule)], _ limit: Int, _ goal: Goal,
    _ step: @escaping () throws -> Losses
  ) {
    self.optimizers = optimizers.map { (optimizer: $0.0, schedule: $0.1) }
    self.limit = limit
    self.goal = goal
    self.step = step
  }

  /// What its steps change.
  var states: [any TrainingState] {
    optimizers.flatMap { $0.optimizer.networks as [any TrainingState] + [$0.optimizer] }
  }

  /// Sets the learning rates of a turn that comes after `turnsDone` others.
  func setLearningRates(after turnsDone: Int) {
    for (optimizer, schedule) in optimizers { optimizer.learningRate = schedule(turnsDone) }
  }
}

import Digits
import Kernels
import Layers
import Tensors

/// A generator and a discriminator, or critic, that are trained in turns, and an average of the generator: all that adversaries
/// need but their losses. What they are given is up to these: ``AdversarialContest`` has pictures of random codes,
/// ``PairedTraining`` pictures of pictures.
///
/// Their random numbers come from the streams `<name> order`, of the batches, and `<name> noise`.
public struct AdversarialTraining<Generator: Network, Discriminator: Network> {
  /// What the first loss moves.
  public let generator: Generator
  /// What the second loss moves.
  public let discriminator: Discriminator
  /// An average of the generator, which draws; training does not see it.
  public let average: ExponentialMovingAverage<Generator>
  let name: String
  let lab: Lab
  let batches: BatchSource
  let noise: RandomStream

  /// Prepares a training.
  ///
  /// - Parameters:
  ///   - name: the group of its metrics, and the beginning of its streams' names.
  ///   - lab: the notebook's.
  ///   - digits: what to train on.
  ///   - batchSize: digits in a step.
  ///   - emaDecay: the decay of the average.
  ///   - makeGenerator: makes an untrained generator; is called twice, before and after the other.
  ///   - makeDiscriminator: makes the discriminator.
  /// - Throws: `DataError` if there are too few digits.
  public init(
    _ name: String, in lab: Lab, on digits: DigitSet, batchSize: Int, emaDecay: Float,
    generator makeGenerator: () -> Generator, discriminator makeDiscriminator: () -> Discriminator
  ) throws(DataError) {
    generator = makeGenerator()
    discriminator = makeDiscriminator()
    average = ExponentialMovingAverage(of: generator, in: makeGenerator(), decay: emaDecay)
    batches = try BatchSource(digits, batchSize: batchSize, using: lab.stream("\(name) order"))
    noise = lab.stream("\(name) noise")
    (self.name, self.lab) = (name, lab)
  }

  /// Joins what was prepared elsewhere.
  init(
    _ name: String, in lab: Lab, generator: Generator, discriminator: Discriminator,
    average: ExponentialMovingAverage<Generator>, batches: BatchSource, noise: RandomStream
  ) {
    (self.name, self.lab, self.generator, self.discriminator) = (
      name, lab, generator, discriminator
    )
    (self.average, self.batches, self.noise) = (average, batches, noise)
  }

  /// Trains both in turns, the discriminator first, each step with a new batch, and logs means over each period of their last
  /// steps' losses: `<name>/discriminator` and `<name>/generator`.
  ///
  /// - Parameters:
  ///   - turns: how often each is at its turn.
  ///   - period: how many turns the means are taken over.
  ///   - optimizer: makes what moves a network; its rate is set before each step.
  ///   - learningRates: their rates in the first turn.
  ///   - decayStart: the fraction of the turns after which the rates fall linearly to 0; 1 for rates that stay.
  ///   - steps: how many steps each makes in a turn.
  ///   - units: the units of both losses; empty for pure numbers, such as differences of scores.
  ///   - generatorLoss: what the generator minimises, given the step's batch and stream.
  ///   - discriminatorLoss: what the discriminator minimises, given the same. What the generator makes is to be `detached` there.
  ///   - constrain: is called after each step of the discriminator.
  ///   - line: where the notebook calls.
  ///   - file: the file where it does.
  ///   - afterPeriod: is called with the number of turns done, first with 0 before training.
  ///   - atFrame: is called after it when an animation of training takes a frame.
  /// - Throws: as `Lab.train`.
  public func train(
    turns: Int, period: Int, optimizer: (any Network) -> any Optimizer,
    learningRates: (generator: Double, discriminator: Double), decayStart: Double = 1,
    steps: (discriminator: Int, generator: Int) = (1, 1),
    units: (discriminator: String, generator: String) = ("nats", "nats"),
    generatorLoss: @escaping (Batch, RandomStream) throws -> Tensor,
    discriminatorLoss: @escaping (Batch, RandomStream) throws -> Tensor,
    afterDiscriminatorStep constrain: @escaping () -> Void = {}, line: Int, file: String = #fileID,
    afterPeriod: (_ turnsDone: Int) throws -> Void = { _ in },
    atFrame: (_ turnsDone: Int) throws -> Void = { _ in }
  ) throws {
    func turn(
      of network: any Network, at learningRate: Double, steps: Int,
      loss: @escaping (Batch, RandomStream) throws -> Tensor, afterStep: @escaping () -> Void
    ) -> Turn {
      let optimizer = optimizer(network)
      let rate = LearningRateSchedule.linear(from: learningRate, steps: turns, after: decayStart)
      return Turn(of: (optimizer, rate), atMost: steps) {
        let batch = batches.next()
        let loss = try loss(batch, batch.stream(noise))
        try optimizer.minimize(loss)
        afterStep()
        return loss.scalar
      }
    }
    let generating = turn(
      of: generator, at: learningRates.generator, steps: steps.generator, loss: generatorLoss,
      afterStep: average.update)
    let discriminating = turn(
      of: discriminator, at: learningRates.discriminator, steps: steps.discriminator,
      loss: discriminatorLoss, afterStep: constrain)
    try lab.train(
      turns: turns, period: period, losses: name, units: units, saving: [average, batches],
      discriminator: discriminating, generator: generating, line: line, file: file,
      afterPeriod: afterPeriod, atFrame: atFrame)
  }
}

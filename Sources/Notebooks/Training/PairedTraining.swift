import Digits
import Kernels
import Layers
import Tensors

/// A network that makes pictures of pictures, with all that its training on pairs needs but the losses: by itself, or
/// against a discriminator.
///
/// Its random numbers come from the streams `<name> order`, of the batches, and `<name> noise`, of dropout.
public struct PairedTraining<Generator: MappingNetwork> {
  /// The pictures of a training step, pixels in [0, 1], [n, values] each.
  public struct Pictures {
    /// What the generator is given.
    public let sources: Tensor
    /// What should come of it.
    public let targets: Tensor
    /// What the generator makes of it.
    public let made: Tensor

    /// Joins them; the properties' comments give the shapes.
    public init(sources: Tensor, targets: Tensor, made: Tensor) {
      (self.sources, self.targets, self.made) = (sources, targets, made)
    }
  }

  /// Makes pictures [n, values of a target] of pictures [n, values of a source], all with pixels in [0, 1].
  public let generator: Generator
  /// An average of the generator, which draws; training does not see it.
  public let average: ExponentialMovingAverage<Generator>
  private let name: String
  private let lab: Lab
  private let pairs: ImagePairs
  private let batches: BatchSource
  private let noise: RandomStream

  /// Prepares a training.
  ///
  /// - Parameters:
  ///   - name: the group of its metrics, and the beginning of its streams' names.
  ///   - lab: the notebook's.
  ///   - pairs: what to train on.
  ///   - batchSize: pairs in a step.
  ///   - emaDecay: the decay of the average.
  ///   - start: a network whose parameters the generator begins with; nil for its own.
  ///   - makeGenerator: makes an untrained generator; is called twice.
  /// - Throws: `DataError` if there are too few pairs.
  public init(
    _ name: String, in lab: Lab, on pairs: ImagePairs, batchSize: Int, emaDecay: Float,
    from start: Generator? = nil, generator makeGenerator: () -> Generator
  ) throws(DataError) {
    generator = makeGenerator()
    for (own, given) in zip(generator.variables, start?.variables ?? []) {
      own.parameter.assign(given.parameter.value)
    }
    average = ExponentialMovingAverage(of: generator, in: makeGenerator(), decay: emaDecay)
    batches = try BatchSource(
      pairs.targets, batchSize: batchSize, using: lab.stream("\(name) order"))
    noise = lab.stream("\(name) noise")
    (self.name, self.lab, self.pairs) = (name, lab, pairs)
  }

  /// Trains the generator by itself, each step with new pairs, and logs the mean over each period of its loss, a pure number:
  /// `<name>/generator`.
  ///
  /// - Parameters:
  ///   - steps: how many.
  ///   - period: how many steps the means are taken over.
  ///   - optimizer: makes what moves the generator; its rate is set before each step.
  ///   - learningRate: the rate in the first step.
  ///   - decayStart: the fraction of the steps after which the rate falls linearly to 0; 1 for a rate that stays.
  ///   - loss: what the generator minimises.
  ///   - line: where the notebook calls.
  ///   - file: the file where it does.
  ///   - atFrame: is called with the number of steps done when an animation of training takes a frame, first with 0.
  /// - Throws: as `Lab.train`.
  public func train(
    steps: Int, period: Int, optimizer: (any Network) -> any Optimizer,
    learningRate: Double, decayStart: Double = 1, loss: (Pictures) -> Tensor, line: Int,
    file: String = #fileID, atFrame: (_ stepsDone: Int) throws -> Void = { _ in }
  ) throws {
    let optimizer = optimizer(generator)
    let rate = LearningRateSchedule.linear(from: learningRate, steps: steps, after: decayStart)
    lab.describe(["\(name)/generator": "Generator's loss, mean over a period"], line: line)
    try lab.train(
      iterations: steps, period: period, unit: "step",
      saving: [generator, optimizer, average, batches], line: line, file: file
    ) { done in
      optimizer.learningRate = rate(done)
      let batch = batches.next()
      let loss = loss(pictures(of: batch, batch.stream(noise)))
      try optimizer.minimize(loss)
      average.update()
      return ["\(name)/generator": loss.scalar]
    } atFrame: {
      try atFrame($0)
    }
  }

  /// Trains the generator and a discriminator in turns of one step each, the discriminator first, each with new pairs,
  /// and logs means over each period of their losses: `<name>/discriminator`, in nats, and `<name>/generator`, a weighted sum of several
  /// kinds and so a pure number.
  ///
  /// - Parameters:
  ///   - discriminator: what the second loss moves.
  ///   - turns: how often each is at its turn.
  ///   - period: how many turns the means are taken over.
  ///   - optimizer: makes what moves a network; its rate is set before each step.
  ///   - learningRates: their rates in the first turn.
  ///   - decayStart: the fraction of the turns after which the rates fall linearly to 0; 1 for rates that stay.
  ///   - generatorLoss: what the generator minimises, given its pictures and the phase of the discriminator.
  ///   - discriminatorLoss: what the discriminator minimises, given pictures whose making has no past, and its phase.
  ///   - line: where the notebook calls.
  ///   - file: the file where it does.
  ///   - atFrame: is called with the number of turns done when an animation of training takes a frame, first with 0.
  /// - Throws: as `Lab.train`.
  public func train(
    against discriminator: some Network, turns: Int, period: Int,
    optimizer: (any Network) -> any Optimizer,
    learningRates: (generator: Double, discriminator: Double), decayStart: Double = 1,
    generatorLoss: @escaping (Pictures, Phase) -> Tensor,
    discriminatorLoss: @escaping (Pictures, Phase) -> Tensor, line: Int, file: String = #fileID,
    atFrame: (_ turnsDone: Int) throws -> Void = { _ in }
  ) throws {
    let training = AdversarialTraining(
      name, in: lab, generator: generator, discriminator: discriminator, average: average,
      batches: batches, noise: noise)
    try training.train(
      turns: turns, period: period, optimizer: optimizer, learningRates: learningRates,
      decayStart: decayStart, units: ("nats", ""),
      generatorLoss: { batch, stream in
        generatorLoss(pictures(of: batch, stream), .training(stream.child(1)))
      },
      discriminatorLoss: { batch, stream in
        let pictures = pictures(of: batch, stream)
        let detached = Pictures(
          sources: pictures.sources, targets: pictures.targets, made: pictures.made.detached)
        return discriminatorLoss(detached, .training(stream.child(1)))
      }, line: line, file: file, atFrame: atFrame)
  }

  private func pictures(of batch: Batch, _ stream: RandomStream) -> Pictures {
    let sources = pairs.sources.tensor(at: batch.indices)
    return Pictures(
      sources: sources, targets: batch.images, made: generator(sources, .training(stream.child(0))))
  }

  /// What the average makes of sources, 256 at a time, [n, values of a target].
  ///
  /// - Parameters:
  ///   - sources: pixels in [0, 1], [n, values of a source].
  ///   - noise: what dropout draws from if it is to stay on, each part of the sources at a step of its own; nil for
  ///     the network without dropout. No batch may be normalised in it then.
  public func draw(_ sources: Tensor, noise: RandomStream? = nil) -> Tensor {
    var part: UInt64 = 0
    return sources.mapRows { rows in
      defer { part += 1 }
      return average.network(rows, noise.map { .training($0.at(step: part)) } ?? .inference)
    }
  }
}

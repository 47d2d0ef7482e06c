import Digits
import Kernels
import Layers
import Records
import Tensors

/// A network that maps one tensor to another, knowing whether it is trained.
public protocol MappingNetwork: Network {
  /// Applies the network.
  func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor
}

/// Where a network's pixels lie.
public enum PixelRange: Sendable {
  /// [0, 1], as a sigmoid gives them.
  case unit
  /// [−1, 1], as a tanh gives them.
  case symmetric

  /// Pixels in this range of those in [0, 1].
  func of(_ images: Tensor) -> Tensor { self == .unit ? images : images.scaled(by: 2, plus: -1) }

  /// Pixels in [0, 1] of those in this range.
  func unit(_ images: Tensor) -> Tensor {
    self == .unit ? images : images.scaled(by: 0.5, plus: 0.5)
  }
}

/// A generator and a discriminator, or critic, that are trained against each other, with all that their training needs but the losses.
///
/// Their random numbers come from the streams `<name> order`, of the batches, and `<name> noise`, of the codes.
public struct AdversarialContest<Generator: MappingNetwork, Discriminator: MappingNetwork> {
  /// Makes pictures [n, values] of codes [n, latent].
  public let generator: Generator
  /// Gives a score [n, 1] to each picture.
  public let discriminator: Discriminator
  /// An average of the generator, which draws; training does not see it.
  public let average: ExponentialMovingAverage<Generator>
  let name: String
  let lab: Lab
  private let batches: BatchSource
  let shapes: (digits: ImageShape, pictures: ImageShape)
  let pixels: PixelRange
  private let codes: (Int, RandomStream) -> Tensor
  private let noise: RandomStream

  /// Prepares a contest.
  ///
  /// - Parameters:
  ///   - name: the group of its metrics, and the beginning of its streams' names.
  ///   - lab: the notebook's.
  ///   - digits: what to train on.
  ///   - size: the size of the networks' pictures, to which digits of another one are interpolated; nil for the digits' own.
  ///   - pixels: where pixels lie for the networks.
  ///   - batchSize: digits in a step, and pictures.
  ///   - emaDecay: the decay of the average.
  ///   - discriminator: the discriminator.
  ///   - codes: draws codes, [n, latent].
  ///   - makeGenerator: makes an untrained generator; is called twice.
  /// - Throws: `DataError` if there are too few digits.
  public init(
    _ name: String, in lab: Lab, on digits: DigitSet, size: ImageShape? = nil,
    pixels: PixelRange = .symmetric, batchSize: Int, emaDecay: Float,
    discriminator: Discriminator,
    codes: @escaping (_ count: Int, _ stream: RandomStream) -> Tensor,
    generator makeGenerator: () -> Generator
  ) throws(DataError) {
    generator = makeGenerator()
    average = ExponentialMovingAverage(of: generator, in: makeGenerator(), decay: emaDecay)
    batches = try BatchSource(
      digits, batchSize: batchSize, using: lab.stream("\(name) order"))
    noise = lab.stream("\(name) noise")
    (self.name, self.lab, self.discriminator) = (name, lab, discriminator)
    (self.pixels, self.codes) = (pixels, codes)
    shapes = (digits.shape, size ?? digits.shape)
  }

  /// Trains both in turns, the discriminator first, each step with new digits and new codes, and logs means over each period of
  /// their last steps' losses: `<name>/discriminator` and `<name>/generator`.
  ///
  /// - Parameters:
  ///   - turns: how often each is at its turn.
  ///   - period: how many turns the means are taken over.
  ///   - optimizer: makes what moves a network; its rate is set before each step.
  ///   - learningRates: their rates, by the number of turns before.
  ///   - steps: how many steps each makes in a turn.
  ///   - unit: the unit of both losses; empty for differences of scores.
  ///   - generatorLoss: what the generator minimises, given its pictures and the phase of the networks.
  ///   - discriminatorLoss: what the discriminator minimises, given images, pictures without a past, and the step's stream for
  ///     what it draws.
  ///   - constrain: is called after each step of the discriminator.
  ///   - line: where the notebook calls.
  ///   - file: the file where it does.
  ///   - afterPeriod: is called with the number of turns done, first with 0 before training.
  ///   - atFrame: is called after it when an animation of training takes a frame.
  /// - Throws: as `Lab.train`.
  public func train(
    turns: Int, period: Int, optimizer: (any Network) -> any Optimizer,
    learningRates: (generator: LearningRateSchedule, discriminator: LearningRateSchedule),
    steps: (discriminator: Int, generator: Int) = (1, 1), unit: String = "nats",
    generatorLoss: @escaping (_ pictures: Tensor, Phase) -> Tensor,
    discriminatorLoss:
      @escaping (
        _ images: Tensor, _ pictures: Tensor, _ stream: RandomStream
      ) throws -> Tensor,
    afterDiscriminatorStep constrain: @escaping () -> Void = {}, line: Int, file: String = #fileID,
    afterPeriod: (_ turnsDone: Int) throws -> Void = { _ in },
    atFrame: (_ turnsDone: Int) throws -> Void = { _ in }
  ) throws {
    let optimizers = (generator: optimizer(generator), discriminator: optimizer(discriminator))
    func pictures(of batch: Batch) -> Tensor {
      let stream = batch.stream(noise)
      return generator(codes(batch.size, stream), .training(stream.child(0)))
    }
    try lab.train(
      turns: turns, period: period, losses: name, units: (unit, unit), saving: [average, batches],
      discriminator: Turn(
        of: (optimizers.discriminator, learningRates.discriminator), atMost: steps.discriminator
      ) {
        let batch = batches.next()
        let images = networkImages(batch.images)
        let loss = try discriminatorLoss(
          images, pictures(of: batch).detached, batch.stream(noise).child(1))
        try optimizers.discriminator.minimize(loss)
        constrain()
        return loss.scalar
      },
      generator: Turn(of: (optimizers.generator, learningRates.generator), atMost: steps.generator)
      {
        let batch = batches.next()
        let loss = generatorLoss(pictures(of: batch), .training(batch.stream(noise).child(2)))
        try optimizers.generator.minimize(loss)
        average.update()
        return loss.scalar
      }, line: line, file: file, afterPeriod: afterPeriod, atFrame: atFrame)
  }

  /// Digits [n, values] with pixels in [0, 1] as the networks see them.
  func networkImages(_ digits: Tensor) -> Tensor {
    pixels.of(digits.resized(from: shapes.digits, to: shapes.pictures))
  }

  /// What the average draws from codes, pixels in [0, 1], [n, values].
  ///
  /// - Parameter averaged: false for what the generator itself draws, which is what the discriminator sees.
  public func draw(_ codes: Tensor, averaged: Bool = true) -> Tensor {
    let network = averaged ? average.network : generator
    return pixels.unit(codes.mapRows { network($0, .inference) })
  }
}

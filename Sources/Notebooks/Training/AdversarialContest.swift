import Digits
import Kernels
import Layers
import Records
import Tensors

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

/// A generator of pictures from random codes and a discriminator, or critic, that are trained against each other, with all that
/// their training needs but the losses.
///
/// Their random numbers come from the streams `<name> order`, of the batches, and `<name> noise`, of the codes.
public struct AdversarialContest<Generator: MappingNetwork, Discriminator: MappingNetwork> {
  private let training: AdversarialTraining<Generator, Discriminator>
  private let shapes: (digits: ImageShape, pictures: ImageShape)
  private let pixels: PixelRange
  private let codes: (Int, RandomStream) -> Tensor

  /// Makes pictures [n, values] of codes [n, latent].
  public var generator: Generator { training.generator }
  /// Gives a score [n, 1] to each picture.
  public var discriminator: Discriminator { training.discriminator }
  /// An average of the generator, which draws; training does not see it.
  public var average: ExponentialMovingAverage<Generator> { training.average }
  /// The size of the pictures.
  public var shape: ImageShape { shapes.pictures }
  var name: String { training.name }
  var lab: Lab { training.lab }

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
    training = try AdversarialTraining(
      name, in: lab, on: digits, batchSize: batchSize, emaDecay: emaDecay, generator: makeGenerator,
      discriminator: { discriminator })
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
  ///   - learningRates: their rates in the first turn.
  ///   - decayStart: the fraction of the turns after which the rates fall linearly to 0; 1 for rates that stay.
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
    learningRates: (generator: Double, discriminator: Double), decayStart: Double = 1,
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
    func pictures(_ count: Int, _ stream: RandomStream) -> Tensor {
      generator(codes(count, stream), .training(stream.child(0)))
    }
    try training.train(
      turns: turns, period: period, optimizer: optimizer, learningRates: learningRates,
      decayStart: decayStart, steps: steps, units: (unit, unit),
      generatorLoss: { batch, stream in
        generatorLoss(pictures(batch.size, stream), .training(stream.child(2)))
      },
      discriminatorLoss: { batch, stream in
        let images = networkImages(batch.images)
        return try discriminatorLoss(images, pictures(batch.size, stream).detached, stream.child(1))
      }, afterDiscriminatorStep: constrain, line: line, file: file, afterPeriod: afterPeriod,
      atFrame: atFrame)
  }

  /// Digits [n, values] with pixels in [0, 1] as the networks see them.
  func networkImages(_ digits: Tensor) -> Tensor {
    pixels.of(digits.resized(from: shapes.digits, to: shapes.pictures))
  }

  /// What the average draws from codes, pixels in [0, 1], [n, values].
  ///
  /// - Parameters:
  ///   - codes: points of the latent space, [n, latent], and conditions beside them where the generator has any.
  ///   - averaged: false for what the generator itself draws, which is what the discriminator sees.
  public func draw(_ codes: Tensor, averaged: Bool = true) -> Tensor {
    let network = averaged ? average.network : generator
    return pixels.unit(codes.mapRows { network($0, .inference) })
  }

  /// What the average draws from codes of its own, pixels in [0, 1], [count, values].
  ///
  /// - Parameters:
  ///   - count: how many pictures.
  ///   - stream: gives the codes.
  public func draw(_ count: Int, using stream: RandomStream) -> Tensor {
    draw(codes(count, stream))
  }

  /// Pictures [n, values] in the digits' size.
  public func inDigitSize(_ pictures: Tensor) -> Tensor {
    pictures.resized(from: shapes.pictures, to: shapes.digits)
  }

  /// Warns of every sign that the training failed, in the discriminator's loss and in samples, as
  /// ``Lab/warnOfFailure(of:discriminator:smoothing:samples:against:line:file:)`` does.
  ///
  /// - Parameters:
  ///   - smoothing: how the discriminator's targets were smoothed.
  ///   - samples: what has been drawn, pixels in [0, 1], [n, values]; a thousand are enough.
  ///   - digits: the data set that they should look like, with labels.
  ///   - line: where the notebook calls.
  ///   - file: the file where it does.
  /// - Returns: the warnings, for claims.
  /// - Throws: `DataError` where the digits have no labels; `NonFiniteError` if training the judge breaks down.
  public func warnOfFailure(
    smoothing: LabelSmoothing, samples: Tensor, against digits: DigitData, line: Int = #line,
    file: String = #fileID
  ) throws -> [String] {
    try lab.warnOfFailure(
      of: name, discriminator: "\(name)/discriminator", smoothing: smoothing,
      samples: inDigitSize(samples), against: digits, line: line, file: file)
  }

  /// Leaves both networks in the log, with a description: the average as `generator`, which takes codes, and the discriminator.
  ///
  /// - Parameters:
  ///   - latent: the dimensions of the codes.
  ///   - model: begins the names, as `<model>-generator`; nil where the notebook has no other.
  ///   - role: what the discriminator is called.
  ///   - score: what it gives is called.
  ///   - line: where the notebook calls.
  public func save(
    taking latent: Int, as model: String? = nil, role: String = "discriminator",
    giving score: String = "logits", line: Int = #line
  ) {
    let prefix = model.map { "\($0.replacing("/", with: "-"))-" } ?? ""
    let network = average.network
    lab.save(network, as: "\(prefix)generator", taking: ["codes": [latent]], line: line) {
      ["pictures": pixels.unit(network($0[0], .inference))]
    }
    lab.save(discriminator, as: prefix + role, taking: ["pixels": [shape.size]], line: line) {
      [score: discriminator($0[0], .inference)]
    }
  }
}

import Digits
import Layers

/// How a generative adversarial network is trained in turns, as the articles do it and as the standard profile does: settings that
/// several notebooks have.
public struct AdversarialSettings: SettingGroup {
  /// Turns of both networks.
  @Setting public var turns: Int
  /// Turns between two entries of the log.
  @Setting("turns between two entries of the log", smoke: 1, in: 1...1000)
  public var period = 20
  /// Images in a training step.
  @Setting("batch size, digits in a training step", smoke: 32, article: 256, in: 8...1000)
  public var batchSize = 64
  /// Images that are trained on.
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  public var trainingDigits = 60_000
  /// What the generator minimises.
  @Setting("generator's loss", article: .saturating)
  public var objective = AdversarialObjective.nonSaturating
  /// How far the discriminator's targets are drawn from 1 and 0.
  @Setting("two-sided label smoothing: the targets lie half as far from 1 and 0", in: 0...1)
  public var labelSmoothing: Float = 0
  /// The optimiser of both networks.
  @Setting("optimiser of both networks", article: .rmsProp)
  public var optimizer = OptimizerChoice.adam
  /// The generator's learning rate before it falls.
  @Setting("generator's learning rate", article: 3e-4, in: 0...1)
  public var generatorLearningRate = 5e-4
  /// The discriminator's learning rate before it falls.
  @Setting("discriminator's learning rate", article: 1e-4, in: 0...1)
  public var discriminatorLearningRate = 1e-3
  /// Adam's β₁.
  @Setting("Adam's decay of the mean gradient, β₁", in: 0...0.999)
  public var beta1: Float = 0
  /// RMSProp's mean square before the first step.
  @Setting("initial mean square of RMSProp", in: 0...1)
  public var initialMeanSquare: Float = 1
  /// When the learning rates begin to fall.
  @Setting(
    "fraction of the turns after which the learning rates fall linearly to 0", article: 1, in: 0...1
  )
  public var decayStart = 0.5
  /// The weight that the generator's average keeps at a step.
  @Setting public var emaDecay: Float
  /// The discriminator's dropout rate.
  @Setting("discriminator's dropout rate", in: 0...0.9)
  public var dropoutRate: Float = 0.3
  /// The generator's dropout rate.
  @Setting("generator's dropout rate", article: 0.3, in: 0...0.9)
  public var generatorDropoutRate: Float = 0
  /// The greatest number of steps in a turn.
  @Setting("steps of a network in one turn, at most", in: 1...100)
  public var stepsPerTurn = 5
  /// The loss that ends the discriminator's turn.
  @Setting("discriminator's loss below which its turn ends, in nats", in: 0...100)
  public var ceiling = 1.0
  /// The loss that ends the generator's turn.
  @Setting("discriminator's loss above which the generator's turn ends, in nats", in: 0...100)
  public var floor = 0.4

  /// Settings with a notebook's own length of training and average.
  ///
  /// - Parameters:
  ///   - turns: turns of both networks at the standard profile.
  ///   - emaDecay: the decay of the generator's average at the standard profile.
  ///   - articleEMADecay: the same at the article profile; 0 for none.
  public init(turns: Int, emaDecay: Float, articleEMADecay: Float = 0) {
    _turns = Setting(
      wrappedValue: turns, "turns of both networks", smoke: 2, article: 5000, in: 1...100_000)
    _emaDecay = Setting(
      wrappedValue: emaDecay,
      "decay of the exponential moving average of the generator's parameters; 0 samples without one",
      article: articleEMADecay, in: 0...0.9999)
  }

  /// The discriminator's targets.
  public var smoothing: LabelSmoothing { .twoSided(labelSmoothing) }

  /// Digits that a run trains on, over all turns: what its time grows with.
  public var work: Double { Double(turns) * Double(batchSize) }

  /// Batches of the digits to train on, in an order that the stream `order` draws.
  ///
  /// - Throws: `DataError` if there are too few digits.
  public func batches(of digits: DigitSet, in lab: Lab) throws -> BatchSource {
    try BatchSource(
      digits.prefix(trainingDigits), batchSize: batchSize, using: lab.stream("order"))
  }

  /// The optimiser of a network.
  public func makeOptimizer(for network: any Network) -> any Optimizer {
    optimizer.make(for: network, beta1: beta1, initialMeanSquare: initialMeanSquare)
  }

  /// A learning rate that stays for the first `decayStart` of the turns and then falls linearly to 0.
  public func schedule(from learningRate: Double) -> LearningRateSchedule {
    .linear(from: learningRate, steps: turns, after: decayStart)
  }

  /// The discriminator's turn: steps until its loss is below the ceiling.
  ///
  /// - Parameters:
  ///   - optimizer: the one that `step` uses; its learning rate follows the settings' schedule.
  ///   - step: makes one step with a batch of its own and returns the discriminator's loss.
  public func discriminatorTurn(
    _ optimizer: any Optimizer, step: @escaping () throws -> Float
  ) -> Turn {
    Turn(
      of: (optimizer, schedule(from: discriminatorLearningRate)), atMost: stepsPerTurn,
      until: .lossBelow(ceiling), step: step)
  }

  /// The generator's turn: steps until the discriminator's loss is above the floor.
  ///
  /// - Parameters:
  ///   - optimizer: the one that `step` uses; its learning rate follows the settings' schedule.
  ///   - step: makes one step with a batch of its own and returns the discriminator's loss, and the generator's that it has
  ///     minimised.
  public func generatorTurn(
    _ optimizer: any Optimizer,
    step: @escaping () throws -> (discriminator: Float, generator: Float)
  ) -> Turn {
    Turn(
      of: (optimizer, schedule(from: generatorLearningRate)), atMost: stepsPerTurn,
      until: .lossAbove(floor), generatorStep: step)
  }
}

import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # DCGAN
//:
//: The first adversarial networks were perceptrons (Goodfellow and others, 2014). Radford, Metz and Chintala (2015) report that
//: attempts to make them convolutional had failed, and give a recipe that works: **deep convolutional generative adversarial
//: networks**. A lecture on these networks and their friends lists it as tricks; this notebook follows it, has a switch for each
//: of them, and then provokes the three failures that they are there against.

struct DCGAN: Notebook {
  static let name = "dcgan"
  static let title = "DCGAN"
  static let summary = "Transposed convolutions, a list of tricks, and three failures on purpose"
  static let articles = [
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)")
  ]
  static let references = [
    Citation(
      "Goodfellow and others", 2014,
      "Generative Adversarial Nets",
      "https://arxiv.org/abs/1406.2661"),
    Citation(
      "Radford, Metz and Chintala", 2015,
      "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks",
      "https://arxiv.org/abs/1511.06434"),
    Citation(
      "Odena, Dumoulin and Olah", 2016,
      "Deconvolution and Checkerboard Artifacts",
      "https://doi.org/10.23915/distill.00003"),
    Citation(
      "Salimans and others", 2016,
      "Improved Techniques for Training GANs",
      "https://arxiv.org/abs/1606.03498"),
    Citation(
      "Heusel and others", 2017,
      "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium",
      "https://arxiv.org/abs/1706.08500"),
    Citation(
      "Yazıcı and others", 2019,
      "The Unusual Effectiveness of Averaging in GAN Training",
      "https://arxiv.org/abs/1806.04498"),
  ]
  static let minutes = Minutes(smoke: 0.04, standard: 4, article: 300)
  static let sourcePath = #filePath

  @Setting(
    "turns, each a step of the discriminator and one of the generator", smoke: 10, in: 10...100_000)
  var turns = 7000
  @Setting("turns between two entries of the log", smoke: 1, in: 1...1000)
  var period = 25
  @Setting("batch size, digits in a training step", smoke: 16, in: 2...1000)
  var batchSize = 64
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("dimensions of the latent space", article: 128, in: 1...1000)
  var latent = 64
  @Setting("times that the generator doubles its first maps", article: 4, in: 1...4)
  var doublings = 2
  @Setting(
    "rows and columns of the first maps; 0 for those that lead to the digits' own size", article: 4,
    in: 0...8)
  var firstSide = 0
  @Setting(
    "channels of the generator's last maps; each one before has twice as many", smoke: 8,
    article: 128, in: 1...128)
  var width = 32
  @Setting(
    "channels of the discriminator's first maps; each one after has twice as many", smoke: 8,
    article: 64, in: 1...128)
  var discriminatorWidth = 32
  @Setting("learning rate of the generator's Adam", in: 0...1)
  var generatorLearningRate = 2e-3
  @Setting("learning rate of the discriminator's Adam", in: 0...1)
  var discriminatorLearningRate = 1e-3
  @Setting(
    "fraction of the turns after which the learning rates fall linearly to 0", article: 1, in: 0...1
  )
  var decayStart = 0.5
  @Setting("Adam's decay of the mean gradient, β₁", in: 0...0.999)
  var beta1: Float = 0.5
  @Setting(
    "decay of the exponential moving average of the generator's parameters; 0 samples without one",
    article: 0, in: 0...0.9999)
  var emaDecay: Float = 0.998
  @Setting(
    "two-sided label smoothing: the targets lie half as far from 1 and 0", article: 0.4, in: 0...1)
  var labelSmoothing: Float = 0.2
  @Setting("targets drawn from 0.7 to 1.2 and from 0 to 0.3 instead")
  var noisyLabels = false
  @Setting("pictures in [-1, 1] from a tanh; else in [0, 1] from a sigmoid")
  var symmetricPictures = true
  @Setting("normal noise; else uniform in [-1, 1)")
  var normalNoise = true
  @Setting("digits and pictures in batches of their own")
  var separateBatches = true
  @Setting(
    "the generator's maps whose batches are not normalised, from the first on", article: 1,
    in: 0...4)
  var generatorUnnormalized = 0
  @Setting("the same for the discriminator", article: 0, in: 0...4)
  var discriminatorUnnormalized = 1
  @Setting("slope of the leaky ReLU below 0; 0 for ReLU", in: 0...0.9)
  var slope: Float = 0.2
  @Setting("convolutions with a stride of 2; else a stride of 1 and max-pooling")
  var stridedConvolutions = true
  @Setting("generator's loss")
  var objective = AdversarialObjective.nonSaturating
  @Setting("steps of the discriminator in a turn", in: 1...100)
  var discriminatorSteps = 1
  @Setting("steps of the generator in a turn", in: 1...100)
  var generatorSteps = 1
  @Setting("turns of each training without a trick", smoke: 2, in: 2...100_000)
  var ablationTurns = 300
  @Setting("turns of each failure", smoke: 10, in: 10...10_000)
  var failureTurns = 120
  var work: Double {
    let size = Double(width * width << (2 * doublings - 2))
    return Double(batchSize) * size
      * (Double(turns) + 2.75 * Double(ablationTurns) + 6 * Double(failureTurns))
  }
}

//: ## Networks
//:
//:include Shared/ConvolutionalAdversaries.swift

//: ## The list of tricks
//:
//: The lecture's list, with the setting that undoes each and what it is there for:
//:
//: - **Pictures in [−1, 1]**, from a tanh (`symmetricPictures=false`): the ground of a digit is then as far from 0 as
//:   its ink, and the discriminator's first convolution gets a signal from both.
//: - **Normal noise** and not uniform (`normalNoise=false`): the latent space has no corners, and a great circle
//:   between two codes stays where training was.
//: - **Digits and pictures in batches of their own** (`separateBatches=false`). Normalised together, every
//:   answer to a digit depends on the pictures beside it; apart, each batch is normalised by its own kind.
//: - **Batch normalisation** (`generatorUnnormalized=4`, `discriminatorUnnormalized=4`). It keeps the sums of every layer
//:   in the range where gradients flow, whatever the layers before do. In the generator it also works against collapse:
//:   the pictures of a batch cannot all be the same, since their maps have a variance of 1. Neither the
//:   picture itself nor the first maps of the discriminator are normalised, for brightness and contrast have to
//:   get through.
//: - **Leaky ReLU** (`slope=0`): a generator learns only through the gradient that the discriminator lets back, and behind
//:   a ReLU that is closed there is none.
//: - **Labels that are not 1 and 0**: smoothed ones (`labelSmoothing=0`), or noisy ones (`noisyLabels=true`). The best
//:   answer is then no infinite logit, and a discriminator that is sure still has a slope. The lecture's text has noise,
//:   its code smoothing, at 0.4: targets of 0.8 and 0.2. Here they are 0.9 and 0.1.
//: - **Adam with** $\beta_1 = 0.5$ (`beta1=0.9`): the gradients of an adversary are soon out of date, so less is kept of them.
//: - **Strides instead of max-pooling** (`stridedConvolutions=false`): pooling passes the gradient to one pixel of four.
//:
//: What each of them does *here* is tried out below.
//:
//: ## Losses
//:
//: Both are cross-entropies of logits. The discriminator's is the sum over digits and pictures, so one that can only
//: guess has $2 \log 2 = 1.386$. With targets of 0.9 and 0.1 it cannot fall below their entropies, 0.650 together. The
//: generator minimises $-E \log D(G(Z))$ with the target 1.
//:
//: > Where the lecture differs. Its code smooths the generator's target, too, to 0.8: then the generator is punished where
//: > the discriminator takes its pictures for digits without doubt. That cannot be meant, so it is left out.

extension DCGAN {
  func codes(_ count: Int, _ stream: RandomStream) -> Tensor {
    if normalNoise { return .normal([count, latent], using: stream) }
    return Tensor.uniform([count, latent], using: stream).scaled(by: 2, plus: -1)
  }

  func discriminatorLoss(
    _ discriminator: ConvolutionalDiscriminator, _ images: Tensor, _ pictures: Tensor,
    noise: RandomStream
  ) -> Tensor {
    let phase = Phase.training(noise), count = images.shape[0]
    var (real, generated) = (discriminator(images, phase), discriminator(pictures, phase))
    if !separateBatches {
      let logits = discriminator([images, pictures].concatenated(along: 0), phase)
      (real, generated) = (logits.firstRows(count), logits.lastRows(count))
    }
    let loss = AdversarialLoss.nonSaturating
    return noisyLabels
      ? loss.discriminator(real: real, generated: generated, noisyTargets: noise)
      : loss.discriminator(real: real, generated: generated, smoothing: .twoSided(labelSmoothing))
  }
}

//: ## Training
//:
//: In each turn the discriminator makes one step and then the generator, each with a new batch of 64. In the second half the rates fall to zero, and
//: pictures come from an average of the generator's parameters over some five hundred steps, or over all where there are fewer:
//: adversaries circle around the point where both would rest, and their mean is nearer to it than they are (Yazıcı and others, 2019).
//:
//: The article profile has the lecture's own networks: 4 × 4 places with 1024 channels, doubled four times, for pictures of
//: 64 × 64, to which the digits are enlarged; and a discriminator of 64 to 512 channels. The lecture says neither how long
//: it trains nor at what rate.

extension DCGAN {
  func contest(
    _ name: String, on digits: DigitSet, in lab: Lab, line: Int = #line,
    atFrame: (Int, DCGANContest) -> Void = { _, _ in }
  ) throws -> DCGANContest {
    let side = firstSide << doublings, channels = digits.shape.channels
    let shape =
      side == 0 ? digits.shape : ImageShape(height: side, width: side, channels: channels)
    let activation = slope > 0 ? Activation.leakyReLU(slope: slope) : .relu
    var seeds = Seeds(lab.stream("\(name) weights"))
    let discriminator = ConvolutionalDiscriminator(
      shape, widths: (0..<doublings).map { discriminatorWidth << $0 }, activation,
      unnormalized: discriminatorUnnormalized, isStrided: stridedConvolutions, using: &seeds)
    let contest = try AdversarialContest(
      name, in: lab, on: digits, size: shape, pixels: symmetricPictures ? .symmetric : .unit,
      batchSize: batchSize, emaDecay: emaDecay, discriminator: discriminator, codes: codes
    ) {
      ConvolutionalGenerator(
        shape, latent: latent, widths: (0..<doublings).reversed().map { width << $0 }, activation,
        output: symmetricPictures ? .tanh : .sigmoid, unnormalized: generatorUnnormalized,
        using: &seeds)
    }
    try contest.train(
      turns: turns, period: period, optimizer: { Adam(for: $0, learningRate: 0, beta1: beta1) },
      learningRates: (generatorLearningRate, discriminatorLearningRate), decayStart: decayStart,
      steps: (discriminatorSteps, generatorSteps),
      generatorLoss: { objective.loss.generator(generated: discriminator($0, $1)) },
      discriminatorLoss: { discriminatorLoss(discriminator, $0, $1, noise: $2) },
      line: line, atFrame: { atFrame($0, contest) })
    contest.save(taking: latent, as: name == "loss" ? nil : name)
    return contest
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: firstSide > 0 ? .any : .sides(multipleOf: 1 << doublings))
    let train = digits.train.prefix(trainingDigits), fixed = codes(60, lab.stream("frames"))
    let contest = try contest("loss", on: train, in: lab) { turn, contest in
      let pictures = contest.draw(fixed).reshaped(to: contest.shape)
      lab.appendImages("training", pictures, step: turn, "Pictures of the same sixty codes")
    }

    //: The losses of both networks: the discriminator's between the least that smoothed targets allow and that of guessing.
    //: The curves do not say how good the pictures are, which become better all the while. That the discriminator's does not leave
    //: this band is all that can be asked of it; the notebook `wgan` has curves that mean more.

    lab.adversarialLosses(
      "losses", "Losses of both networks, means over a period",
      ["loss/discriminator": "discriminator", "loss/generator": "generator"],
      smoothing: .twoSided(labelSmoothing), nats: 0.5...2.5)
    lab.warnOfFailure(discriminator: "loss/discriminator", smoothing: .twoSided(labelSmoothing))

    //: Sixty pictures while training, always of the same codes:

    lab.imagesAnimation("training", "Sixty pictures while training", of: "training", columns: 12)

    //: ## Generated digits
    //:
    //: Sixty pictures of new codes. The log holds ten thousand.

    let samples = contest.draw(10_000, using: lab.stream("samples")), shape = contest.shape
    lab.samples(
      samples.reshaped(to: shape), "Digits generated from random codes", rows: 4, isCover: true)

    //: ## From one digit to another
    //:
    //: Halfway along the straight line between two codes of 64 numbers a code is shorter than nearly all that the
    //: generator was trained with; along a great circle it is not. In the pictures the two ways hardly differ.

    let ends = codes(8, lab.stream("interpolation"))
    lab.interpolation(
      caption: "Four ways from one code to another, straight and along a great circle",
      from: ends.firstRows(4), to: ends.lastRows(4), shape: shape
    ) { contest.draw($0) }

    //: ## How good are the samples?
    //:
    //: By the [measures](../../measures.md) that all notebooks share. Nothing asks the generator for as many digits of one label as of
    //: another; the column of digits without one label tells what it costs to leave out a whole label.

    try lab.evaluate(samples: contest.inDigitSize(samples), against: digits, latent: latent)
    lab.claim(
      "The samples' whitened Fréchet distance is at most 8", "quality/frechet-distance", .atMost(8))
    lab.claim("The samples are as sharp as digits", "quality/sharpness", .within(0.9...1.15))
    lab.claim(
      "All labels are among the samples", "quality/modes", .atLeast(digits.distinctLabels.count))

    //: ## What each trick does
    //:
    //: Networks of half the width, trained for a short while with the whole list, and then without one trick at a time;
    //: `noisy-labels` has noisy labels in place of smoothed ones. The rows show pictures of the same codes, but for that without normal
    //: noise, whose codes are uniform. Such trainings say how fast one begins, not how well it ends: the pictures come from an average
    //: over all of their steps. And another seed changes a distance, too, which `experiments sweep dcgan --seeds 0...2` measures.
    //:
    //: Without tanh, normal noise, batches of their own, leaky ReLU, a small $\beta_1$ or strides the distance is larger than with the
    //: whole list. Smoothed and noisy labels change it by no more than another seed does. To normalise the discriminator helps on
    //: some data and not on others. Without normalisation in the *generator* the distance is much smaller: in so short a training it
    //: does harm, whatever it is worth later.

    let tricks: KeyValuePairs<String, (inout DCGAN) -> Void> = [
      "all": { _ in }, "no-tanh": { $0.symmetricPictures = false },
      "no-normal-noise": { $0.normalNoise = false },
      "no-separate-batches": { $0.separateBatches = false },
      "no-normalised-generator": { $0.generatorUnnormalized = doublings },
      "no-normalised-discriminator": { $0.discriminatorUnnormalized = doublings },
      "no-leaky-ReLU": { $0.slope = 0 }, "no-smoothing": { $0.labelSmoothing = 0 },
      "noisy-labels": { $0.noisyLabels = true }, "no-small-beta1": { $0.beta1 = 0.9 },
      "no-strides": { $0.stridedConvolutions = false },
    ]
    let small = variant {
      ($0.turns, $0.period) = (ablationTurns, max(1, ablationTurns / 20))
      ($0.width, $0.discriminatorWidth) = ((width + 1) / 2, (discriminatorWidth + 1) / 2)
    }
    try lab.variants(
      "tricks", "Pictures after short trainings with all tricks, and without one each", tricks,
      by: lab.yardstick(for: digits)
    ) { trick, undo in
      let contest = try small.variant(undo).contest("tricks/\(trick)", on: train, in: lab)
      return contest.inDigitSize(contest.draw(5000, using: lab.stream("samples")))
    }

    //: ## Three failures, on purpose
    //:
    //: The lecture names three ways in which a contest fails. Each is provoked here in a short training, by taking away what
    //: stands against it. The report's own warning looks at the losses and at a thousand samples, and has to find it.
    //:
    //: - **Vanishing gradients**: a discriminator that is too good teaches nothing. It makes five steps in a turn, with hard
    //:   targets, and the generator minimises the saturating loss, which is flat where the discriminator is sure.
    //: - **No convergence**: a discriminator with a rate a hundred times as high, hard targets and no normalisation. Each step
    //:   is far too long. In the second half its mean loss is above that of a discriminator that only guesses.
    //: - **Collapse**: the generator makes five steps in a turn against a discriminator that hardly moves, and nothing is
    //:   normalised. It finds the picture that this discriminator likes best, and draws that whatever the code.
    //:
    //: Warnings of collapse come in the first two, too: their grey pictures are read as a few labels, and hardly differ. So what
    //: tells collapse from them is that the losses give no sign.

    let short = variant {
      ($0.turns, $0.period, $0.decayStart) = (failureTurns, max(1, failureTurns / 20), 1)
    }
    let vanishing = short.variant {
      ($0.objective, $0.labelSmoothing, $0.discriminatorSteps) = (.saturating, 0, 5)
    }
    let restless = short.variant {
      ($0.labelSmoothing, $0.discriminatorUnnormalized) = (0, doublings)
      $0.discriminatorLearningRate *= 100
    }
    let collapsed = short.variant {
      ($0.generatorUnnormalized, $0.discriminatorUnnormalized) = (doublings, doublings)
      ($0.discriminatorLearningRate, $0.generatorSteps) = (discriminatorLearningRate / 100, 5)
    }
    for (name, failure, sign) in [
      ("vanishing", vanishing, "Saturation"), ("restless", restless, "No convergence"),
      ("collapsed", collapsed, "Mode collapse"),
    ] {
      let contest = try failure.contest(name, on: train, in: lab)
      let samples = contest.draw(1000, using: lab.stream("samples"))
      let warnings = try contest.warnOfFailure(
        smoothing: .twoSided(failure.labelSmoothing), samples: samples, against: digits)
      lab.images(
        name, "Pictures of the training that is `\(name)`",
        samples.firstRows(15).reshaped(to: shape), columns: 15)
      let isAlone = name != "collapsed" || warnings.allSatisfy { $0.contains(sign) }
      lab.claim(
        "The warnings find what is wrong with the training that is `\(name)`",
        warnings.contains { $0.contains(sign) } && isAlone, detail: sign)
    }
    lab.adversarialLosses(
      "failures", "The discriminator's loss in the three failures, beside that of guessing",
      [
        "vanishing/discriminator": "vanishing", "restless/discriminator": "restless",
        "collapsed/discriminator": "collapsed",
      ], title: "Discriminator's loss", nats: 1e-6...1e4, logarithmic: true)
  }
}

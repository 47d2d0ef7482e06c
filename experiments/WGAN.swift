import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Wasserstein GAN
//:
//: The loss of a discriminator says who is winning, not how good the pictures are: both sides grow stronger, and the
//: curve stays where it is. And a discriminator that has won leaves the generator without a gradient. Both come from
//: what is measured. Cross-entropy compares distributions place by place, and where digits and pictures have no
//: place in common it is the same for all that are apart, near or far.
//:
//: The **Wasserstein distance** asks how far one distribution has to be carried to become the other. It falls with every
//: step in the right direction. Arjovsky, Chintala and Bottou (2017) found how to make a loss of it.

struct WGAN: Notebook {
  static let name = "wgan"
  static let title = "Wasserstein GAN"
  static let summary = "A loss with a unit, and a thousand kinds of stacked digits"
  static let articles = [
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)")
  ]
  static let references = [
    Citation(
      "Arjovsky, Chintala and Bottou", 2017,
      "Wasserstein GAN",
      "https://arxiv.org/abs/1701.07875"),
    Citation(
      "Gulrajani and others", 2017,
      "Improved Training of Wasserstein GANs",
      "https://arxiv.org/abs/1704.00028"),
    Citation(
      "Metz and others", 2017,
      "Unrolled Generative Adversarial Networks",
      "https://arxiv.org/abs/1611.02163"),
  ]
  static let minutes = Minutes(smoke: 0.06, standard: 4, article: 200)
  static let sourcePath = #filePath

  @Setting(
    "turns of the critic with a gradient penalty", smoke: 10, article: 20_000, in: 10...200_000)
  var turns = 3700
  @Setting("turns of the critic with clipped weights", smoke: 10, article: 20_000, in: 10...200_000)
  var clippingTurns = 800
  @Setting("turns of a discriminator, for comparison", smoke: 10, article: 20_000, in: 10...200_000)
  var discriminatorTurns = 1200
  @Setting("turns on stacked digits, of either kind", smoke: 10, article: 20_000, in: 10...200_000)
  var stackedTurns = 1500
  @Setting("turns between two entries of the log", smoke: 1, article: 100, in: 1...1000)
  var period = 50
  @Setting("critic's steps in a turn", article: 5, in: 1...100)
  var criticSteps = 3
  @Setting("batch size, digits in a training step", smoke: 16, in: 2...1000)
  var batchSize = 64
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("training digits stacked by threes", smoke: 500, in: 500...60_000)
  var stacks = 30_000
  @Setting(
    "digits and pictures that the critics are asked about beside training", smoke: 100,
    in: 2...10_000)
  var probes = 1000
  @Setting("samples of stacked digits whose modes are counted", smoke: 1000, in: 1000...100_000)
  var stackedSamples = 25_600
  @Setting("dimensions of the latent space", article: 128, in: 1...1000)
  var latent = 64
  @Setting(
    "channels of the generator's last and the critic's first maps; the others have twice as many",
    smoke: 8, article: 64, in: 1...128)
  var width = 16
  @Setting("learning rate with a gradient penalty", article: 1e-4, in: 0...1)
  var learningRate = 1e-3
  @Setting("learning rate with clipped weights, by RMSProp", article: 5e-5, in: 0...1)
  var clippingLearningRate = 5e-4
  @Setting("learning rate of generator and discriminator", article: 2e-4, in: 0...1)
  var discriminatorLearningRate = 1e-3
  @Setting(
    "fraction of the turns after which the learning rates fall linearly to 0", article: 1, in: 0...1
  )
  var decayStart = 0.5
  @Setting("Adam's decay of the mean gradient with a gradient penalty, β₁", in: 0...0.999)
  var beta1: Float = 0.5
  @Setting("Adam's decay of the mean squared gradient with a gradient penalty, β₂", in: 0...0.999)
  var beta2: Float = 0.9
  @Setting("weight of the gradient penalty", in: 0...1000)
  var penaltyWeight: Float = 10
  @Setting("limit of clipped weights", in: 1e-4...1)
  var clippingLimit: Float = 0.01
  @Setting(
    "decay of the exponential moving average of the generator's parameters; 0 samples without one",
    article: 0, in: 0...0.9999)
  var emaDecay: Float = 0.998
  var work: Double {
    let critics = Double(turns) + 0.4 * Double(clippingTurns) + 1.2 * Double(stackedTurns)
    return Double(batchSize * width * width)
      * (critics * Double(criticSteps) / 3 + 0.25 * Double(discriminatorTurns + stackedTurns))
  }
}

//: ## A distance to be learned
//:
//: The distance is a supremum over all functions that nowhere rise by more than 1 per unit of way, the **1-Lipschitz** ones
//: (Kantorovich and Rubinstein):
//:
//: $$W = \sup_{\|f\|_L \le 1} E\,f(X) - E\,f(G(Z)).$$
//:
//: So a network can look for it: a **critic** $f$, which gives scores without a bound and no probabilities, maximises the
//: difference, and the generator raises the scores of its pictures. The better the critic, the better the gradient:
//: it makes three steps while the generator makes one. What remains is to keep it 1-Lipschitz, and there are two ways.
//:
//: - **Clipping** (the paper's own): after each step every weight is limited to ±0.01. The critic is then $K$-Lipschitz for
//:   some $K$ that nobody knows, so the distance has an unknown unit, and most weights end at the limit.
//: - **Gradient penalty** (Gulrajani and others, 2017): a function that attains the supremum has a gradient of length 1
//:   almost everywhere between the two distributions. So the loss gets the term
//:
//: $$10\; E\,(\|\nabla f(\hat X)\| - 1)^2,$$
//:
//: at points $\hat X$ on lines between digits and pictures. To lower it, training needs the gradient of a gradient's
//: length: second derivatives. No batch may be normalised in the critic, for then its score of one picture would
//: depend on the others.
//:
//: Generator and critic are those of the notebook `dcgan`, half as wide, with ReLU in the generator.
//:
//:use Shared/ConvolutionalAdversaries.swift

extension WGAN {
  enum Method { case penalty, clipping, discriminator }

  func contest(
    _ name: String, _ method: Method, on digits: DigitSet, in lab: Lab
  ) throws -> DCGANContest {
    var seeds = Seeds(lab.stream("\(name) weights"))
    let critic = ConvolutionalDiscriminator(
      digits.shape, widths: [width, 2 * width], .leakyReLU(slope: 0.2),
      unnormalized: method == .discriminator ? 1 : 2, using: &seeds)
    return try AdversarialContest(
      name, in: lab, on: digits, batchSize: batchSize, emaDecay: emaDecay, discriminator: critic,
      codes: { .normal([$0, latent], using: $1) }
    ) {
      ConvolutionalGenerator(
        digits.shape, latent: latent, widths: [2 * width, width], .relu, output: .tanh,
        unnormalized: 0, usesBias: true, using: &seeds)
    }
  }

  func train(
    _ contest: DCGANContest,
    _ method: Method, turns: Int, line: Int = #line,
    afterPeriod: (Int) throws -> Void = { _ in }, atFrame: (Int) throws -> Void = { _ in }
  ) throws {
    let isCritic = method != .discriminator, critic = contest.discriminator
    let loss = isCritic ? AdversarialLoss.wasserstein : .nonSaturating
    let rates: [Method: Double] = [
      .penalty: learningRate, .clipping: clippingLearningRate,
      .discriminator: discriminatorLearningRate,
    ]
    let rate = rates[method] ?? 0
    try contest.train(
      turns: turns, period: period,
      optimizer: {
        (method == .clipping ? OptimizerChoice.rmsProp : .adam)
          .make(for: $0, beta1: beta1, beta2: isCritic ? beta2 : 0.999, initialMeanSquare: 0)
      },
      learningRates: (rate, rate), decayStart: decayStart, steps: (isCritic ? criticSteps : 1, 1),
      unit: isCritic ? "" : "nats",
      generatorLoss: { loss.generator(generated: critic($0, $1)) },
      discriminatorLoss: { images, pictures, noise in
        let score = { critic($0, .training(noise)) }
        let difference = loss.discriminator(
          real: score(images), generated: score(pictures),
          smoothing: isCritic ? .none : .twoSided(0.4))
        if method != .penalty { return difference }
        let between = interpolated(images, pictures, using: noise)
        return difference + penaltyWeight * (try gradientPenalty(at: between, of: score))
      },
      afterDiscriminatorStep: {
        if method == .clipping { critic.clampParameters(to: clippingLimit) }
      }, line: line, afterPeriod: afterPeriod, atFrame: atFrame)
  }
}

//: ## Training
//:
//: Three contests of the same networks: a critic with a penalty, one with clipped weights, and for comparison a discriminator as in
//: `dcgan`, with the smoothing of the lecture's code, 0.4. In the course of each, what its loss says is set beside what the judge says of a thousand pictures.
//:
//: The critic with the penalty is also asked about digits that it was never trained on. A critic that knew its training
//: digits by heart would find them further from the pictures than these.

extension WGAN {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...16, images: .sides(multipleOf: 4, channels: 1...1))
    let train = digits.train.prefix(trainingDigits)
    try train.check(batchesOf: batchSize)
    let yardstick = try lab.yardstick(for: digits)
    let probe = Tensor.normal([probes, latent], using: lab.stream("probe"))
    let count = min(probes, train.count, digits.test.count), codes = probe.firstRows(count)
    let (known, unknown) = (train.tensor(0..<count), digits.test.tensor(0..<count))
    var contests: [DCGANContest] = []
    for (name, method, turns) in [
      ("penalty", Method.penalty, turns), ("clipping", .clipping, clippingTurns),
      ("discriminator", .discriminator, discriminatorTurns),
    ] {
      let contest = try contest(name, method, on: train, in: lab)
      try self.train(contest, method, turns: turns) { turn in
        // Before the first turn a critic has learned nothing that could be measured.
        if method == .discriminator || turn == 0 { return }
        try contest.logCritic(train: known, test: unknown, codes: codes, turn: turn)
      } atFrame: { turn in
        let pictures = contest.draw(probe, averaged: false)
        lab.log(
          "\(name)/frechet-distance", yardstick.frechetDistance(of: pictures), step: turn,
          "Fréchet distance of the generator's pictures of the same codes")
        let forty = contest.draw(probe.firstRows(40))
        lab.appendImages("\(name)/training", forty, step: turn, "Pictures of the same forty codes")
      }
      contests.append(contest)
      contest.save(
        taking: latent, as: method == .penalty ? nil : name,
        role: method == .discriminator ? "discriminator" : "critic", giving: "scores")
    }

    //: The estimate of the distance is the difference of the mean scores of a thousand digits and as many pictures. With the
    //: penalty its unit is that of pixels in [−1, 1]: the best 1-Lipschitz critic would tell how far, as a vector of 784 pixels, a
    //: picture has to be moved on average to become a digit, and this one estimates it from below. After the first turns the estimate is
    //: large, beyond the axis, and falls. Each point is of a thousand digits, so the two curves differ by chance, too; only where that
    //: of test digits stays below the other one is it a sign that the critic knows its training digits by heart.

    lab.plot(
      "wasserstein", "The critic's estimate of the distance, with the gradient penalty",
      ["penalty/wasserstein/train": "training digits", "penalty/wasserstein/test": "test digits"],
      title: "Wasserstein distance", x: "turn", y: PlotAxis("distance", 0...4))
    lab.metric(
      "wasserstein/early", of: "penalty/wasserstein/train", atStep: 100,
      "Estimated distance of pictures from training digits after 100 turns")
    for (name, kind) in [("train", "training"), ("test", "test")] {
      lab.metric(
        "wasserstein/\(name)", of: "penalty/wasserstein/\(name)", meanOfLast: 10,
        "Mean estimated distance from \(kind) digits over the last ten entries", better: .less)
    }
    lab.claim(
      "At the end the distance is at most a quarter of that at turn 100", "wasserstein/train",
      .atMost(0.25, of: "wasserstein/early"))
    lab.claim(
      "Most of it is not learned by heart: test digits are at least half as far away",
      "wasserstein/test", .atLeast(0.5, of: "wasserstein/train"))

    //: ## The gradient's length
    //:
    //: On the lines between digits and pictures the penalised critic's gradient is at first longer than 1, since a steeper critic gains
    //: more in the difference of scores than it pays, and then stays near 1. Clipping limits weights, and
    //: what that makes of the gradient depends on the network. Here it ends far below 1: the clipped critic's scores
    //: hardly differ and have a unit of their own.

    lab.plot(
      "gradient", "Mean length of the critic's gradient between digits and pictures",
      ["penalty/gradient": "penalty", "clipping/gradient": "clipping"],
      guides: [.init("1-Lipschitz", at: 1)], title: "Gradient", x: "turn",
      y: PlotAxis("length", 0.005...5, logarithmic: true))
    lab.metric(
      "gradient/penalty", of: "penalty/gradient", "Mean length of the penalised critic's gradient")
    lab.metric(
      "gradient/clipping", of: "clipping/gradient", "Mean length of the clipped critic's gradient")
    lab.claim(
      "At the end the penalised critic's gradient has a length of about 1", "gradient/penalty",
      .within(0.9...1.1))
    let weights = contests[1].discriminator.parameters.flatMap { $0.value.values }
    lab.metric(
      "clipping/at-limit",
      Double(weights.count { abs($0) > 0.99 * clippingLimit }) / Double(weights.count),
      unit: "share",
      "Share of the clipped critic's weights at their limit")

    //: Both critics along lines from test digits through pictures, as far again on either side: the mean score of a thousand
    //: lines, in units in which the gradient's mean length is 1, and 0 at the digits. Halfway a point is one digit laid over
    //: another, and neither critic takes it for a digit. The penalised critic's scores are lowest between the two; the clipped one's
    //: rise far beyond both ends. There neither critic was ever asked, and the scores mean nothing.

    for contest in contests.prefix(2) { contest.recordLine(from: unknown, codes: codes) }
    lab.figure(
      "line", caption: "The critics on lines from digits (0) through pictures (1)",
      .lines(
        ["penalty", "clipping"].map {
          .init(x: "\($0)/line/places", y: "\($0)/line/scores", name: $0)
        },
        title: "Score along a line", x: PlotAxis("place on the line: 0 digit, 1 picture"),
        y: PlotAxis("score")))

    //: ## Losses that mean something
    //:
    //: The judge's Fréchet distance of a thousand pictures in the course of the three trainings, of the generators as the critics
    //: see them, and what the discriminator and its generator minimise meanwhile. The critic's estimate falls
    //: as the pictures get better, at first fast, and then by less than it varies. The other two losses move by less than a nat
    //: in all. Within one training they may follow the quality as closely as the estimate does or more so, as the rank
    //: correlations below tell; but whether 1 nat means good pictures or bad ones depends on who judges, as in the notebook
    //: [gan](../gan/report.md). The critic's estimate has a unit and a zero. Clipped weights teach slowly: after as many turns
    //: the pictures are further away from digits.

    lab.plot(
      "quality", "Fréchet distance of a thousand pictures while training",
      [
        "penalty/frechet-distance": "penalty", "clipping/frechet-distance": "clipping",
        "discriminator/frechet-distance": "discriminator",
      ], title: "Fréchet distance", x: "turn", y: PlotAxis("distance", 3...300, logarithmic: true))
    lab.adversarialLosses(
      "losses", "Losses of the discriminator and its generator, for comparison",
      ["discriminator/discriminator": "discriminator", "discriminator/generator": "generator"],
      smoothing: .twoSided(0.4), title: "Cross-entropies", nats: 0...3)
    lab.rankCorrelation(
      "correlation/penalty", of: "penalty/wasserstein/test", and: "penalty/frechet-distance",
      "Rank correlation of the penalised critic's estimate with the Fréchet distance")
    lab.rankCorrelation(
      "correlation/discriminator", of: "discriminator/generator",
      and: "discriminator/frechet-distance",
      "Rank correlation of the discriminator's generator's loss with the Fréchet distance")
    lab.claim(
      "The critic's estimate falls with the Fréchet distance", "correlation/penalty", .atLeast(0.8))

    //: ## Generated digits

    let drawn = Tensor.normal([10_000, latent], using: lab.stream("samples"))
    let samples = contests.map { $0.draw(drawn) }
    lab.samples(
      samples[0], "Digits by the critic with the gradient penalty", rows: 4, isCover: true)

    //: All are drawn by averages of the parameters, which lag behind where a training is short and still moves fast, as with
    //: clipped weights; the curves above are of the parameters themselves.

    lab.images(
      "three",
      "The same codes after the three trainings, of \(turns), \(clippingTurns) and \(discriminatorTurns) turns",
      rows: ["penalty": samples[0], "clipping": samples[1], "discriminator": samples[2]], first: 12)
    lab.imagesAnimation(
      "training", "Forty pictures while training with the penalty", of: "penalty/training",
      columns: 10)
    lab.interpolation(latent: latent) { contests[0].draw($0) }

    //: By the [measures](../../measures.md) that all notebooks share:

    try lab.evaluate(samples: samples[0], against: digits, latent: latent)
    lab.metric(
      "clipping/frechet-distance",
      yardstick.frechetDistance(of: contests[1].draw(drawn, averaged: false)),
      "Fréchet distance of ten thousand samples with clipped weights, without an average",
      better: .less)
    lab.claim(
      "The samples' whitened Fréchet distance is at most 9", "quality/frechet-distance", .atMost(9))
    lab.claim(
      "All labels are among the samples", "quality/modes", .atLeast(digits.distinctLabels.count))

    //: ## A thousand kinds
    //:
    //: Three digits as the three colours of one picture: with ten labels there are a thousand kinds, and a generator that
    //: leaves kinds out is found out by counting (Metz and others, 2017). The judge reads each colour by itself. The critic needs no
    //: change. Beside it the discriminator of `dcgan`, of the same size, for as many turns, of one step each where the critic makes
    //: three. Which of the two finds more kinds depends on the data, as the table shows.

    let stacked = StackedDigits(stacks, of: train, using: lab.stream("stacks")).images
    var pictures: [Tensor] = []
    for (name, method) in [("stacked", Method.penalty), ("stacked-dcgan", .discriminator)] {
      let contest = try contest(name, method, on: stacked, in: lab)
      try self.train(contest, method, turns: stackedTurns)
      contest.save(
        taking: latent, as: name, role: method == .discriminator ? "discriminator" : "critic",
        giving: "scores")
      let samples = contest.draw(
        .normal([stackedSamples, latent], using: lab.stream("stacked samples")))
      let modes = StackedModes(of: samples, readBy: yardstick.judge, labels: digits.distinctLabels)
      lab.metric(
        "\(name)/modes", Double(modes.covered) / Double(modes.possible), unit: "share",
        "Share of the kinds that are among the samples", better: .more)
      lab.metric(
        "\(name)/divergence", modes.divergenceFromUniform, unit: "nats",
        "Divergence of the kinds from equal shares", better: .less)
      pictures.append(samples.firstRows(12).reshaped(to: stacked.shape))
    }
    lab.images(
      "stacked", "Stacked digits, real and generated",
      rows: [
        "digits": stacked.tensor(0..<12).reshaped(to: stacked.shape), "critic": pictures[0],
        "discriminator": pictures[1],
      ])
    lab.claim("The critic's generator finds three of four kinds", "stacked/modes", .atLeast(0.75))
  }
}

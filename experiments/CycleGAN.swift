import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # CycleGAN
//:
//: To learn a translation from pairs one needs pairs, and for horses and zebras nobody has them. **CycleGAN** (Zhu and
//: others, 2017) learns from two heaps: pictures of one kind and pictures of another, no two of which belong together.
//: A lecture on adversarial networks and their friends shows what comes of it and gives no recipe; this one is the
//: paper's.
//:
//: Here the two kinds are made so that every picture does have a true partner, which training never sees: digits, and
//: the skeletons of *other* digits. So it can be measured whether a translation is right, and whether what the training
//: can see of it, the cycle, tells.

struct CycleGAN: Notebook {
  static let name = "cyclegan"
  static let title = "CycleGAN"
  static let summary = "Translations learned without pairs, and a cycle that proves nothing"
  static let articles = [
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)")
  ]
  static let references = [
    Citation(
      "Zhang and Suen", 1984,
      "A fast parallel algorithm for thinning digital patterns",
      "https://doi.org/10.1145/357994.358023"),
    Citation(
      "Zhu and others", 2017,
      "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks",
      "https://arxiv.org/abs/1703.10593"),
    Citation(
      "Chu, Zhmoginov and Sandler", 2017,
      "CycleGAN, a Master of Steganography",
      "https://arxiv.org/abs/1712.02950"),
  ]
  static let minutes = Minutes(smoke: 0.06, standard: 3.5, article: 170)
  static let sourcePath = #filePath

  @Setting("steps of skeletons and digits", smoke: 4, article: 50_000, in: 1...1_000_000)
  var steps = 2000
  @Setting("steps of hollow digits and digits", smoke: 4, article: 5000, in: 1...1_000_000)
  var hollowSteps = 1200
  @Setting(
    "steps of the digits and the built-in ones", smoke: 4, article: 50_000, in: 1...1_000_000)
  var handSteps = 1500
  @Setting("steps between two entries of the log", smoke: 1, in: 1...1000)
  var period = 25
  @Setting("batch size, pictures of each kind in a step", article: 1, in: 1...1000)
  var batchSize = 16
  @Setting(
    "training digits, from the first on, half of them for each kind", smoke: 1000, in: 2...60_000)
  var trainingDigits = 60_000
  @Setting("test digits that are translated", smoke: 500, in: 50...10_000)
  var testDigits = 10_000
  @Setting("channels of the generators' first maps", article: 64, in: 1...128)
  var width = 8
  @Setting("residual blocks of a generator", article: 9, in: 0...16)
  var blocks = 2
  @Setting("channels of the discriminators' first maps", article: 64, in: 1...128)
  var discriminatorWidth = 16
  @Setting("learning rate of the generators' Adam", article: 2e-4, in: 0...1)
  var generatorLearningRate = 5e-4
  @Setting("learning rate of the discriminators' Adam", article: 2e-4, in: 0...1)
  var discriminatorLearningRate = 3e-4
  @Setting("fraction of the steps after which the learning rates fall linearly to 0", in: 0...1)
  var decayStart = 0.5
  @Setting("Adam's decay of the mean gradient, β₁", in: 0...0.999)
  var beta1: Float = 0.5
  @Setting("weight of the cycle, λ", in: 0...1000)
  var cycleWeight: Float = 10
  @Setting("weight of the cycle of hollow digits", article: 10, in: 0...1000)
  var hollowCycleWeight: Float = 5
  @Setting("weight of the cycle of two hands", in: 0...1000)
  var handCycleWeight: Float = 3
  @Setting("weight of the identity; hands have none", in: 0...1000)
  var identityWeight: Float = 5
  @Setting("earlier pictures in a discriminator's pool", in: 0...1000)
  var pool = 50
  var work: Double {
    Double(batchSize * width * width * (1 + blocks)) * Double(steps + hollowSteps + handSteps)
  }

  func domains(besides data: String) -> [String] { data == "strokes" ? [] : ["strokes"] }
}

//: ## Networks
//:
//: A **generator** halves the picture, changes it in residual blocks, which only have to learn what differs, and
//: doubles it again. Each channel of each picture is normalised by itself (**instance normalisation**): its mean and
//: contrast, the style, are taken away, and the layers that follow put those of the other kind in their place.
//:
//: A **discriminator** gives a score to each of 7 × 7 patches and not to the whole picture (PatchGAN): whether a
//: picture has the strokes of its kind can be seen in every part, and what it shows the discriminator does not
//: judge.

extension CycleGAN {
  static let byImage = MapNormalization.instance(usesScale: false)

  final class Generator: SequentialNetwork {
    let layers: Sequential

    init(_ shape: ImageShape, width: Int, blocks: Int, using seeds: inout Seeds) {
      let wide = 2 * width
      layers = Sequential(
        Reshape([shape.height, shape.width, shape.channels]),
        NormalizedConvolution2D(shape.channels, width, size: 5, byImage, .relu, using: &seeds),
        NormalizedConvolution2D(width, wide, size: 4, stride: 2, byImage, .relu, using: &seeds),
        LayerGroup(repeated: blocks) {
          Residual(
            Sequential(
              NormalizedConvolution2D(wide, wide, size: 3, byImage, .relu, using: &seeds),
              NormalizedConvolution2D(wide, wide, size: 3, byImage, using: &seeds)))
        },
        NormalizedConvolutionTranspose2D(wide, width, size: 4, byImage, .relu, using: &seeds),
        Convolution2D(width, shape.channels, size: 5, .sigmoid, using: &seeds), Flatten())
    }
  }

  final class Discriminator: SequentialNetwork {
    let layers: Sequential

    init(_ shape: ImageShape, width: Int, using seeds: inout Seeds) {
      let leaky = Activation.leakyReLU(slope: 0.2), wide = 2 * width
      layers = Sequential(
        Reshape([shape.height, shape.width, shape.channels]),
        Convolution2D(shape.channels, width, size: 4, stride: 2, leaky, using: &seeds),
        NormalizedConvolution2D(width, wide, size: 4, stride: 2, byImage, leaky, using: &seeds),
        Convolution2D(wide, 1, size: 3, using: &seeds))
    }
  }
}

//: ## Losses
//:
//: Three terms, each for both directions. With generators $G$ to $B$ and $F$ to $A$, and discriminators $D_A$ and
//: $D_B$:
//:
//: - **Adversarial**, by least squares: $E\,(D_B(G(a)) - 1)^2$. What comes out shall look like $B$. It says nothing
//:   about which picture of $B$.
//: - **Cycle**: $\lambda\,E\,|F(G(a)) - a|$, the mean over pixels. There and back again everything shall be as it was,
//:   so $G$ must not lose anything, and cannot turn all pictures into the same one.
//: - **Identity**: $E\,|G(b) - b|$ with half the weight. What is already of the right kind shall stay.
//:
//: The discriminators minimise $E\,(D_B(b) - 1)^2 + E\,D_B(\hat b)^2$, where $\hat b$ comes from a **pool** of 50
//: earlier pictures of the generator: every second one, by chance, is an old one and leaves its place to a new one. So
//: a discriminator does not forget what the generator did before. A pool is a part of the training's state as the
//: weights are, and an interrupted run finds it again.

extension CycleGAN {
  struct Losses { let pictures, adversary, cycle, identity: Tensor }

  /// The way to one kind of pictures from the other.
  final class Way: Network {
    let generator: Generator
    let discriminator: Discriminator
    private let loss = AdversarialLoss.leastSquares

    init(_ shape: ImageShape, _ settings: CycleGAN, using seeds: inout Seeds) {
      generator = Generator(shape, width: settings.width, blocks: settings.blocks, using: &seeds)
      discriminator = Discriminator(shape, width: settings.discriminatorWidth, using: &seeds)
    }

    /// What the generators minimise, given a batch of the other kind, one of this kind, and the way back.
    func losses(from others: Tensor, to own: Tensor, back: Way) -> Losses {
      func distance(_ x: Tensor, _ y: Tensor) -> Tensor { (x - y).absolute().mean() }
      let pictures = generator(others)
      return Losses(
        pictures: pictures, adversary: loss.generator(generated: discriminator(pictures)),
        cycle: distance(back.generator(pictures), others),
        identity: distance(generator(own), own))
    }

    func discriminatorLoss(of own: Tensor, _ pictures: Tensor) -> Tensor {
      loss.discriminator(real: discriminator(own), generated: discriminator(pictures))
    }
  }

  func generatorLoss(_ losses: [Losses], _ weights: (cycle: Float, identity: Float)) -> Tensor {
    losses.map { $0.adversary + weights.cycle * $0.cycle + weights.identity * $0.identity }
      .reduce(Tensor([], [0]), +)
  }
}

//: ## Training
//:
//: A step moves both generators, then both discriminators, by Adam; in the second half the rates fall to zero.

extension CycleGAN {
  typealias Translation = (_ a: Tensor, _ b: Tensor) -> RoundTrips

  /// Trains the ways to two kinds of pictures, and returns what goes both, there and back.
  func translation(
    _ name: String, of kind: String, from kindA: DigitSet, to kindB: DigitSet, steps: Int,
    weights: (cycle: Float, identity: Float), in lab: Lab, line: Int = #line,
    atFrame: (Int, Translation) -> Void = { _, _ in }
  ) throws -> Translation {
    var seeds = Seeds(lab.stream("\(name) weights"))
    let toA = Way(kindA.shape, self, using: &seeds), toB = Way(kindB.shape, self, using: &seeds)
    let translation: Translation = {
      RoundTrips(a: $0, b: $1, toB: { toB.generator($0) }, toA: { toA.generator($0) })
    }
    let generators = Adam(for: toA.generator, toB.generator, learningRate: 0, beta1: beta1)
    let discriminators = Adam(
      for: toA.discriminator, toB.discriminator, learningRate: 0, beta1: beta1)
    func stream(_ purpose: String) -> RandomStream { lab.stream("\(name) \(purpose)") }
    let batchesA = try BatchSource(kindA, batchSize: batchSize, using: stream("order A"))
    let batchesB = try BatchSource(kindB, batchSize: batchSize, using: stream("order B"))
    let poolA = ImagePool(of: pool, using: stream("pool A"))
    let poolB = ImagePool(of: pool, using: stream("pool B"))
    func rate(_ rate: Double, _ done: Int) -> Float {
      LearningRateSchedule.linear(from: rate, steps: steps, after: decayStart)(done)
    }

    lab.describe([
      "\(name)/adversary": "Adversarial loss of a generator, mean of both over a period",
      "\(name)/cycle":
        "Absolute difference of a pixel after there and back, mean of both over a period",
      "\(name)/identity":
        "Absolute difference of a pixel of pictures that are of the kind already, mean of both over a period",
      "\(name)/discriminators": "Loss of a discriminator, mean of both over a period",
    ])
    try lab.train(
      iterations: steps, period: period, unit: "step",
      saving: [toA, toB, generators, discriminators, batchesA, batchesB, poolA, poolB], line: line
    ) { done in
      generators.learningRate = rate(generatorLearningRate, done)
      discriminators.learningRate = rate(discriminatorLearningRate, done)
      let (a, b) = (batchesA.next().images, batchesB.next().images)
      let losses = [
        toA.losses(from: b, to: a, back: toB), toB.losses(from: a, to: b, back: toA),
      ]
      try generators.minimize(generatorLoss(losses, weights))
      let loss =
        toA.discriminatorLoss(of: a, poolA.exchange(losses[0].pictures))
        + toB.discriminatorLoss(of: b, poolB.exchange(losses[1].pictures))
      try discriminators.minimize(loss)
      func mean(_ term: (Losses) -> Tensor) -> Float {
        (term(losses[0]).scalar + term(losses[1]).scalar) / 2
      }
      return [
        "\(name)/adversary": mean(\.adversary), "\(name)/cycle": mean(\.cycle),
        "\(name)/identity": mean(\.identity), "\(name)/discriminators": loss.scalar / 2,
      ]
    } atFrame: {
      atFrame($0, translation)
    }
    for (direction, way) in [("digit-to-\(kind)", toA), ("\(kind)-to-digit", toB)] {
      lab.save(way.generator, as: direction, taking: ["given": [kindA.shape.size]]) {
        ["pictures": way.generator($0[0])]
      }
      lab.save(
        way.discriminator, as: "\(direction)-discriminator",
        taking: ["pictures": [kindA.shape.size]]
      ) {
        ["scores": way.discriminator($0[0])]
      }
    }
    return translation
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...256, images: .sides(multipleOf: 4, channels: 1...1))
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(testDigits)
    try train.check(batchesOf: 2 * batchSize)
    let yardstick = try lab.yardstick(for: digits), (others, own) = train.halves
    func skeletons(_ set: DigitSet) -> DigitSet { set.skeletons(on: lab.workers) }
    let shown = test.prefix(12), shownSkeletons = skeletons(shown).tensor
    let bones = try translation(
      "skeletons", of: "skeleton", from: skeletons(others), to: own, steps: steps,
      weights: (cycleWeight, identityWeight), in: lab
    ) { step, translation in
      lab.appendRoundTrips("training", translation(shownSkeletons, shown.tensor), step: step)
    }

    //: All losses are means of both ways. Discriminators that cannot tell answer ½; then their loss is ½, and the
    //: generators' adversarial one ¼. The cycle and the identity are distances in grey levels, 1 being from white to
    //: black.

    lab.plot(
      "losses", "Losses of skeletons and digits, means over a period",
      [
        "skeletons/adversary": "generators", "skeletons/discriminators": "discriminators",
        "skeletons/cycle": "cycle", "skeletons/identity": "identity",
      ], title: "Losses", x: "step", y: PlotAxis("loss", 0.005...4, logarithmic: true))

    //: ## From skeletons to digits, and back
    //:
    //: Twelve test digits with their skeletons. The first row is what the fifth should be, and the fourth what the
    //: second should be; neither network has seen a pair.
    //:
    //: A judge that knows digits alone reads what comes of skeletons, and what comes of digits that go there and back.
    //: A skeleton's own Fréchet distance from digits tells how far the way is. For the way to skeletons there is the
    //: true one: the **overlap** is the pixels that both have in common, of those that either has. A line of one pixel that lies one
    //: pixel beside the other in half of its pixels has an overlap of a third. Digits that went there and back are better than those
    //: made of true skeletons, and thick ones come back thick, though a skeleton does not tell the thickness. The skeletons that are
    //: made carry it in small marks, such as gaps in the lines (Chu, Zhmoginov and Sandler, 2017).

    lab.measuredRoundTrips(
      "skeletons", bones(skeletons(test).tensor, test.tensor), kinds: ("skeleton", "digit"),
      labels: test.labels, by: yardstick, isCover: true)
    lab.roundTripsAnimation("training", kinds: ("skeleton", "digit"))
    lab.claim(
      "Digits made of skeletons are read better than skeletons", "skeletons/translated/agreement",
      .above("skeletons/untranslated/agreement"))
    let readable = yardstick.testDigits.agreement?.overall ?? 1
    lab.claim(
      "Digits made of skeletons are read nine tenths as often as digits",
      "skeletons/translated/agreement", .atLeast(0.9 * readable))
    lab.claim(
      "Digits made of skeletons are like digits", "skeletons/translated/frechet-distance",
      .atMost(2.4))
    lab.claim(
      "Digits there and back are read nearly as often as digits",
      "skeletons/there-and-back/agreement", .atLeast(0.97 * readable))
    lab.claim("Skeletons lie where the true ones lie", "skeletons/overlap", .atLeast(0.44))

    //: ## A cycle that proves nothing
    //:
    //: Hollow digits: what a digit gains when every stroke becomes a pixel wider on either side, without the digit
    //: itself. Now the ink of the one is the ground of the other. The training is shorter, and the cycle has a smaller weight; so what
    //: comes is a failure of this training, not of hollow digits as such.

    func hollow(_ set: DigitSet) -> DigitSet { set.dilated(on: lab.workers).subtracting(set) }
    let hollows = try translation(
      "hollow", of: "hollow", from: hollow(others), to: own, steps: hollowSteps,
      weights: (hollowCycleWeight, identityWeight), in: lab)
    lab.measuredRoundTrips(
      "hollow", hollows(hollow(test).tensor, test.tensor), kinds: ("hollow digit", "digit"),
      labels: test.labels, by: yardstick)

    //: Of the digits that come back about as many are read as with skeletons, and the translation is wrong: the picture
    //: between carries what is needed for the way back, but not as a hollow digit. The generators agreed with each other on
    //: a code of their own. The losses, which are all that the training can see, fall as before, if not as far. So **a cycle
    //: that closes is no proof**; only pairs, which there are not, would tell.

    for kind in ["skeletons", "hollow"] {
      lab.metric(
        "\(kind)/cycle-loss", of: "\(kind)/cycle",
        "Absolute difference of a pixel after there and back, at the end", better: .less)
    }
    lab.claim(
      "The cycle of hollow digits closes", "hollow/there-and-back/agreement", .atLeast(0.95))
    lab.claim(
      "Translated hollow digits are read less often than untranslated ones",
      "hollow/translated/agreement", .below("hollow/untranslated/agreement"))

    //: ## Between two hands
    //:
    //: The built-in digits and those of this run, if they are others: both have the same labels, and are written in
    //: different ways. A digit changes hands, and has to stay what it is. There are no partners, but a judge for each
    //: hand. The two kinds overlap, so the identity would say that everything shall stay as it is, and is left out; and
    //: the cycle counts less.

    guard let name = domains(besides: digits.name).first else {
      return lab.note("Not applicable: these digits are the built-in ones, and none are fetched.")
    }
    let builtIn = try lab.domain(name, images: .any)
    guard builtIn.shape == digits.shape, builtIn.distinctLabels == digits.distinctLabels else {
      return lab.note("Not applicable: the built-in digits have another size or other labels.")
    }
    let hands = try translation(
      "hands", of: "built-in", from: builtIn.train.prefix(trainingDigits), to: train,
      steps: handSteps, weights: (handCycleWeight, 0), in: lab)
    let theirs = builtIn.test.prefix(testDigits)
    let handTrips = hands(theirs.tensor, test.tensor)
    lab.roundTrips("hands", handTrips, kinds: ("built-in", "digit"))

    //: A judge has never seen the other hand. So what it reads of a translation is compared with what it reads of the same digits
    //: as they are, and so is the Fréchet distance: nothing shall be lost, and the hand shall come nearer. Forms that one hand has and
    //: the other has not may be kept, for the cycle needs them.

    for (way, given, made, labels, judge) in [
      ("to-digits", handTrips.a, handTrips.toB, theirs.labels, yardstick),
      ("to-built-in", handTrips.b, handTrips.toA, test.labels, try lab.yardstick(for: builtIn)),
    ] {
      let title =
        way == "to-digits" ? "built-in digits in this hand" : "digits in the built-in hand"
      lab.readings(
        way, "What the judge of the other hand reads: \(title)",
        of: ["untranslated": given, "translated": made], labels: labels, by: judge)
      lab.claim(
        "As legible as before: \(title)", "\(way)/translated/agreement",
        .atLeast(0.98, of: "\(way)/untranslated/agreement"))
      lab.claim(
        "The hand comes nearer: \(title)", "\(way)/translated/frechet-distance",
        .atMost(0.9, of: "\(way)/untranslated/frechet-distance"))
    }
  }
}

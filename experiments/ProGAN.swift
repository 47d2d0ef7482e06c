import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Progressive growing
//:
//: A large picture is hard to learn at once: strokes, their places and their edges all at the same time. Karras, Aila, Laine
//: and Lehtinen (2018) begin with tiny pictures, of which only the coarse shape is left, and add layers for finer ones while
//: training goes on. With that they drew faces of 1024 × 1024 pixels. What the layers before
//: have learned is kept, and the first steps, with small pictures, cost little.
//:
//: Do digits gain by it, too? The same networks are trained twice here, once growing and once at full size from the first
//: step on, and compared after as many pictures and after as many operations.

struct ProGAN: Notebook {
  static let name = "progan"
  static let title = "Progressive growing"
  static let summary = "Networks that grow with their pictures, beside the same ones that do not"
  static let articles = [
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)")
  ]
  static let references = [
    Citation(
      "Mescheder, Geiger and Nowozin", 2018,
      "Which Training Methods for GANs do actually Converge?",
      "https://arxiv.org/abs/1801.04406"),
    Citation(
      "Karras and others", 2018,
      "Progressive Growing of GANs for Improved Quality, Stability, and Variation",
      "https://arxiv.org/abs/1710.10196"),
  ]
  static let minutes = Minutes(smoke: 0.05, standard: 4, article: 200)
  static let sourcePath = #filePath

  @Setting(
    "turns of either training, each a step of the discriminator and one of the generator",
    smoke: 10, article: 50_000, in: 10...1_000_000)
  var turns = 3600
  @Setting("turns between two entries of the log", smoke: 1, in: 1...1000)
  var period = 25
  @Setting("batch size, digits in a training step", smoke: 8, in: 4...1000)
  var batchSize = 32
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("pictures whose distance is measured while training", smoke: 100, in: 50...10_000)
  var probes = 2000
  @Setting("dimensions of the latent space", article: 512, in: 1...1000)
  var latent = 64
  @Setting(
    "channels of the largest maps; smaller maps have twice and four times as many", in: 1...64)
  var width = 8
  @Setting("learning rate of both networks' Adam", article: 1e-3, in: 0...1)
  var learningRate = 2e-3
  @Setting("weight of the R1 penalty, γ", in: 0...1000)
  var penaltyWeight: Float = 1
  @Setting(
    "steps of the discriminator between two with the penalty, whose weight is that many times as large",
    in: 1...100)
  var penaltyPeriod = 8
  @Setting(
    "decay of the exponential moving average of the generator's parameters", article: 0.999,
    in: 0...0.9999)
  var emaDecay: Float = 0.998
  var work: Double { Double(batchSize * width * turns) }
}

//: ## Networks that grow
//:
//: Both networks have three stages, for pictures of a quarter, half and all of the digits' rows and columns. Each stage of the
//: generator has two convolutions and doubles the map before it by repeating pixels; a convolution of 1 × 1 makes a picture of
//: the map. The discriminator is its mirror image, and halves by means over 2 × 2 pixels.
//:
//: **Fading in.** New layers begin with random weights, and would ruin what those below have learned. So for a while the picture
//: is a mixture: the old one, enlarged, and with a share that rises from 0 to 1 the new one. `growth` tells where the networks
//: are: 0 is the first stage, 1.25 is the third with a share of a quarter.
//:
//: Three more things from the paper:
//:
//: - **Equalised learning rate**: weights start as standard normal numbers, and each layer divides them by the root of the
//:   number of its inputs, up to a factor. Adam moves all weights by equal steps, so all layers then learn at the same speed.
//: - **Pixel normalisation** instead of that of batches: after every convolution of the generator the channels of each
//:   pixel are scaled to a mean square of 1, so neither network can drive the other's numbers up. The paper scales what the
//:   activation leaves, and where that is next to nothing, which with eight channels happens, the division magnifies its
//:   rounding errors. Here the activation comes second.
//: - **Minibatch deviation**: one more map tells the discriminator how much the pictures of a group differ. A
//:   generator that draws the same again and again gives itself away.

final class GrowingGenerator: Network {
  let stages: [Sequential]
  let pictures: [Convolution2D]

  init(_ shape: ImageShape, latent: Int, width: Int, using seeds: inout Seeds) {
    let (rows, columns) = (shape.height / 4, shape.width / 4)
    let widths = [4 * width, 2 * width, width],
      he = Initializer.equalized(gain: Float(2).squareRoot())
    let leaky = Activation.leakyReLU(slope: 0.2)
    func convolution(_ inputs: Int, _ outputs: Int) -> Convolution2D {
      Convolution2D(inputs, outputs, size: 3, initializer: he, using: &seeds)
    }
    func doubling(_ inputs: Int, _ outputs: Int) -> Sequential {
      Sequential(
        UpSampledConvolution2D(inputs, outputs, size: 3, initializer: he, using: &seeds),
        PixelNormalization(), Activate(leaky), convolution(outputs, outputs), PixelNormalization(),
        Activate(leaky))
    }
    stages = [
      Sequential(
        PixelNormalization(),
        Dense(latent, rows * columns * widths[0], initializer: he, using: &seeds),
        Reshape([rows, columns, widths[0]]), PixelNormalization(), Activate(leaky),
        convolution(widths[0], widths[0]), PixelNormalization(), Activate(leaky)),
      doubling(widths[0], widths[1]), doubling(widths[1], widths[2]),
    ]
    pictures = widths.map {
      Convolution2D($0, shape.channels, size: 1, initializer: .equalized(gain: 1), using: &seeds)
    }
  }

  /// Pictures in [−1, 1] of codes [n, latent], of the size of the stage.
  func callAsFunction(_ codes: Tensor, growth: Float, _ phase: Phase) -> Tensor {
    let stage = Int(growth.rounded(.up)), share = growth - Float(stage - 1)
    let before = stages.prefix(stage).reduce(codes) { $1($0, phase) }
    let picture = pictures[stage](stages[stage](before, phase))
    if share == 1 { return picture.activated(.tanh) }
    let old = pictures[stage - 1](before).upSampled()
    return (old + share * (picture - old)).activated(.tanh)
  }
}

final class GrowingDiscriminator: Network {
  let pictures: [Sequential]
  let stages: [Sequential]

  init(_ shape: ImageShape, width: Int, using seeds: inout Seeds) {
    let features = shape.height / 4 * (shape.width / 4) * 4 * width
    let widths = [4 * width, 2 * width, width],
      he = Initializer.equalized(gain: Float(2).squareRoot())
    let leaky = Activation.leakyReLU(slope: 0.2)
    func convolution(_ inputs: Int, _ outputs: Int, size: Int = 3) -> Convolution2D {
      Convolution2D(inputs, outputs, size: size, leaky, initializer: he, using: &seeds)
    }
    pictures = widths.map { Sequential(convolution(shape.channels, $0, size: 1)) }
    stages = [
      Sequential(
        MinibatchStandardDeviation(), convolution(widths[0] + 1, widths[0]), Flatten(),
        Dense(features, 64, leaky, initializer: he, using: &seeds),
        Dense(64, 1, initializer: .equalized(gain: 1), using: &seeds)),
      Sequential(
        convolution(widths[1], widths[1]), convolution(widths[1], widths[0]), AveragePooling2D()),
      Sequential(
        convolution(widths[2], widths[2]), convolution(widths[2], widths[1]), AveragePooling2D()),
    ]
  }

  /// A logit [n, 1] for each picture of the size of the stage.
  func callAsFunction(_ images: Tensor, growth: Float, _ phase: Phase) -> Tensor {
    let stage = Int(growth.rounded(.up)), share = growth - Float(stage - 1)
    var x = pictures[stage](images, phase)
    if share == 1 { return stages[0...stage].reversed().reduce(x) { $1($0, phase) } }
    let old = pictures[stage - 1](images.averagePooled(), phase)
    x = old + share * (stages[stage](x, phase) - old)
    return stages[0..<stage].reversed().reduce(x) { $1($0, phase) }
  }
}

//: ## Growing, and not
//:
//: The loss is the cross-entropy of logits, and the generator minimises $-E \log D(G(Z))$. (The paper has the loss of a Wasserstein
//: critic with a gradient penalty.) Every eighth step of the
//: discriminator has the **R1 penalty** (Mescheder and others, 2018), half of $\gamma\, E\,\|\nabla D(X)\|^2$ at digits, eight
//: times as heavy: a discriminator that is flat at the digits lets the contest come to rest. Its gradient takes second
//: derivatives. Pictures come from an average of the generator's parameters.
//:
//: The growing networks have a schedule in shares of all turns: 0.15 for the smallest pictures, then for each of the other two
//: stages 0.15 of fading in; the second stage rests for 0.15, and the last one has what is left. Digits are made
//: as small as the pictures by means over pixels, and while layers fade in the digits are mixtures, too.

extension ProGAN {
  /// The ends of the stages and of the fading between them, in shares of the turns.
  static let schedule: [(share: Float, growth: Float)] = [
    (0.15, 0), (0.3, 1), (0.45, 1), (0.6, 2), (1, 2),
  ]

  /// Where the growing networks are after some turns.
  func growth(after turnsDone: Int) -> Float {
    let share = Float(turnsDone) / Float(turns)
    let next = Self.schedule.firstIndex { share < $0.share } ?? Self.schedule.count - 1
    let (start, end) = (
      next == 0 ? (share: 0, growth: 0) : Self.schedule[next - 1], Self.schedule[next]
    )
    return start.growth + (end.growth - start.growth) * (share - start.share)
      / (end.share - start.share)
  }

  /// Digits [n, height, width, channels] in [−1, 1] as the discriminator sees them while the networks are at `growth`.
  func shrunk(_ images: Tensor, to growth: Float) -> Tensor {
    let stage = Int(growth.rounded(.up)), share = growth - Float(stage - 1)
    let small = (stage..<2).reduce(images) { image, _ in image.averagePooled() }
    if share == 1 { return small }
    let old = small.averagePooled().upSampled()
    return old + share * (small - old)
  }

  func train(
    _ name: String, growing: Bool, on digits: DigitSet, in lab: Lab, line: Int = #line,
    afterPeriod: (Int, (Tensor) -> Tensor) throws -> Void
  ) throws -> (average: GrowingGenerator, discriminator: GrowingDiscriminator) {
    let shape = digits.shape
    var seeds = Seeds(lab.stream("weights"))
    let discriminator = GrowingDiscriminator(shape, width: width, using: &seeds)
    func untrained() -> GrowingGenerator {
      GrowingGenerator(shape, latent: latent, width: width, using: &seeds)
    }
    let generator = untrained()
    let average = ExponentialMovingAverage(of: generator, in: untrained(), decay: emaDecay)
    let batches = try BatchSource(digits, batchSize: batchSize, using: lab.stream("order"))
    let noise = lab.stream("noise"), loss = AdversarialLoss.nonSaturating
    let movers = (
      generator: Adam(for: generator, learningRate: 0, beta1: 0, beta2: 0.99),
      discriminator: Adam(for: discriminator, learningRate: 0, beta1: 0, beta2: 0.99)
    )
    /// The next digits, as many codes, and how far the networks have grown.
    func next() -> (images: Tensor, codes: Tensor, growth: Float, turn: Int) {
      let batch = batches.next(), turn = batch.step / 2
      let growth = growing ? growth(after: turn) : 2
      let images = batch.images.reshaped(to: shape).scaled(by: 2, plus: -1)
      let codes = Tensor.normal([batch.size, latent], using: batch.stream(noise))
      return (shrunk(images, to: growth), codes, growth, turn)
    }

    try lab.train(
      turns: turns, period: period, losses: name, saving: [average, batches],
      discriminator: Turn(of: (movers.discriminator, .constant(learningRate)), atMost: 1) {
        let (images, codes, growth, turn) = next()
        let score = { discriminator($0, growth: growth, .inference) }
        let pictures = generator(codes, growth: growth, .inference).detached
        var total = loss.discriminator(real: score(images), generated: score(pictures))
        let value = total.scalar
        if turn % penaltyPeriod == 0 {
          total =
            total + penaltyWeight * Float(penaltyPeriod) * (try r1Penalty(at: images, of: score))
        }
        try movers.discriminator.minimize(total)
        return value
      },
      generator: Turn(of: (movers.generator, .constant(learningRate)), atMost: 1) {
        let (_, codes, growth, _) = next()
        let pictures = generator(codes, growth: growth, .inference)
        let total = loss.generator(generated: discriminator(pictures, growth: growth, .inference))
        try movers.generator.minimize(total)
        average.update()
        return total.scalar
      }, line: line
    ) { turn in
      try afterPeriod(turn) {
        draw($0, by: average.network, growth: growing ? growth(after: turn) : 2)
      }
    }
    return (average.network, discriminator)
  }

  /// Pictures with pixels in [0, 1] as large as the digits, [n, values]: small ones have their pixels repeated.
  func draw(_ codes: Tensor, by generator: GrowingGenerator, growth: Float = 2) -> Tensor {
    codes.mapRows { codes in
      let picture = generator(codes, growth: growth, .inference).scaled(by: 0.5, plus: 0.5)
      return (Int(growth.rounded(.up))..<2).reduce(picture) { picture, _ in picture.upSampled() }
        .flattened()
    }
  }
}

//: A turn with small pictures costs less. Counted in multiplications of convolutions and dense layers of both networks, a turn
//: of the first stage costs 0.17 and one of the second 0.59 of a turn of the last; fading in costs what the larger stage
//: does. So there is a turn at which the plain networks have cost as much as the growing ones will have at their end.

extension ProGAN {
  static let costs: [Float] = [0.17, 0.59, 1]

  /// The turn of the plain training, a whole number of periods, at which it has taken as many operations as the growing one takes.
  var equalTurn: Int {
    let cost = (0..<turns).reduce(0) { $0 + Self.costs[Int(growth(after: $1).rounded(.up))] }
    return max(1, Int(cost) / period) * period
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .sides(multipleOf: 4))
    let train = digits.train.prefix(trainingDigits)
    let yardstick = try lab.yardstick(for: digits)
    let fixed = Tensor.normal([40, latent], using: lab.stream("frames"))
    let drawn = Tensor.normal([10_000, latent], using: lab.stream("samples"))
    var averages: [GrowingGenerator] = []
    for (name, growing) in [("plain", false), ("growing", true)] {
      let (average, discriminator) = try self.train(name, growing: growing, on: train, in: lab) {
        turn, draw in
        if growing, turn % max(period, turns / 40) < period {
          lab.appendImages("training", draw(fixed), step: turn, "Pictures of the same forty codes")
        }
        if turn % max(period, turns / 20) < period || turn == equalTurn {
          let distance = yardstick.frechetDistance(of: draw(drawn.firstRows(probes)))
          lab.log(
            "\(name)/frechet-distance", distance, step: turn,
            "Fréchet distance of the average's pictures")
        }
      }
      averages.append(average)
      lab.save(average, as: "\(name)-generator", taking: ["codes": [latent]]) {
        [
          "pictures": average($0[0], growth: 2, .inference).scaled(by: 0.5, plus: 0.5)
            .flattened()
        ]
      }
      let shape = digits.shape
      lab.save(discriminator, as: "\(name)-discriminator", taking: ["pixels": shape.dimensions]) {
        ["logits": discriminator($0[0].reshaped(to: shape), growth: 2, .inference)]
      }
    }

    //: The growing networks while training, always from the same codes. Small pictures are shown with their pixels repeated.

    lab.imagesAnimation(
      "training", "Forty pictures while the networks grow", of: "training", columns: 10)

    //: ## Who is ahead?
    //:
    //: The judge's Fréchet distance over the turns, of fewer pictures than below, which makes it a little larger. Small
    //: pictures are far from digits however good they are, so before the last stage the growing networks' distance says
    //: nothing of them.

    lab.plot(
      "quality", "Fréchet distance while training",
      ["growing/frechet-distance": "growing", "plain/frechet-distance": "plain"],
      title: "Fréchet distance", x: "turn", y: PlotAxis("distance", 5...300, logarithmic: true))
    lab.plot(
      "losses", "The discriminator's loss of both trainings, means over a period",
      [
        "growing/discriminator": "growing", "plain/discriminator": "plain",
      ], guides: [.init("guessing", at: 1.386)], title: "Discriminator's loss", x: "turn",
      y: PlotAxis("nats", 0...2))
    lab.metric(
      "equal-turns/growing", of: "growing/frechet-distance",
      "Fréchet distance of the growing networks at the end of training", better: .less)
    lab.metric(
      "equal-turns/plain", of: "plain/frechet-distance",
      "Fréchet distance of the plain networks after as many pictures", better: .less)
    lab.metric(
      "equal-operations/plain", of: "plain/frechet-distance", atStep: equalTurn,
      "Fréchet distance of the plain networks after as many operations, about")

    //: Digits do gain by it. After as many operations the growing networks are clearly nearer to digits. After as many pictures they are
    //: not farther away; how much nearer depends on the data, and may be less than another seed makes. So what is gained is above all
    //: the cheaper beginning.

    lab.claim(
      "After as many operations the growing networks are nearer to digits", "equal-turns/growing",
      .below("equal-operations/plain"))
    lab.claim(
      "After as many pictures they are not farther away, to within 5 %", "equal-turns/growing",
      .atMost(1.05, of: "equal-turns/plain"))

    //: ## Generated digits

    let samples = averages.map { draw(drawn, by: $0) }
    lab.samples(samples[1], "Digits of the growing networks", rows: 4, isCover: true)
    lab.images(
      "both", "The same codes, decoded by both",
      rows: ["growing": samples[1].firstRows(12), "plain": samples[0].firstRows(12)])
    lab.interpolation(latent: latent) { draw($0, by: averages[1]) }

    //: By the [measures](../../measures.md) that all notebooks share:

    try lab.evaluate(samples: samples[1], against: digits, latent: latent)
    lab.metric(
      "plain/frechet-distance", yardstick.frechetDistance(of: samples[0]),
      "Fréchet distance of ten thousand samples of the plain networks", better: .less)
    lab.claim(
      "The growing networks' Fréchet distance is at most 9", "quality/frechet-distance",
      .atMost(9))
    lab.claim(
      "The plain networks' Fréchet distance is at most 9", "plain/frechet-distance", .atMost(9))
    lab.claim(
      "All labels are among the samples", "quality/modes",
      .atLeast(Double(digits.distinctLabels.count)))
  }
}

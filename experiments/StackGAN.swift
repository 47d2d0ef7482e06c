import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # StackGAN
//:
//: A picture from a sentence. **StackGAN** (Zhang and others, 2017) draws it in two stages: a small sketch that has the
//: right things in the right places, and from it a picture of full size with what the sketch got wrong mended. A
//: lecture on adversarial networks and their friends shows birds drawn so from descriptions. Here the descriptions are
//: of digits: which one, how far it leans, and how thick its strokes are. So it can be measured how far what comes is
//: what was asked for.

struct StackGAN: Notebook {
  static let name = "stackgan"
  static let title = "StackGAN"
  static let summary = "Digits drawn from sentences, in two stages"
  static let articles = [
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)")
  ]
  static let references = [
    Citation(
      "Zhang and others", 2017,
      "StackGAN: Text to Photo-realistic Image Synthesis with Stacked Generative Adversarial Networks",
      "https://arxiv.org/abs/1612.03242"),
    Citation(
      "Miyato and Koyama", 2018,
      "cGANs with Projection Discriminator",
      "https://arxiv.org/abs/1802.05637"),
    Citation(
      "Castro and others", 2019,
      "Morpho-MNIST: Quantitative Assessment and Diagnostics for Representation Learning",
      "https://arxiv.org/abs/1809.10780"),
  ]
  static let minutes = Minutes(smoke: 0.06, standard: 3.5, article: 240)
  static let sourcePath = #filePath

  @Setting("what to draw: sentences, with semicolons between them")
  var prompt =
    "a thin seven, leaning right; a very thick upright zero; a bold four, leaning left; an eight"
  @Setting("turns of stage I", smoke: 4, article: 30_000, in: 1...1_000_000)
  var sketchTurns = 2500
  @Setting("turns of stage II", smoke: 4, article: 20_000, in: 1...1_000_000)
  var turns = 3500
  @Setting("turns between two entries of the log", smoke: 1, in: 1...1000)
  var period = 25
  @Setting("batch size, digits in a training step", smoke: 16, in: 2...1000)
  var batchSize = 64
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("test digits whose descriptions are drawn", smoke: 500, in: 50...10_000)
  var testDigits = 10_000
  @Setting("dimensions of the latent space", article: 100, in: 1...1000)
  var latent = 32
  @Setting("dimensions of the code of a description", article: 128, in: 1...1000)
  var code = 16
  @Setting("channels of the last maps but one", smoke: 8, article: 64, in: 1...128)
  var width = 16
  @Setting("residual blocks of stage II", article: 4, in: 0...16)
  var blocks = 2
  @Setting("learning rate of Adam", article: 2e-4, in: 0...1)
  var learningRate = 1e-3
  @Setting("fraction of the turns after which the learning rate falls linearly to 0", in: 0...1)
  var decayStart = 0.5
  @Setting("Adam's decay of the mean gradient, β₁", in: 0...0.999)
  var beta1: Float = 0.5
  @Setting("decay of the exponential moving averages of the generators", in: 0...0.9999)
  var emaDecay: Float = 0.998
  @Setting("weight of the divergence of a description's code", in: 0...100)
  var divergenceWeight: Float = 0.02
  @Setting("logarithm of that code's variance at first", in: -20...5)
  var logVariance: Float = -3
  @Setting("turns of stage I with the code drowned in noise", smoke: 4, in: 1...100_000)
  var drownedTurns = 250
  var work: Double {
    Double(batchSize * width * width)
      * (Double(sketchTurns) + Double(drownedTurns) + 3 * Double(turns))
  }
}

//: ## Descriptions
//:
//: A description is a vector: a 1 at the label and 0 elsewhere, and how far slant and thickness lie from the mean of
//: all training digits, in standard deviations. The **slant** is the shear of the ink, $\mu_{11} / \mu_{02}$ of its
//: moments; the **thickness** is twice the ink over the length of its edge. Training takes the descriptions of the
//: digits themselves. A person writes a sentence, which a small grammar turns into the same: a digit, `thin`, `thick`
//: or `bold`, `upright` or `leaning left` or `right`, and `slightly` or `very` before any of them. A plain word means
//: one standard deviation, with `slightly` half of one, with `very` one and three quarters.
//:
//:     experiments run stackgan --set prompt="a thin seven, leaning right"
//:
//: draws it below. What is not understood is said before anything is trained.

//: ## Networks
//:
//: Each stage has a generator and a discriminator. A generator does not take a description as it is but draws a
//: **code** from a normal distribution around it, whose mean and variance a layer makes of the description (the paper's
//: conditioning augmentation): so the descriptions that training knows are no separate points, and those between them
//: mean something, too. That is for training; pictures are drawn from the mean of what they were asked for.
//:
//: **Stage I** grows a sketch of half the size from the code and random numbers. **Stage II** halves the sketch once
//: more, tells every place its own code of the description, lets residual blocks mend what is wrong, and doubles the
//: maps twice.

extension StackGAN {
  final class Generator: Network {
    typealias Drawn = (pictures: Tensor, divergence: Tensor)
    let conditioning: GaussianConditioning
    let edges: Sequential?
    let layers: Sequential
    private let code: Int
    private let sketch: ((_ descriptions: Tensor, _ noise: Tensor) -> Tensor)?
    /// Normal numbers that a picture needs.
    let noise: Int

    /// Stage I, or stage II where there are sketches of a stage I to work out.
    init(
      _ shape: ImageShape, descriptions: Int, _ settings: StackGAN,
      sketches sketcher: Generator? = nil, isDrowned: Bool = false, using seeds: inout Seeds
    ) {
      let width = settings.width, wide = 2 * width, relu = Activate(.relu)
      func doubled(_ inputs: Int) -> any Layer {
        NormalizedConvolutionTranspose2D(inputs, inputs / 2, size: 4, .batch, .relu, using: &seeds)
      }
      conditioning = GaussianConditioning(
        descriptions, settings.code,
        meanInitializer: isDrowned ? .glorotUniform : .normal(deviation: 1),
        initialLogVariance: isDrowned ? 0 : settings.logVariance, using: &seeds)
      var layers: [any Layer]
      if sketcher == nil {
        let (rows, columns) = (shape.height / 2, shape.width / 2)
        edges = nil
        layers = [
          Dense(
            settings.code + settings.latent, rows * columns * wide, usesBias: false, using: &seeds),
          Reshape([rows, columns, wide]), BatchNormalization(wide), relu,
        ]
      } else {
        edges = Sequential(
          Reshape([shape.height / 2, shape.width / 2, shape.channels]),
          Convolution2D(shape.channels, width, size: 4, stride: 2, .relu, using: &seeds))
        layers = [
          NormalizedConvolution2D(
            width + settings.code, wide, size: 3, .batch, .relu, using: &seeds)
        ]
        for _ in 0..<settings.blocks {
          let first = NormalizedConvolution2D(wide, wide, size: 3, .batch, .relu, using: &seeds)
          let second = NormalizedConvolution2D(wide, wide, size: 3, .batch, using: &seeds)
          layers += [Residual(Sequential(first, second)), relu]
        }
      }
      layers += sketcher == nil ? [doubled(wide)] : [doubled(wide), doubled(width)]
      let maps = sketcher == nil ? width : width / 2
      let last = Convolution2D(maps, shape.channels, size: 3, .sigmoid, using: &seeds)
      self.layers = Sequential(layers + [last, Flatten()])
      sketch = sketcher.map { stage in { stage($0, $1, .inference).pictures.detached } }
      code = settings.code
      noise = code + (sketcher?.noise ?? settings.latent)
    }

    func callAsFunction(_ descriptions: Tensor, _ noise: Tensor, _ phase: Phase) -> Drawn {
      let distribution = conditioning(descriptions), rest = noise.columns(code..<self.noise)
      var code = distribution.mean
      if case .training = phase { code = distribution.sample(noise.columns(0..<self.code)) }
      let divergence = distribution.divergence(reduction: .mean)
      guard let sketch, let edges else {
        return (layers(code.concatenated(with: rest), phase), divergence)
      }
      let maps = edges(sketch(descriptions, rest), phase)
      let told = code.tiled(height: maps.shape[1], width: maps.shape[2])
      return (layers(maps.concatenated(with: told), phase), divergence)
    }

    func draw(_ descriptions: Tensor, using stream: RandomStream) -> Tensor {
      let noise = Tensor.normal([descriptions.shape[0], noise], using: stream)
      return descriptions.mapRows(with: noise) { self($0, $1, .inference).pictures }
    }
  }
}

//: The **discriminator** is told the description, too, by a projection (Miyato and Koyama, 2018): the score is a linear
//: function of the picture's features, plus their inner product with a linear function of the description. The label
//: decides which features count for and against, and so do slant and thickness, by as much as they were asked for.
//: Where $s$ is asked for and $m$ drawn, a match is worth $-(s - m)^2$, up to a factor: $m^2$ and $s m$ can come of
//: features and projection, and so that $s^2$ is not missing, the squares of the description count, too.

extension StackGAN {
  final class Discriminator: Network {
    let features: Sequential
    let score, projection, squares: Dense

    /// The features of a whole picture begin with a stride of 2, those of a sketch do not.
    init(
      _ shape: ImageShape, descriptions: Int, width: Int, isSketch: Bool, using seeds: inout Seeds
    ) {
      let leaky = Activation.leakyReLU(slope: 0.2), stride = isSketch ? 1 : 2
      features = Sequential(
        Reshape([shape.height, shape.width, shape.channels]),
        Convolution2D(
          shape.channels, width, size: isSketch ? 3 : 4, stride: stride, leaky, using: &seeds),
        NormalizedConvolution2D(width, 2 * width, size: 4, stride: 2, .batch, leaky, using: &seeds),
        Flatten())
      let count = shape.height / (2 * stride) * (shape.width / (2 * stride)) * 2 * width
      score = Dense(count, 1, using: &seeds)
      projection = Dense(descriptions, count, usesBias: false, using: &seeds)
      squares = Dense(descriptions, 1, usesBias: false, using: &seeds)
    }

    /// Logits that features, [n, count], belong to a real picture of a description, [n, 1].
    func logits(_ features: Tensor, _ descriptions: Tensor) -> Tensor {
      score(features) + squares(descriptions.squared())
        + (features * projection(descriptions)).sum(along: [1], keepingAxes: true)
    }
  }
}

//: ## Losses
//:
//: The discriminator is **matching-aware** (Reed and others, 2016). Told only digits with their own descriptions and
//: pictures, it would look at the pictures alone, as long as they are bad. So it gets a third kind: digits with
//: descriptions that are not theirs, those of other digits, and their own labels with the slant and the thickness of
//: other digits; else it would be content with looking at labels. Its loss is the cross-entropy of $1$ for a digit and
//: its description, and of $0$ for the pictures and for what does not match, of which each counts half. The generator
//: minimises $-E \log D$ of its pictures with what was asked for, plus 0.02 times the divergence of the codes'
//: distributions from the standard normal one, the mean over the code's numbers.

extension StackGAN.Discriminator {
  func loss(
    of digits: Tensor, _ descriptions: Tensor, _ pictures: Tensor, _ phase: Phase
  ) -> Tensor {
    let real = features(digits, phase)
    let (others, otherHands) = DigitDescriptions.mismatches(of: descriptions)
    func loss(_ features: Tensor, _ descriptions: Tensor, _ target: Float) -> Tensor {
      crossEntropyLoss(logits: logits(features, descriptions), expected: target, reduction: .mean)
    }
    let wrong = 0.25 * loss(real, others, 0) + 0.75 * loss(real, otherHands, 0)
    let generated = loss(features(pictures, phase), descriptions, 0)
    return loss(real, descriptions, 1) + 0.5 * (wrong + generated)
  }

  func generatorLoss(
    of descriptions: Tensor, _ drawn: StackGAN.Generator.Drawn, weight: Float, _ phase: Phase
  ) -> Tensor {
    let logits = logits(features(drawn.pictures, phase), descriptions)
    return AdversarialLoss.nonSaturating.generator(generated: logits) + weight * drawn.divergence
  }
}

//: ## Training
//:
//: Stage I is trained on digits of half the size, the means of 2 × 2 pixels; then stage II, with the sketches of stage
//: I as it is. Both draw in the end from an average of their generators' parameters over some five hundred turns.

extension StackGAN {
  /// Trains a stage and returns the average of its generator.
  func stage(
    _ name: String, on digits: DigitSet, describedBy descriptions: Tensor, turns: Int,
    sketches sketcher: Generator? = nil, isDrowned: Bool = false, in lab: Lab, line: Int = #line,
    atFrame: (Int, Generator) -> Void = { _, _ in }
  ) throws -> Generator {
    var seeds = Seeds(lab.stream("\(name) weights"))
    let vector = descriptions.shape[1]
    let stage = try AdversarialTraining(
      name, in: lab, on: digits, batchSize: batchSize, emaDecay: emaDecay
    ) {
      Generator(
        digits.shape, descriptions: vector, self, sketches: sketcher, isDrowned: isDrowned,
        using: &seeds)
    } discriminator: {
      Discriminator(
        digits.shape, descriptions: vector, width: width, isSketch: sketcher == nil, using: &seeds)
    }
    func drawn(for batch: Batch, _ stream: RandomStream) -> (Tensor, Generator.Drawn, Phase) {
      let phase = Phase.training(stream.child(0)), asked = descriptions.rows(at: batch.indices)
      let noise = Tensor.normal([batch.size, stage.generator.noise], using: stream.child(1))
      return (asked, stage.generator(asked, noise, phase), phase)
    }

    try stage.train(
      turns: turns, period: period, optimizer: { Adam(for: $0, learningRate: 0, beta1: beta1) },
      learningRates: (learningRate, learningRate), decayStart: isDrowned ? 1 : decayStart,
      generatorLoss: {
        let (asked, drawn, phase) = drawn(for: $0, $1)
        return stage.discriminator.generatorLoss(
          of: asked, drawn, weight: isDrowned ? 1 : divergenceWeight, phase)
      },
      discriminatorLoss: {
        let (asked, drawn, phase) = drawn(for: $0, $1)
        return stage.discriminator.loss(of: $0.images, asked, drawn.pictures.detached, phase)
      }, line: line, atFrame: { atFrame($0, stage.average.network) })
    lab.save(
      stage.discriminator, as: "\(name)-discriminator",
      taking: ["pictures": [digits.shape.size], "descriptions": [vector]]
    ) {
      let features = stage.discriminator.features($0[0], .inference)
      return ["logits": stage.discriminator.logits(features, $0[1])]
    }
    return stage.average.network
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64, images: .sides(multipleOf: 4, channels: 1...1))
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(testDigits)
    let sentences = try lab.sentences(prompt, for: digits)
    try train.check(batchesOf: batchSize)
    let yardstick = try lab.yardstick(for: digits)
    let describe = DigitDescriptions(of: train, classes: digits.classes)
    let known = describe(train), asked = describe(test)
    let small = train.blockMeans(of: 2, on: lab.workers), samples = lab.stream("samples")
    let thousand = asked.firstRows(min(1000, test.count))
    func sketches(_ generator: Generator, _ asked: Tensor) -> Tensor {
      generator.draw(asked, using: samples).resized(from: small.shape, to: digits.shape)
    }
    func logAgreement(_ name: String, _ turn: Int, _ generator: Generator) {
      lab.logAgreement(
        name, of: sketches(generator, thousand), labels: test.labels, by: yardstick, step: turn)
    }
    let sketcher = try stage(
      "sketches", on: small, describedBy: known, turns: sketchTurns, in: lab,
      atFrame: { logAgreement("sketches", $0, $1) })
    let painter = try stage(
      "pictures", on: train, describedBy: known, turns: turns, sketches: sketcher, in: lab
    ) {
      let pictures = $1.draw(asked.firstRows(min(48, test.count)), using: samples)
      lab.appendImages("training", pictures, step: $0, "Pictures of the same descriptions")
    }

    lab.adversarialLosses(
      "losses", "Losses of both stages, means over a period",
      [
        "sketches/discriminator": "discriminator I", "sketches/generator": "generator I",
        "pictures/discriminator": "discriminator II", "pictures/generator": "generator II",
      ], nats: 0...2)
    lab.imagesAnimation(
      "training", "Stage II while training: pictures of the first test digits' descriptions",
      of: "training", columns: 12)

    //: ## Sketches and pictures
    //:
    //: Digits that training never saw are described, and drawn from their descriptions alone. The sketches, here enlarged to
    //: the size of the pictures, show digits already; the pictures of stage II have sharper edges.

    let pictures = painter.draw(asked, using: samples), sketched = sketches(sketcher, thousand)
    lab.images(
      "stages", "Test digits, and what both stages make of their descriptions",
      rows: ["described": test.tensor, "stage I": sketched, "stage II": pictures], first: 12)

    //: ## From words
    //:
    //: The sentences of the setting `prompt`, each drawn twelve times with other random numbers.

    let words = lab.stream("sentences")
    let drawn = sentences.enumerated().map { index, sentence in
      painter.draw(describe(sentence, rows: 12), using: words.child(UInt64(index)))
    }
    if !drawn.isEmpty {
      lab.images(
        "sentences", "What stage II makes of the sentences", drawn.concatenated(along: 0),
        columns: 12, rowLabels: sentences.map(\.text))
    }

    //: One digit and the same random numbers, while one thing after the other is asked for, from two standard
    //: deviations below the mean to two above it. At the ends, where there are few digits to learn from, strokes may break and
    //: the digit be lost.

    let label = digits.labels(preferring: [4])[0], numbers = lab.stream("hands")
    func row(slant: Double, thickness: Double) -> Tensor {
      (-6...6).map { Double($0) / 3 }.map {
        let asked = describe(label: label, slant: slant * $0, thickness: thickness * $0, rows: 1)
        return painter.draw(asked, using: numbers)
      }.concatenated(along: 0)
    }
    lab.images(
      "hands", "One digit, leaning further and with thicker strokes from left to right",
      rows: ["slant": row(slant: 1, thickness: 0), "thickness": row(slant: 0, thickness: 1)],
      isCover: true)

    //: ## Is it what was asked for?
    //:
    //: The label, by the judge, and all [measures](../../measures.md) that the notebooks share. Recall is far below that of digits:
    //: pictures are drawn from the mean of a description's code, and vary less than digits do.

    lab.samples(pictures, "The first pictures of the test digits' descriptions", rows: 3)
    try lab.evaluate(samples: pictures, labels: test.labels, against: digits)
    lab.claim("The label is the one asked for", "quality/label-agreement", .atLeast(0.95))
    lab.claim("The worst label is, too", "quality/worst-label-agreement", .atLeast(0.9))
    lab.claim("The Fréchet distance is at most 4.5", "quality/frechet-distance", .atMost(4.5))

    //: Slant and thickness are measured on the pictures as on digits. Labels differ in both (a one is thin), so the
    //: correlation within labels is told, too: that of what differs from the mean of the label. A correlation does not see a bias, so
    //: the slope stands beside it. The thinnest and the thickest strokes that are asked for both come thicker.

    lab.hands(of: pictures, asLike: test)
    for property in ["slant", "thickness"] {
      lab.claim("The \(property) comes as asked for", "\(property)/correlation", .atLeast(0.95))
      lab.claim("Slope of the \(property): about 1", "\(property)/slope", .within(0.85...1.15))
    }

    //: ## Drowned in noise
    //:
    //: What went wrong first. With the weights that layers usually start from, the means of two labels' codes lie a
    //: fraction of 1 apart in each number; the variance starts at 1; and a divergence that counts in full keeps both so. What the
    //: generator is told drowns in the noise that is added to it, and it heeds it late: after as many turns the judge reads the label
    //: that was asked for in far fewer sketches, though in more than by chance. So the means' weights start as standard normal
    //: numbers, the variance at $e^{-3}$, and the divergence counts a fiftieth. The same stage I with and without, on the sketches of
    //: a thousand descriptions:

    let drownedSketcher = try stage(
      "drowned", on: small, describedBy: known, turns: drownedTurns, isDrowned: true, in: lab,
      atFrame: { logAgreement("drowned", $0, $1) })
    lab.figure(
      "drowned", caption: "Sketches that show the label asked for, while training",
      .lines(
        [
          .init("sketches/agreement", name: "as it is"),
          .init("drowned/agreement", name: "drowned"),
        ], guides: [.init("chance", at: 1 / Double(digits.distinctLabels.count))],
        title: "Label agreement of stage I", x: PlotAxis("turn", 0...Double(drownedTurns)),
        y: PlotAxis("share", 0...1)))
    lab.metric(
      "drowned/sketches", of: "sketches/agreement", atStep: drownedTurns, unit: "share",
      "Label agreement of stage I after as many turns")
    lab.metric("drowned/agreement", unit: "share", "Label agreement of the drowned stage I")
    lab.claim(
      "A drowned description is heard late", "drowned/agreement",
      .atMost(0.6, of: "drowned/sketches"))
    for (name, stage) in [
      ("stage-1", sketcher), ("stage-2", painter), ("drowned-stage-1", drownedSketcher),
    ] {
      lab.save(
        stage, as: name, taking: ["descriptions": [known.shape[1]], "noise": [stage.noise]]
      ) {
        ["pictures": stage($0[0], $0[1], .inference).pictures]
      }
    }
  }
}

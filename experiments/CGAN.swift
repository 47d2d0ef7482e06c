import Digits
import Evaluation
import Notebooks
import Records
import Kernels
import Layers
import Tensors

//: # Conditional GAN
//:
//: A generative adversarial network draws digits, but not the digit that one would like to have. A
//: **conditional** one (Mirza and Osindero, 2014) is told. The label goes to both sides: the generator has
//: to draw that digit, and the discriminator knows what the picture is meant to be. A perfect seven, shown as
//: a three, is seen through at once.
//:
//: Two normal numbers remain for everything else: the hand.

struct CGAN: Notebook {
  static let name = "cgan"
  static let title = "Conditional GAN"
  static let summary = "The digit one asks for, in many hands"
  static let articles = [
    Article(
      "Surtsukov", 2017,
      "Автоэнкодеры в Keras, часть 5: GAN (Generative Adversarial Networks) и tensorflow",
      "https://msurtsukov.github.io/AE5/",
      items: [
        .figure("The plane of each label after training", "manifolds"),
        .figure("Generated digits of each label", "samples"),
        .figure("The planes while training", "training"),
      ])
  ]
  static let references = [
    Citation(
      "Goodfellow and others", 2014,
      "Generative Adversarial Nets",
      "https://arxiv.org/abs/1406.2661"),
    Citation(
      "Mirza and Osindero", 2014,
      "Conditional Generative Adversarial Nets",
      "https://arxiv.org/abs/1411.1784"),
    Citation(
      "Yazıcı and others", 2019,
      "The Unusual Effectiveness of Averaging in GAN Training",
      "https://arxiv.org/abs/1806.04498"),
  ]
  static let minutes = Minutes(smoke: 0.04, standard: 2.1, article: 10)
  static let sourcePath = #filePath

  @Setting("dimensions of the latent space", in: 2...1000)
  var latent = 2
  let training = AdversarialSettings(turns: 4000, emaDecay: 0.999, articleEMADecay: 0.9995)
  var work: Double { training.work }
}

//: ## Networks
//:
//: Labels are written as ten numbers, a 1 at the label and 0 elsewhere. The generator takes them along with its
//: random numbers and grows a picture: 7 × 7 places with 64 features each, doubled to 14 × 14 and to
//: 28 × 28, with convolutions on the way. The discriminator shrinks a picture to a verdict, the probability
//: that it is a digit and the one that the label says. After its first convolution the label joins as ten more
//: maps, nine of them all 0 and one all 1. (The article joins them before the leaky ReLU, the dropout and the pooling. But
//: the ReLU changes neither 0 nor 1, and what the others do to one map does not depend on the rest, so here both kinds of
//: map go through them by themselves and join as late as they can.) Dropout follows each of its hidden layers.
//:
//: > Where the article differs. Its function that makes maps of labels never looks at the labels that it
//: > is given and takes the global ones. Those are the same in its one use, so nothing goes wrong; our
//: > maps come from the argument. And its generator drops neurons, too. That gives it variety in training which is
//: > gone when pictures are drawn with all neurons at work; here the two numbers are all the variety that there is.

extension CGAN {
  final class Generator: Network {
    let layers: Sequential
    private let classes: Int

    init(
      _ shape: ImageShape, latent: Int, classes: Int, dropoutRate: Float, using seeds: inout Seeds
    ) {
      let (rows, columns) = (shape.height / 4, shape.width / 4)
      layers = Sequential(
        Dense(latent + classes, rows * columns * 64, .relu, using: &seeds), Dropout(dropoutRate),
        Reshape([rows, columns, 64]),
        UpSampledConvolution2D(64, 64, size: 5, .relu, using: &seeds), Dropout(dropoutRate),
        Convolution2D(64, 32, size: 3, .relu, using: &seeds), Dropout(dropoutRate),
        UpSampledConvolution2D(32, shape.channels, size: 5, .sigmoid, using: &seeds), Flatten())
      self.classes = classes
    }

    func callAsFunction(_ z: Tensor, labels: Tensor, _ phase: Phase) -> Tensor {
      layers(z.concatenated(with: labels), phase)
    }

    /// Generated pictures, without dropout.
    func images(_ z: Tensor, _ labels: [UInt8]) -> Tensor {
      z.concatenated(with: .oneHot(labels, classes: classes)).mapRows { layers($0, .inference) }
    }
  }

  final class Discriminator: Network {
    let edges, labelMaps, output: Sequential
    private let shape: ImageShape

    init(_ shape: ImageShape, classes: Int, dropoutRate: Float, using seeds: inout Seeds) {
      let leaky = Activation.leakyReLU(slope: 0.3)
      edges = Sequential(
        Convolution2D(shape.channels, 128, size: 7, stride: 2, leaky, using: &seeds),
        Dropout(dropoutRate), MaxPooling2D())
      labelMaps = Sequential(Dropout(dropoutRate), MaxPooling2D())
      output = Sequential(
        Convolution2D(128 + classes, 128, size: 3, leaky, using: &seeds), Dropout(dropoutRate),
        Flatten(), Dense(shape.height / 4 * (shape.width / 4) * 128, 1, .sigmoid, using: &seeds))
      self.shape = shape
    }

    /// Probabilities that images are real and what their labels say.
    func callAsFunction(_ images: Tensor, labels: Tensor, _ phase: Phase) -> Tensor {
      let edges = edges(images.reshaped(to: shape), phase.child(0))
      let maps = labelMaps(
        labels.tiled(height: shape.height / 2, width: shape.width / 2), phase.child(1))
      return output(edges.concatenated(with: maps), phase.child(2))
    }
  }
}

extension CGAN {
  static let diagrams = [
    Diagram(
      "gradients",
      """
      Two steps, in which the label goes to both networks. In the discriminator's, the gradients of its loss come back as far as its own \
      parameters: the generator stays as it is. In the generator's, they go on through the discriminator, which stays as it is, and \
      through the picture to the generator
      """,
      .init(
        "The discriminator's step", given: ["numbers Z", "labels Y", "digits X"],
        trained: ["discriminator"], fixed: ["generator"], losses: ["cross-entropy"],
        [
          "numbers Z → generator → pictures G(Z,Y) → discriminator", "labels Y → generator",
          "digits X → discriminator", "labels Y → discriminator",
          "discriminator ⇄ D(X, Y), D(G, Y) ⇄ cross-entropy",
        ]),
      .init(
        "The generator's step", given: ["numbers Z", "labels Y"], trained: ["generator"],
        fixed: ["discriminator"], losses: ["its loss"],
        [
          "numbers Z → generator ⇄ pictures G(Z,Y) ⇄ discriminator ⇄ D(G, Y) ⇄ its loss",
          "labels Y → generator", "labels Y → discriminator",
        ]))
  ]
}

//: ## Losses
//:
//: The discriminator $D$ should answer 1 to digits and 0 to pictures, the generator $G$ wants the answer 1 to its
//: own. With the label $Y$ of a digit given to all,
//:
//: $$L_{dis} = -\tfrac12\,E_{X,Y} \log D(X, Y) - \tfrac12\,E_{Z,Y} \log(1 - D(G(Z, Y), Y)).$$
//:
//: A discriminator that always answers ½ has $L_{dis} = \log 2 = 0.69$. The generator can lower
//: $E \log(1 - D(G(Z, Y), Y))$, the **saturating** loss, whose gradient vanishes when the discriminator has
//: seen through all pictures, or $-E \log D(G(Z, Y), Y)$, the **non-saturating** one, whose gradient is
//: steepest just there. The text of the article has the second, its code the first.
//: `--set objective=saturating`, or the article profile, follows the code.

//: ## Training
//:
//: A contest teaches both only while neither wins. So the networks take turns, and a turn has no fixed
//: length: the discriminator makes up to five steps, until its loss is below 1.0, then the generator makes up to
//: five, until the discriminator's loss is above 0.4. Every step takes a new batch of digits and new random
//: numbers, and drops other neurons. Only when pictures are drawn are all neurons at work.
//:
//: The article moves both by RMSProp, at rates of 3e-4 for the generator and 1e-4 for the discriminator, in
//: batches of 256. In TensorFlow RMSProp's mean square starts at 1, far above the gradients', which makes the first
//: steps very short. The standard profile has Adam instead, without a memory of past gradients ($\beta_1 = 0$),
//: for those of an adversary are soon out of date; higher rates, above all for the discriminator, so that the
//: generator follows a good teacher and not a blind one; and smaller batches: several times as many steps for
//: the same work.
//:
//: Adversaries circle around the point where both would rest. Two things take them there: in the second half
//: the rates fall to zero, and the pictures come from an **average** of the generator's parameters over some
//: thousand steps, for the mean of a circle is its middle (Yazıcı and others, 2019). It makes the difference: at
//: any one step some label may come out badly that came out well a little before. Training itself never sees the
//: average.
//:
//: `--profile article` trains exactly as the article does, for its 5,000 turns, but draws from an average, too, of about the
//: last two thousand steps. On MNIST the judge reads 99 % of its digits as what they should be; of those from the
//: generator of the last step, which `--set emaDecay=0` draws as the article did, 97 %.

extension CGAN {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64, images: .sides(multipleOf: 4))
    let labels = digits.distinctLabels, classes = digits.classes, loss = training.objective.loss
    var seeds = Seeds(lab.stream("weights"))
    func untrained() -> Generator {
      Generator(
        digits.shape, latent: latent, classes: classes,
        dropoutRate: training.generatorDropoutRate, using: &seeds)
    }
    let generator = untrained()
    let discriminator = Discriminator(
      digits.shape, classes: classes, dropoutRate: training.dropoutRate, using: &seeds)
    let average = ExponentialMovingAverage(
      of: generator, in: untrained(), decay: training.emaDecay)
    let generatorOptimizer = training.makeOptimizer(for: generator)
    let discriminatorOptimizer = training.makeOptimizer(for: discriminator)
    let batches = try training.batches(of: digits.train, in: lab)
    let noise = lab.stream("noise"), dropout = lab.stream("dropout")

    /// The discriminator's probabilities for the digits of the next batch and for as many pictures.
    func probabilities() -> (real: Tensor, generated: Tensor) {
      let batch = batches.next()
      let phase = Phase.training(batch.stream(dropout))
      let z = Tensor.normal([batch.size, latent], using: batch.stream(noise))
      let labels = Tensor.oneHot(batch.labels, classes: classes)
      let pictures = generator(z, labels: labels, phase.child(0))
      return (
        discriminator(batch.images, labels: labels, phase.child(1)),
        discriminator(pictures, labels: labels, phase.child(2))
      )
    }

    try lab.train(
      turns: training.turns, period: training.period, saving: [average, batches],
      discriminator: training.discriminatorTurn(discriminatorOptimizer) {
        let loss = loss.meanDiscriminator(probabilities(), smoothing: training.smoothing)
        try discriminatorOptimizer.minimize(loss)
        return loss.scalar
      },
      generator: training.generatorTurn(generatorOptimizer) {
        let probabilities = probabilities()
        let own = loss.generator(generatedProbabilities: probabilities.generated)
        try generatorOptimizer.minimize(own)
        average.update()
        return (
          loss.meanDiscriminator(probabilities, smoothing: training.smoothing).scalar, own.scalar
        )
      }
    ) { turn in
      lab.labelManifolds(
        of: labels, dimensions: latent, step: turn, decode: average.network.images)
    }

    //: A discriminator that can only guess has a loss of $\log 2$, one that sees through every picture has 0. A
    //: contest that goes well stays between the two: the discriminator knows enough to teach, and the generator can
    //: follow. The losses are those of the last step of each turn, before it moved anything; the networks
    //: are at work as in training, with neurons dropped, which makes the discriminator's task harder still. The
    //: generator's own loss, $-\log D(G(z))$, is $\log 2$ as well where the discriminator guesses, and more where it
    //: sees through the pictures; the article's, $\log(1 - D(G(z)))$, is $-\log 2$ there and rises to 0.

    lab.showTurns(limit: training.stepsPerTurn)

    //: ## A plane for every label
    //:
    //: The label says which digit, so the two numbers are free for the hand: slant and weight of the stroke, width,
    //: a seven with or without a bar. One plane for each label, laid out in steps of equal probability.

    lab.labelPlanes(
      "manifolds", "The planes of the labels after training", of: labels, dimensions: latent,
      decode: average.network.images)

    //: While training, on coarser grids. Grey noise turns into strokes, the same for all labels at first; then the
    //: labels part, and each settles on its digit.

    lab.labelManifoldAnimation("training", "The planes while training", of: labels)

    //: ## Generated digits
    //:
    //: Six of each label, from normal numbers. The log holds a thousand of each.

    let asked = Lab.inTurn(labels, count: 10_000)
    let samples = average.network.images(lab.sampleCodes(10_000, latent), asked)
    lab.samples(
      samples, "Generated digits, a column for each label", labels: asked, rows: 6, isCover: true)

    //: ## From one hand to another
    //:
    //: Between two points of a label's plane the digit stays, and only the hand changes.

    lab.interpolation(
      latent: latent, labels: digits.labels(preferring: [2, 4, 7, 8]),
      decode: average.network.images)

    //: ## How good are the samples?
    //:
    //: By the [measures](../../measures.md) that all notebooks share. **Label agreement** is how often the judge reads the
    //: label that was asked for: what the article shows of its planes, every digit clear and in its place, as a number. Its own
    //: network, trained for 5000 turns, has to reach more than the standard profile's.

    try lab.evaluate(samples: samples, labels: asked, against: digits, latent: latent)
    let (least, leastOfLabel) = lab.profile == .article ? (0.99, 0.97) : (0.95, 0.85)
    lab.claim("They are what was asked for", "quality/label-agreement", .atLeast(least))
    lab.claim("So is the worst label", "quality/worst-label-agreement", .atLeast(leastOfLabel))

    //: The article finds the digits of its adversarial networks better than the autoencoder's: the
    //: [index](../../README.md) shows those of all notebooks side by side.

    lab.claim("They are at least half as sharp as real ones", "quality/sharpness", .atLeast(0.5))
    lab.claim("All labels are among them", "quality/modes", .atLeast(Double(labels.count)))
    lab.save(
      average.network, as: "generator", taking: ["codes": [latent], "labels": [classes]]
    ) {
      ["pictures": average.network($0[0], labels: $0[1], .inference)]
    }
    lab.save(
      discriminator, as: "discriminator",
      taking: ["digits": [digits.shape.size], "labels": [classes]]
    ) {
      ["probabilities": discriminator($0[0], labels: $0[1], .inference)]
    }
  }
}

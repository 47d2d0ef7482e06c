import Digits
import Evaluation
import Notebooks
import Records
import Kernels
import Layers
import Tensors

//: # Generative adversarial network
//:
//: A variational autoencoder is told pixel by pixel how its pictures should look, and where it cannot know it
//: draws the mean: a blur. A **generative adversarial network** (Goodfellow and others, 2014) has another
//: teacher. A *discriminator* learns to tell pictures from digits, and the *generator* learns to get past it.
//: A blurred picture does not get past, for no digit of the training set is blurred.
//:
//: The generator turns two normal numbers into a picture, so its manifold can be laid out in the plane and
//: compared with the autoencoder's.

struct GAN: Notebook {
  static let name = "gan"
  static let title = "Generative adversarial network"
  static let summary = "Sharp digits from two numbers, by a contest"
  static let articles = [
    Article(
      "Surtsukov", 2017,
      "Автоэнкодеры в Keras, часть 5: GAN (Generative Adversarial Networks) и tensorflow",
      "https://msurtsukov.github.io/AE5/",
      items: [
        .figure("The manifold while training", "training"),
        .missing(
          "The unconditional network's code",
          because:
            "the article shows only its results; networks and rates are those of the conditional one"
        ),
      ])
  ]
  static let references = [
    Citation(
      "Goodfellow and others", 2014,
      "Generative Adversarial Nets",
      "https://arxiv.org/abs/1406.2661"),
    Citation(
      "Lin and others", 2018,
      "PacGAN: The power of two samples in generative adversarial networks",
      "https://arxiv.org/abs/1712.04086"),
    Citation(
      "Yazıcı and others", 2019,
      "The Unusual Effectiveness of Averaging in GAN Training",
      "https://arxiv.org/abs/1806.04498"),
  ]
  static let minutes = Minutes(smoke: 0.02, standard: 1.3, article: 10)
  static let sourcePath = #filePath

  @Setting("dimensions of the latent space", in: 2...1000)
  var latent = 2
  @Setting("pictures that the discriminator classifies together", article: 1, in: 1...8)
  var packing = 2
  let training = AdversarialSettings(turns: 3200, emaDecay: 0.995)
  var work: Double { training.work }
}

//: ## Networks
//:
//: The generator grows a picture: 7 × 7 places with 64 features each, doubled to 14 × 14 and to 28 × 28, with
//: convolutions on the way that let neighbours agree. The discriminator shrinks one: 28 × 28, 14 × 14, 7 × 7,
//: one number, the probability that the picture is a digit. Dropout follows each of its hidden layers.
//: Layers that double a picture repeat every pixel four times before the convolution.
//:
//: One picture at a time, the discriminator cannot see that all of them are sevens. So it gets two, as the two
//: channels of one image, and answers whether *both* are digits (Lin and others, 2018). A generator that
//: leaves out digits then gives itself away: among real pairs few are alike.
//:
//: > Where the article differs. Its discriminator sees one picture, and its generator drops neurons, too. But a
//: > generator that has to vary its pictures finds in dropout a way to do so, and that way is gone when all neurons
//: > are at work: the pictures varied in training and are alike when drawn. Here the two numbers are all the variety
//: > that there is.

extension GAN {
  final class Generator: Network {
    let layers: Sequential

    init(_ shape: ImageShape, latent: Int, dropoutRate: Float, using seeds: inout Seeds) {
      let (rows, columns) = (shape.height / 4, shape.width / 4)
      layers = Sequential(
        Dense(latent, rows * columns * 64, .relu, using: &seeds), Dropout(dropoutRate),
        Reshape([rows, columns, 64]),
        UpSampledConvolution2D(64, 64, size: 5, .relu, using: &seeds), Dropout(dropoutRate),
        Convolution2D(64, 32, size: 3, .relu, using: &seeds), Dropout(dropoutRate),
        UpSampledConvolution2D(32, shape.channels, size: 5, .sigmoid, using: &seeds), Flatten())
    }

    func callAsFunction(_ z: Tensor, _ phase: Phase) -> Tensor { layers(z, phase) }

    /// Generated pictures, without dropout.
    func images(_ z: Tensor) -> Tensor { z.mapRows { layers($0, .inference) } }
  }

  final class Discriminator: Network {
    let layers: Sequential
    private let shape: ImageShape
    private let packing: Int

    init(_ shape: ImageShape, packing: Int, dropoutRate: Float, using seeds: inout Seeds) {
      let (height, width, channels) = (shape.height, shape.width, packing * shape.channels)
      let leaky = Activation.leakyReLU(slope: 0.3)
      layers = Sequential(
        Reshape([height, width, channels]),
        Convolution2D(channels, 128, size: 7, stride: 2, leaky, using: &seeds),
        Dropout(dropoutRate), MaxPooling2D(),
        Convolution2D(128, 128, size: 3, leaky, using: &seeds), Dropout(dropoutRate), Flatten(),
        Dense(height / 4 * (width / 4) * 128, 1, .sigmoid, using: &seeds))
      (self.shape, self.packing) = (shape, packing)
    }

    /// Probabilities that packs of images are all real; an incomplete last pack is left out.
    func callAsFunction(_ images: Tensor, _ phase: Phase) -> Tensor {
      let packs = images.shape[0] / packing, values = images.shape[1]
      let rows = images.firstRows(packs * packing).reshaped([packs, packing * values])
      let channels = (0..<packing).map { index in
        rows.columns(index * values..<(index + 1) * values)
          .reshaped([packs, shape.height * shape.width, shape.channels])
      }
      return layers(channels.concatenated(along: -1), phase)
    }
  }
}

extension GAN {
  static let diagrams = [
    Diagram(
      "gradients",
      """
      Two steps. In the discriminator's, digits and pictures go through it, and the gradients of its loss come back as far as its \
      own parameters: the generator stays as it is. In the generator's, they go on through the discriminator, which stays as it is, and \
      through the picture to the generator
      """,
      .init(
        "The discriminator's step", given: ["numbers Z", "digits X"], trained: ["discriminator"],
        fixed: ["generator"], losses: ["cross-entropy"],
        [
          "numbers Z → generator → pictures G(Z) → discriminator", "digits X → discriminator",
          "discriminator ⇄ D(X), D(G(Z)) ⇄ cross-entropy",
        ]),
      .init(
        "The generator's step", given: ["numbers Z"], trained: ["generator"],
        fixed: ["discriminator"], losses: ["its loss"],
        [
          "numbers Z → generator ⇄ pictures G(Z) ⇄ discriminator ⇄ D(G(Z)) ⇄ its loss"
        ]))
  ]
}

//: ## Losses
//:
//: The discriminator $D$ should answer 1 to digits and 0 to pictures. Its loss is the cross-entropy of these
//: answers, the mean of both kinds:
//:
//: $$L_{dis} = -\tfrac12\,E_X \log D(X) - \tfrac12\,E_Z \log(1 - D(G(Z))).$$
//:
//: A discriminator that always answers ½ has $L_{dis} = \log 2 = 0.69$. The generator $G$ wants the second
//: term to be large. It can lower $E \log(1 - D(G(Z)))$, the **saturating** loss; but when the discriminator
//: has seen through all pictures, $D(G(Z))$ is next to 0 and so is the gradient, just when the generator
//: needs one most. Or it can lower $-E \log D(G(Z))$, the **non-saturating** one, which has the same optimum and
//: a steep gradient exactly there.
//:
//: > Where the article differs. Its text lets the generator raise the logarithm of the probability that
//: > its pictures are taken for digits, the non-saturating loss, its code uses the saturating one.
//: > We follow the text; `--set objective=saturating`, or the article profile, follows the code. The two
//: > formulas by which the article's text moves the parameters have both signs wrong: they would make the
//: > discriminator worse, and the generator easier to see through.

//: ## Four phases
//:
//: Where pictures have densities $p$ among the digits and $q$ among what is generated, the best answer is
//: $p / (p + q)$, and a generator against which nothing better than ½ is left has $p = q$: the derivation is in
//: section 4 of Goodfellow and others (2014). Numbers instead of pictures show it. Two tiny networks play the
//: contest over a normal distribution: first the discriminator is trained alone, then both are, and at the end the
//: discriminator alone once more, so that an answer of ½ is no blindness.

extension GAN {
  final class Curve: MappingNetwork {
    let layers: Sequential

    init(using seeds: inout Seeds) {
      layers = Sequential(Dense(1, 16, .tanh, using: &seeds), Dense(16, 1, using: &seeds))
    }

    func callAsFunction(_ x: Tensor, _ phase: Phase) -> Tensor { layers(x, phase) }
  }

  func showPhases(in lab: Lab) throws {
    var seeds = Seeds(lab.stream("phases weights"))
    try lab.phases("phases", of: Curve(using: &seeds), against: Curve(using: &seeds))
    lab.claim("Trained alone, D finds the best answers", "phases/best-answer", .atMost(0.1))
    lab.claim("At the end it answers ½, within a tenth", "phases/indifference", .atMost(0.1))
  }
}

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
//: two hundred steps, for the mean of a circle is its middle (Yazıcı and others, 2019). Training itself never
//: sees the average. `--profile article` does as the article does.

extension GAN {
  func run(in lab: Lab) throws {
    try showPhases(in: lab)
    let digits = try lab.digits(images: .sides(multipleOf: 4))
    let loss = training.objective.loss
    var seeds = Seeds(lab.stream("weights"))
    func untrained() -> Generator {
      Generator(
        digits.shape, latent: latent, dropoutRate: training.generatorDropoutRate, using: &seeds)
    }
    let generator = untrained()
    let discriminator = Discriminator(
      digits.shape, packing: packing, dropoutRate: training.dropoutRate, using: &seeds)
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
      let pictures = generator(z, phase.child(0))
      return (discriminator(batch.images, phase.child(1)), discriminator(pictures, phase.child(2)))
    }

    let plane = LatentGrid(dimensions: latent).codes
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
      lab.manifold(images: average.network.images(plane), step: turn)
    }

    //: A discriminator that can only guess has a loss of $\log 2$, one that sees through every picture has 0. A
    //: contest that goes well stays between the two: the discriminator knows enough to teach, and the generator can
    //: follow. The losses are those of the last step of each turn, before it moved anything; the networks
    //: are at work as in training, with neurons dropped, which makes the discriminator's task harder still. The
    //: generator's own loss, $-\log D(G(z))$, is $\log 2$ as well where the discriminator guesses, and more where it
    //: sees through the pictures; the article's, $\log(1 - D(G(z)))$, is $-\log 2$ there and rises to 0.

    lab.showTurns(limit: training.stepsPerTurn)

    //: ## The manifold
    //:
    //: The plane of the two numbers, laid out as the autoencoder's was: steps of equal probability, and a picture at
    //: each. Where the autoencoder blurs, on the way from one digit to another, the generator draws strokes, too:
    //: they bend and open and close, and halfway a picture may be no digit at all. The map has no gaps, so digits
    //: cannot become each other in any other way.

    lab.plane(
      "manifold", "The plane after training",
      images: average.network.images(plane), isCover: true)

    //: While training. Grey noise turns into strokes and strokes into digits, and for a long time
    //: the map does not come to rest: what fooled the discriminator yesterday does not today.

    lab.manifoldAnimation("training", "The plane while training")

    //: ## Generated digits
    //:
    //: Sixty pictures from normal numbers. The log holds ten thousand.

    let samples = average.network.images(lab.sampleCodes(10_000, latent))
    lab.samples(samples, "Digits generated from normal numbers", rows: 4)

    //: ## From one digit to another
    //:
    //: The straight way cuts through the middle of the plane, the great circle leads around it and may meet other
    //: digits. On either the strokes of one digit turn into those of the next.

    try lab.interpolation(latent: latent, between: digits, decode: average.network.images)

    //: ## How good are the samples?
    //:
    //: By the [measures](../../measures.md) that all notebooks share. The article finds these digits better than the
    //: autoencoder's, of which the notebook `vae` makes its own from two numbers, too: the
    //: [index](../../README.md) shows both side by side.

    try lab.evaluate(samples: samples, against: digits, latent: latent)
    lab.claim("They are at least half as sharp as real ones", "quality/sharpness", .atLeast(0.5))
    lab.claim(
      "All labels are among them", "quality/modes", .atLeast(Double(digits.distinctLabels.count)))
    lab.save(average.network, as: "generator", taking: ["codes": [latent]]) {
      ["pictures": average.network($0[0], .inference)]
    }
    lab.save(discriminator, as: "discriminator", taking: ["digits": [digits.shape.size]]) {
      ["probabilities": discriminator($0[0], .inference)]
    }
  }
}

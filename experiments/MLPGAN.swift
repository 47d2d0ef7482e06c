import Digits
import Evaluation
import Notebooks
import Records
import Kernels
import Layers
import Tensors

//: # Two small networks, one against the other
//:
//: A **generative adversarial network** (Goodfellow and others, 2014) learns by contest. A generator turns random
//: numbers into pictures. A discriminator is shown digits and pictures, and tells which are which. Each is
//: trained against the other: the one to see through, the other not to be seen through. Nobody ever tells
//: the generator what a digit is; all it learns comes through its opponent.
//:
//: This is the exercise of Udacity's deep learning course, as small as such a contest can be: one hidden layer
//: on either side.

struct MLPGAN: Notebook {
  static let name = "mlp-gan"
  static let title = "Two small networks, one against the other"
  static let summary = "Digits from a contest of two perceptrons"
  static let articles = [
    Article(
      "Udacity", 2017,
      "Deep Learning Nanodegree, exercise: Generative adversarial networks on MNIST",
      "https://github.com/udacity/deep-learning/tree/master/gan_mnist",
      items: [
        .number(
          "Discriminator's loss, mean of the last 20 epochs", "1.009 ± 0.10", "loss/discriminator"),
        .number("Generator's loss, the same", "1.805 ± 0.24", "loss/generator"),
        .figure("Losses over the epochs", "losses"),
        .figure("Sixteen pictures after the last epoch", "last"),
        .figure("Pictures at ten epochs", "progress"),
        .figure("New pictures of the restored generator", "fresh"),
      ])
  ]
  static let references = [
    Citation(
      "Goodfellow and others", 2014,
      "Generative Adversarial Nets",
      "https://arxiv.org/abs/1406.2661")
  ]
  static let minutes = Minutes(smoke: 0.02, standard: 0.8, article: 0.8)
  static let sourcePath = #filePath

  @Setting("epochs, passes over the training digits", smoke: 3, in: 1...10_000)
  var epochs = 100
  @Setting("training digits, the last ones of the set", smoke: 2000, in: 100...60_000)
  var trainingDigits = 55_000
  @Setting("batch size, digits in a training step", in: 1...10_000)
  var batchSize = 100
  @Setting("dimensions of the latent space", in: 1...1000)
  var latent = 100
  @Setting("neurons in each hidden layer", in: 1...1000)
  var hidden = 128
  @Setting("learning rate of both networks' Adam", in: 0...1)
  var learningRate: Float = 0.002
  @Setting("one-sided label smoothing: how far the target of digits lies below 1", in: 0...0.5)
  var labelSmoothing: Float = 0.1
  var work: Double {
    // A step also takes as long as 20 digits more, for the optimisers.
    Double(epochs) * Double(trainingDigits) * (1 + 20 / Double(batchSize))
  }
}

//: ## Networks
//:
//: Pictures are scaled to $[-1, 1]$, where the generator's tanh lives. The discriminator's output is a logit:
//: positive for what it takes for a digit.

final class Generator: Network {
  let hidden, picture: Dense

  init(latent: Int, hidden units: Int, pixels: Int, using seeds: inout Seeds) {
    hidden = Dense(latent, units, .leakyReLU(slope: 0.01), using: &seeds)
    picture = Dense(units, pixels, .tanh, using: &seeds)
  }

  func callAsFunction(_ z: Tensor) -> Tensor { picture(hidden(z)) }

  /// Generated pictures with pixels in [0, 1].
  func images(_ z: Tensor) -> Tensor { self(z).scaled(by: 0.5, plus: 0.5) }
}

final class Discriminator: Network {
  let hidden, logit: Dense

  init(pixels: Int, hidden units: Int, using seeds: inout Seeds) {
    hidden = Dense(pixels, units, .leakyReLU(slope: 0.01), using: &seeds)
    logit = Dense(units, 1, using: &seeds)
  }

  func callAsFunction(_ images: Tensor) -> Tensor { logit(hidden(images)) }
}

//: ## Losses
//:
//: Both are binary cross-entropies. The discriminator should answer 1 to digits and 0 to pictures; its target
//: for digits is lowered to 0.9, so that it does not grow too sure of itself. The generator wants the answer
//: 1 to its pictures.

extension MLPGAN {
  func discriminatorLoss(_ discriminator: Discriminator, digits: Tensor, pictures: Tensor) -> Tensor
  {
    AdversarialLoss.nonSaturating.discriminator(
      real: discriminator(digits), generated: discriminator(pictures),
      smoothing: .oneSided(labelSmoothing))
  }

  func generatorLoss(_ discriminator: Discriminator, pictures: Tensor) -> Tensor {
    AdversarialLoss.nonSaturating.generator(generated: discriminator(pictures))
  }

  /// Uniform random numbers in [−1, 1), [count, latent].
  func noise(_ count: Int, using stream: RandomStream) -> Tensor {
    Tensor.uniform([count, latent], using: stream).scaled(by: 2, plus: -1)
  }
}

//: ## Training
//:
//: In each step first the discriminator moves, then the generator, with the same random numbers. So the
//: generator answers to a discriminator that has just seen these very pictures. The course took the 55,000
//: digits that its reader of MNIST leaves for training, the last ones of the set.

extension MLPGAN {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .any)
    let train = digits.train.suffix(trainingDigits)
    let pixels = digits.shape.size
    var seeds = Seeds(lab.stream("weights"))
    let generator = Generator(latent: latent, hidden: hidden, pixels: pixels, using: &seeds)
    let discriminator = Discriminator(pixels: pixels, hidden: hidden, using: &seeds)
    let generatorAdam = Adam(for: generator, learningRate: learningRate)
    let discriminatorAdam = Adam(for: discriminator, learningRate: learningRate)
    let numbers = lab.stream("noise"), shown = noise(16, using: lab.stream("epoch samples"))
    var last: (digits: Tensor, z: Tensor)?

    lab.describe(
      [
        "loss/discriminator": "Discriminator's loss on an epoch's last batch, after both steps",
        "loss/generator": "Generator's loss on an epoch's last batch, after both steps",
        "loss/mean-discriminator": "Discriminator's loss, mean over an epoch",
        "loss/mean-generator": "Generator's loss, mean over an epoch",
      ], unit: "nats")
    try lab.train(
      generatorAdam, discriminatorAdam, on: train, batchSize: batchSize, epochs: epochs
    ) { batch in
      let digits = batch.symmetricImages
      let z = noise(batch.size, using: batch.stream(numbers))
      let pictures = generator(z)
      let discriminatorLoss = discriminatorLoss(
        discriminator, digits: digits, pictures: pictures.detached)
      try discriminatorAdam.minimize(discriminatorLoss)
      let loss = generatorLoss(discriminator, pictures: pictures)
      try generatorAdam.minimize(loss)
      last = (digits, z)
      return [
        "loss/mean-discriminator": discriminatorLoss.scalar, "loss/mean-generator": loss.scalar,
      ]
    } afterEpoch: { epoch in
      // As the course prints them: the losses of the last batch, after both steps.
      if let last {
        let pictures = generator(last.z)
        let loss = discriminatorLoss(discriminator, digits: last.digits, pictures: pictures)
        lab.log("loss/discriminator", loss.scalar, step: epoch)
        lab.log(
          "loss/generator", generatorLoss(discriminator, pictures: pictures).scalar, step: epoch)
      }
      lab.appendImages(
        "history", generator.images(shown), step: epoch, "Pictures of the same sixteen codes")
    }

    //: Both losses wander, since neither network ever wins. They are those of the last batch of each epoch,
    //: as the course shows them; the faint lines are means over the epoch.

    lab.plot(
      "losses", "Losses of both networks over the epochs",
      ["loss/discriminator": "discriminator", "loss/generator": "generator"],
      faint: ["loss/mean-discriminator", "loss/mean-generator"], title: "Losses", x: "epoch",
      y: PlotAxis("nats", 0...5))
    lab.warnOfFailure(
      discriminators: ["loss/mean-discriminator"], smoothing: Double(labelSmoothing))

    //: In the course's own run the losses of the last twenty epochs averaged 1.009 for the discriminator and 1.805
    //: for the generator, and went up and down by 0.10 and 0.24.

    lab.metric(
      "loss/discriminator", meanOfLast: 20, unit: "nats",
      "Discriminator's loss, mean of the last 20 epochs")
    lab.metric("loss/generator", meanOfLast: 20, unit: "nats", "Generator's loss, the same")
    lab.claim(
      "The discriminator's loss settles in the course's band, 1.009 ± 0.10", "loss/discriminator",
      .within(0.909...1.109), unless: digits.besidesArticle)
    lab.claim(
      "The generator's loss settles in the course's band, 1.805 ± 0.24", "loss/generator",
      .within(1.565...2.045), unless: digits.besidesArticle)

    //: ## From noise to digits
    //:
    //: Pictures of the same sixteen draws after every epoch, and after the last one:

    lab.imagesAnimation("training", "Sixteen pictures", of: "history", columns: 4, isCover: true)
    lab.lastImages("last", "The pictures of the last epoch", of: "history", columns: 4)

    //: And six at each of ten evenly spaced epochs. Noise at first, then strokes, then digits, with specks that
    //: two dense layers never quite get rid of, for they do not know which pixels are neighbours.
    //:
    //: > Where the course differs. It picks every tenth epoch from the first on, so the last one is not shown;
    //: > here it closes the table. Its code also adds operations to the graph in every epoch, which makes each
    //: > slower than the one before; here that cannot happen.

    let chosen = (1...10).map { max(1, epochs * $0 / 10) }
    let history = chosen.map { lab.loggedImages("history", frame: $0).firstRows(6) }
    lab.images(
      "progress", "Pictures at ten epochs", history.concatenated(along: 0), columns: 6,
      rowLabels: chosen.map { "epoch \($0)" })

    //: ## The generator, loaded from the log
    //:
    //: A trained network is worth keeping. Another generator takes its weights from the log, and draws sixteen new
    //: pictures.

    lab.save(generator, as: "generator", taking: ["codes": [latent]]) {
      ["pictures": generator.images($0[0])]
    }
    lab.save(discriminator, as: "discriminator", taking: ["pixels": [pixels]]) {
      ["logits": discriminator($0[0])]
    }
    var otherSeeds = Seeds(lab.stream("other weights"))
    let loaded = Generator(latent: latent, hidden: hidden, pixels: pixels, using: &otherSeeds)
    try lab.load(loaded, from: "generator")
    let fresh = loaded.images(noise(16, using: lab.stream("fresh samples")))
    lab.images("fresh", "Sixteen new pictures of the loaded generator", fresh, columns: 8)

    //: ## From one picture to another
    //:
    //: The generator has drawn from a hundred numbers at once, and hardly any two pictures lie near each other. What
    //: does it draw between them? Halfway along the straight line the numbers are smaller than any it has been
    //: trained with, and strokes may pale; along a great circle they are not.

    let ends = noise(8, using: lab.stream("interpolation"))
    lab.interpolation(
      caption: "Four ways from one picture to another, straight and along a great circle",
      from: ends.firstRows(4), to: ends.lastRows(4), decode: generator.images)

    //: ## How good are the samples?
    //:
    //: By the [measures](../../measures.md) that all notebooks share. The specks raise the sharpness as edges do. The
    //: generator is not asked for all labels equally often.

    let samples = generator.images(noise(10_000, using: lab.stream("samples")))
    lab.samples(samples, "Pictures from random numbers", rows: 4)
    let quality = try lab.evaluate(samples: samples, against: digits, latent: latent)
    let first = try lab.yardstick(for: digits).copies(of: lab.loggedImages("history", frame: 0))
    lab.metric(
      "distance", quality.copies.meanDistance, "Mean distance to the nearest training digit",
      better: .less)
    lab.metric("distance/untrained", first.meanDistance, "The same before training")
    lab.claim("Training brings them nearer to digits", "distance", .below("distance/untrained"))
    lab.claim("All labels are among them", Double(quality.histogram.rarest), .above(0))
  }
}

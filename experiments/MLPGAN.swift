import Digits  //hide
import Evaluation  //hide
import Notebooks  //hide
import Kernels  //hide
import Layers  //hide
import Tensors  //hide

//: # Two small networks, one against the other
//:
//: A **generative adversarial network** (Goodfellow and others, 2014) learns by contest. A generator turns random
//: numbers into pictures. A discriminator is shown digits and pictures, and tells which are which. Each is
//: trained against the other: the one to see through, the other not to be seen through. Nobody ever tells
//: the generator what a digit is; all it learns comes through its opponent.
//:
//: This is the exercise of Udacity's deep learning course, as small as such a contest can be: one hidden layer
//: on either side.

struct MLPGAN: Notebook {  //hide
  static let name = "mlp-gan"  //hide
  static let title = "Two small networks, one against the other"  //hide
  static let summary = "Digits from a contest of two perceptrons"  //hide
  static let minutes = Minutes(smoke: 0.02, standard: 0.8, article: 0.8)  //hide
  static let sourcePath = #filePath  //hide

  @Setting("passes over the training digits", smoke: 3, in: 1...10_000)  //hide
  var epochs = 100  //hide
  @Setting("training digits, the last ones of the set", smoke: 2000, in: 100...60_000)  //hide
  var trainingDigits = 55_000  //hide
  @Setting("digits in a training step", in: 1...10_000)  //hide
  var batchSize = 100  //hide
  @Setting("random numbers that a picture is made from", in: 1...1000)  //hide
  var latent = 100  //hide
  @Setting("neurons in each hidden layer", in: 1...1000)  //hide
  var hidden = 128  //hide
  @Setting("learning rate of both Adams", in: 0...1)  //hide
  var learningRate = 0.002  //hide
  @Setting("how far the discriminator's target for digits lies below 1", in: 0...0.5)  //hide
  var smoothing = 0.1  //hide
  var work: Double {  //hide
    // A step also takes as long as 20 digits more, for the optimisers.  //hide
    Double(epochs) * Double(trainingDigits) * (1 + 20 / Double(batchSize))  //hide
  }  //hide
}  //hide

//: ## Networks
//:
//: Pictures are scaled to $[-1, 1]$, where the generator's tanh lives. The discriminator's output is a logit:
//: positive for what it takes for a digit.

final class Generator: Network {
  let hidden, picture: Dense

  init(latent: Int, hidden count: Int, using seeds: inout Seeds) {
    hidden = Dense(latent, count, .leakyReLU(slope: 0.01), using: &seeds)
    picture = Dense(count, 784, .tanh, using: &seeds)
  }

  func callAsFunction(_ z: Tensor) -> Tensor { picture(hidden(z)) }

  /// Generated pictures with pixels in [0, 1].
  func images(_ z: Tensor) -> Tensor { self(z).scaled(by: 0.5, plus: 0.5) }
}

final class Discriminator: Network {
  let hidden, logit: Dense

  init(hidden count: Int, using seeds: inout Seeds) {
    hidden = Dense(784, count, .leakyReLU(slope: 0.01), using: &seeds)
    logit = Dense(count, 1, using: &seeds)
  }

  func callAsFunction(_ images: Tensor) -> Tensor { logit(hidden(images)) }
}

//: ## Losses
//:
//: Both are binary cross-entropies. The discriminator should answer 1 to digits and 0 to pictures; its target
//: for digits is lowered to 0.9, so that it does not grow too sure of itself. The generator wants the answer
//: 1 to its pictures.

extension MLPGAN {
  func discriminatorLoss(_ judge: Discriminator, digits: Tensor, pictures: Tensor) -> Tensor {
    crossEntropyLoss(
      logits: judge(digits), expected: 1 - Float(smoothing), reduction: .mean)
      + crossEntropyLoss(logits: judge(pictures), expected: 0, reduction: .mean)
  }

  func generatorLoss(_ judge: Discriminator, pictures: Tensor) -> Tensor {
    crossEntropyLoss(logits: judge(pictures), expected: 1, reduction: .mean)
  }

  /// Random numbers in [−1, 1), [count, latent].
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
    let digits = try lab.digits()
    let train = digits.train.suffix(trainingDigits)
    var seeds = Seeds(lab.stream("weights"))
    let generator = Generator(latent: latent, hidden: hidden, using: &seeds)
    let judge = Discriminator(hidden: hidden, using: &seeds)
    let generatorAdam = Adam(for: generator, learningRate: Float(learningRate))
    let judgeAdam = Adam(for: judge, learningRate: Float(learningRate))
    let numbers = lab.stream("noise")
    var last: (digits: Tensor, z: Tensor)?

    try lab.train(
      on: train, batchSize: batchSize, epochs: epochs,
      saving: [generator, judge, generatorAdam, judgeAdam]
    ) { batch in
      let digits = batch.symmetricImages
      let z = noise(batch.size, using: batch.stream(numbers))
      let pictures = generator(z)
      let judgeLoss = discriminatorLoss(judge, digits: digits, pictures: pictures.detached)
      try judgeAdam.minimize(judgeLoss)
      let loss = generatorLoss(judge, pictures: pictures)
      try generatorAdam.minimize(loss)
      last = (digits, z)
      return ["loss/mean-discriminator": judgeLoss.scalar, "loss/mean-generator": loss.scalar]
    } afterEpoch: { epoch in
      // As the course prints them: the losses of the last batch, after both have moved.
      if let last {
        let pictures = generator(last.z)
        let judgeLoss = discriminatorLoss(judge, digits: last.digits, pictures: pictures)
        let loss = generatorLoss(judge, pictures: pictures)
        lab.metric("loss/discriminator", Double(judgeLoss.scalar), step: epoch, "nats")
        lab.metric("loss/generator", Double(loss.scalar), step: epoch, "nats")
      }
      let z = noise(16, using: lab.stream("epoch samples").at(step: UInt64(epoch)))
      lab.append(
        generator.images(z).greyLevels, to: "history/images", shape: [16, 28, 28], step: epoch,
        description: "Sixteen pictures after each epoch [epoch, picture, row, column]")
    }

    //: Both losses wander, since neither network ever wins. They are those of the last batch of each epoch,
    //: as the course shows them; the faint lines are means over the epoch.

    let isArticle = digits.isMNIST
    lab.figure(
      "losses", caption: "Losses of both networks over the epochs",
      .lines(
        [
          .init("loss/mean-discriminator", name: "", faint: true, color: 0),
          .init("loss/mean-generator", name: "", faint: true, color: 1),
          .init("loss/discriminator", name: "discriminator", color: 0),
          .init("loss/generator", name: "generator", color: 1),
        ],
        title: "Losses", x: PlotAxis("epoch"), y: PlotAxis("nats", 0...5)))

    //: In the course's own run the losses of the last twenty epochs averaged 1.009 for the discriminator and 1.805
    //: for the generator, and went up and down by 0.10 and 0.24.

    let judgeMean = mean(of: lab.record.series("loss/discriminator"), last: 20)
    let generatorMean = mean(of: lab.record.series("loss/generator"), last: 20)
    lab.result(
      "loss/discriminator", judgeMean, unit: "nats",
      "Discriminator's loss, mean of the last 20 epochs")
    lab.result(
      "loss/generator", generatorMean, unit: "nats", "Generator's loss, mean of the last 20 epochs")
    if isArticle {
      lab.claim(
        "The discriminator's loss settles in the course's band, 1.009 ± 0.10",
        abs(judgeMean - 1.009) <= 0.10, detail: "mean of the last 20 epochs \(judgeMean.short)")
      lab.claim(
        "The generator's loss settles in the course's band, 1.805 ± 0.24",
        abs(generatorMean - 1.805) <= 0.24,
        detail: "mean of the last 20 epochs \(generatorMean.short)")
    }

    //: ## From noise to digits
    //:
    //: Sixteen pictures after the last epoch:

    lab.animation(
      "training", caption: "Sixteen pictures after each epoch",
      .digits(.each("history/images"), columns: 4), steps: "history/steps", unit: "epoch",
      isCover: true)

    //: And six at each of ten evenly spaced epochs. Noise at first, then strokes, then digits, with specks that
    //: two dense layers never quite get rid of, for they do not know which pixels are neighbours.
    //:
    //: > Where the course differs. It picks every tenth epoch from the first on, so the last one is not shown;
    //: > here it closes the table. Its code also adds operations to the graph in every epoch, which makes each
    //: > slower than the one before; here that cannot happen.

    let rows = (1...10).map { max(1, epochs * $0 / 10) }
    let history = lab.record.bytes("history/images")
    let progress = rows.flatMap { epoch in
      history[(epoch * 16) * 784..<(epoch * 16 + 6) * 784]
    }
    lab.record(
      progress, at: "progress/images", shape: [10, 6, 28, 28],
      description: "Six pictures at ten epochs [epoch, picture, row, column]")
    lab.figure(
      "progress", caption: "Pictures at ten epochs",
      .digits("progress/images", columns: 6, rowLabels: rows.map { "epoch \($0)" }))

    //: ## The generator, loaded from the log
    //:
    //: A trained network is worth keeping. Another generator takes its weights from the log, and draws sixteen new
    //: pictures.

    lab.save(generator, as: "generator")
    lab.save(judge, as: "discriminator")
    var otherSeeds = Seeds(lab.stream("other weights"))
    let loaded = Generator(latent: latent, hidden: hidden, using: &otherSeeds)
    try lab.load(loaded, from: "generator")
    let fresh = loaded.images(noise(16, using: lab.stream("fresh samples")))
    lab.record(
      fresh.greyLevels, at: "fresh/images", shape: [16, 28, 28],
      description: "Pictures of the loaded generator [picture, row, column]")
    lab.figure(
      "fresh", caption: "Sixteen new pictures of the loaded generator",
      .digits("fresh/images", columns: 8))

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
    //: A **judge** reads ten thousand pictures: a small convolutional network that has learned to read from the
    //: training digits, and is never part of a loss. Its last hidden layer describes a picture by 64
    //: features. Taken for Gaussians, the features of the pictures and of the test digits are some way apart: the
    //: **Fréchet distance**, in units in which the test digits' features vary by 1 in every direction.
    //: **Sharpness** is the mean square of the Laplacian, which specks raise as edges do. A picture is a **copy** if no
    //: eye could tell it from a training digit.

    let samples = generator.images(noise(10_000, using: lab.stream("samples")))
    lab.samples(samples.greyLevels)
    let quality = try lab.evaluate(samples: samples, against: digits)
    lab.warnOfFailure(discriminators: ["loss/mean-discriminator"], smoothing: smoothing)

    //: Which digits they are, as the judge reads them. The contest does not ask for all of them equally often.

    lab.table(
      "Pictures of each digit among \(quality.count)",
      columns: digits.distinctLabels.map { "\($0)" },
      rows: [digits.distinctLabels.map { quality.histogram.counts[Int($0)] }])
    let distance = quality.copies.meanDistance
    let noiseImages = Tensor([16, 784], history[0..<16 * 784].map { Float($0) / 255 })
    let firstDistance = try lab.yardstick(for: digits).copies(of: noiseImages).meanDistance
    lab.result(
      "distance", distance, unit: "", "Mean distance to the nearest training digit", better: .less)
    lab.claim(
      "Training brings the pictures nearer to digits", distance < firstDistance,
      detail: "mean distance \(distance.short), before training \(firstDistance.short)")
    let rarest = quality.histogram.rarest
    lab.claim(
      "All \(digits.distinctLabels.count.inWords) digits are among the pictures", rarest > 0,
      detail: "the rarest comes \(rarest) times in \(quality.count)")
  }

  /// The mean of the last `count` values.
  func mean(of values: [Double], last count: Int) -> Double {
    let tail = values.suffix(count)
    return tail.reduce(0, +) / Double(tail.count)
  }
}

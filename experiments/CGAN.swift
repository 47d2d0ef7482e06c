import Digits  //hide
import Evaluation  //hide
import Notebooks  //hide
import Kernels  //hide
import Layers  //hide
import Tensors  //hide

//: # Conditional GAN
//:
//: A generative adversarial network draws digits, but not the digit that one would like to have. A
//: **conditional** one (Mirza and Osindero, 2014) is told. The label goes to both sides: the generator has
//: to draw that digit, and the discriminator knows what the picture is meant to be. A perfect seven, shown as
//: a three, is seen through at once.
//:
//: Two normal numbers remain for everything else: the hand.

struct CGAN: Notebook {  //hide
  static let name = "cgan"  //hide
  static let title = "Conditional GAN"  //hide
  static let summary = "The digit one asks for, in many hands"  //hide
  static let minutes = Minutes(smoke: 0.04, standard: 2.1, article: 10)  //hide
  static let sourcePath = #filePath  //hide

  @Setting("turns that the networks take", smoke: 2, article: 5000, in: 1...100_000)  //hide
  var iterations = 4000  //hide
  @Setting("turns between two entries of the log", smoke: 1, in: 1...1000)  //hide
  var period = 20  //hide
  @Setting("digits in a training step", smoke: 32, article: 256, in: 1...1000)  //hide
  var batchSize = 64  //hide
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)  //hide
  var trainingDigits = 60_000  //hide
  @Setting("random numbers that a picture is made from", in: 2...1000)  //hide
  var latent = 2  //hide
  @Setting("what the generator lowers", article: .saturating)  //hide
  var objective = GAN.Objective.nonSaturating  //hide
  @Setting("what moves the networks", article: .rmsProp)  //hide
  var method = GAN.Method.adam  //hide
  @Setting("generator's learning rate", article: 3e-4, in: 0...1)  //hide
  var generatorRate = 5e-4  //hide
  @Setting("discriminator's learning rate", article: 1e-4, in: 0...1)  //hide
  var discriminatorRate = 1e-3  //hide
  @Setting("share of the mean gradient that Adam keeps at a step", in: 0...0.999)  //hide
  var momentum = 0.0  //hide
  @Setting("share of the turns after which the rates fall to 0", article: 1, in: 0...1)  //hide
  var decayFrom = 0.5  //hide
  @Setting(  //hide
    "share of the generator's average that stays at a step; 0 draws without one",  //hide
    article: 0.9995, in: 0...0.9999)  //hide
  var averaging = 0.999  //hide
  @Setting("where RMSProp's mean square starts", in: 0...1)  //hide
  var meanSquare = 1.0  //hide
  @Setting("share of the discriminator's neurons that a step leaves out", in: 0...0.9)  //hide
  var dropRate = 0.3  //hide
  @Setting("the same for the generator", article: 0.3, in: 0...0.9)  //hide
  var generatorDropRate = 0.0  //hide
  @Setting("steps that a network makes in one turn, at most", in: 1...100)  //hide
  var steps = 5  //hide
  @Setting("discriminator's loss that ends its own turn, in nats", in: 0...100)  //hide
  var ceiling = 1.0  //hide
  @Setting("discriminator's loss that ends the generator's turn, in nats", in: 0...100)  //hide
  var floor = 0.4  //hide
  var work: Double { Double(iterations) * Double(batchSize) }  //hide
}  //hide

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

    init(latent: Int, classes: Int, dropRate: Float, using seeds: inout Seeds) {
      self.classes = classes
      layers = Sequential(
        Dense(latent + classes, 7 * 7 * 64, .relu, using: &seeds), Dropout(dropRate),
        Reshape([7, 7, 64]),
        // Every pixel four times, then the convolution: both in one layer.
        UpSampledConvolution2D(64, 64, size: 5, .relu, using: &seeds), Dropout(dropRate),
        Convolution2D(64, 32, size: 3, .relu, using: &seeds), Dropout(dropRate),
        UpSampledConvolution2D(32, 1, size: 5, .sigmoid, using: &seeds), Flatten())
    }

    func callAsFunction(_ z: Tensor, labels: Tensor, _ phase: Phase) -> Tensor {
      layers(z.concatenated(with: labels), phase)
    }

    /// Generated pictures, with all neurons at work.
    func images(_ z: Tensor, _ labels: [UInt8]) -> Tensor {
      z.concatenated(with: .oneHot(labels, classes: classes)).mapRows { layers($0, .inference) }
    }
  }

  final class Discriminator: Network {
    let edges, marks, verdict: Sequential

    init(classes: Int, dropRate: Float, using seeds: inout Seeds) {
      let leaky = Activation.leakyReLU(slope: 0.3)
      edges = Sequential(
        Convolution2D(1, 128, size: 7, stride: 2, leaky, using: &seeds), Dropout(dropRate),
        MaxPooling2D())
      marks = Sequential(Dropout(dropRate), MaxPooling2D())
      verdict = Sequential(
        Convolution2D(128 + classes, 128, size: 3, leaky, using: &seeds), Dropout(dropRate),
        Flatten(),
        Dense(7 * 7 * 128, 1, .sigmoid, using: &seeds))
    }

    func callAsFunction(_ images: Tensor, labels: Tensor, _ phase: Phase) -> Tensor {
      let edges = edges(images.reshaped([images.shape[0], 28, 28, 1]), phase.child(0))
      let marks = marks(labels.tiled(height: 14, width: 14), phase.child(1))
      return verdict(edges.concatenated(with: marks), phase.child(2))
    }
  }
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

extension CGAN {
  func discriminatorLoss(digits: Tensor, pictures: Tensor) -> Tensor {
    0.5
      * (negativeLogLoss(probabilities: digits, reduction: .mean)
        + negativeLogLoss(probabilities: 1 - pictures, reduction: .mean))
  }

  func generatorLoss(pictures: Tensor) -> Tensor {
    switch objective {
    case .saturating: -negativeLogLoss(probabilities: 1 - pictures, reduction: .mean)
    case .nonSaturating: negativeLogLoss(probabilities: pictures, reduction: .mean)
    }
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
//: thousand steps, for the mean of a circle is its middle (Yazıcı and others, 2019). It makes the difference: at
//: any one step some label may come out badly that came out well a little before. Training itself never sees the
//: average.
//:
//: `--profile article` trains exactly as the article does, for its 5,000 turns, but draws from an average, too, of about the
//: last two thousand steps. On MNIST the judge reads 99 % of its digits as what they should be; of those from the
//: generator of the last step, which `--set averaging=0` draws as the article did, 97 %.

extension CGAN {
  func optimizer(for network: any Network, learningRate: Double) -> any Optimizer {
    switch method {
    case .rmsProp:
      RMSProp(
        for: network, learningRate: Float(learningRate), initialMeanSquare: Float(meanSquare))
    case .adam: Adam(for: network, learningRate: Float(learningRate), beta1: Float(momentum))
    }
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64)
    let classes = digits.classes, labels = digits.distinctLabels
    var seeds = Seeds(lab.stream("weights"))
    func untrained() -> Generator {
      Generator(
        latent: latent, classes: classes, dropRate: Float(generatorDropRate), using: &seeds)
    }
    let generator = untrained()
    let discriminator = Discriminator(
      classes: classes, dropRate: Float(dropRate), using: &seeds)
    let average = ExponentialMovingAverage(of: generator, in: untrained(), decay: Float(averaging))
    let generatorMover = optimizer(for: generator, learningRate: generatorRate)
    let discriminatorMover = optimizer(for: discriminator, learningRate: discriminatorRate)
    let batches = try BatchSource(
      digits.train.prefix(trainingDigits), batchSize: batchSize, using: lab.stream("order"))
    let noise = lab.stream("noise"), dropout = lab.stream("dropout")

    /// The discriminator's answers to the digits of the next batch and to as many pictures.
    func answers() -> (digits: Tensor, pictures: Tensor) {
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

    let frames = FrameSchedule(upTo: (iterations + period - 1) / period)
    try lab.train(
      iterations: iterations, period: period,
      saving: [
        generator, discriminator, generatorMover, discriminatorMover, average, batches,
      ]
    ) { done in
      let share = rateShare(after: done, of: iterations, fallingFrom: decayFrom)
      generatorMover.learningRate = Float(generatorRate * share)
      discriminatorMover.learningRate = Float(discriminatorRate * share)
      let discriminating = try lab.repeatStep(
        of: .discriminator, atMost: steps, until: { $0 < Float(ceiling) }
      ) {
        let answers = answers()
        let loss = discriminatorLoss(digits: answers.digits, pictures: answers.pictures)
        try discriminatorMover.minimize(loss)
        return loss.scalar
      }
      let generating = try lab.repeatStep(
        of: .generator, atMost: steps, until: { $0 > Float(floor) }
      ) {
        let answers = answers()
        try generatorMover.minimize(generatorLoss(pictures: answers.pictures))
        average.update()
        return discriminatorLoss(digits: answers.digits, pictures: answers.pictures).scalar
      }
      return [
        "loss/discriminators-turn": discriminating.loss, "loss/generators-turn": generating.loss,
        "steps/discriminator": Float(discriminating.count),
        "steps/generator": Float(generating.count),
      ]
    } afterPeriod: { done in
      if frames.contains((done + period - 1) / period) {
        lab.labelManifolds(
          of: labels, dimensions: latent, step: done, decode: average.network.images)
      }
    }

    //: A discriminator that can only guess has a loss of $\log 2$, one that sees through every picture has 0. A
    //: contest that goes well stays between the two: the discriminator knows enough to teach, and the generator can
    //: follow. The losses are those of the last step of each turn, before it moved anything; the networks
    //: are at work as in training, with neurons dropped, which makes the discriminator's task harder still.

    lab.figure(
      "losses", caption: "The discriminator's loss at the end of either turn, means over a period",
      .lines(
        [
          .init("loss/discriminators-turn", name: "discriminator's turn"),
          .init("loss/generators-turn", name: "generator's turn"),
        ],
        guides: [.init("guessing", at: 0.693)], title: "Discriminator's loss",
        x: PlotAxis("iteration"), y: PlotAxis("nats", 0...1.2)))
    lab.figure(
      "steps", caption: "Steps in a turn, means over a period",
      .lines(
        [
          .init("steps/discriminator", name: "discriminator"),
          .init("steps/generator", name: "generator"),
        ],
        title: "Steps", x: PlotAxis("iteration"),
        y: PlotAxis("steps in a turn", 0...Double(steps))))
    lab.result(
      "loss/discriminator", lab.lastValue(of: "loss/discriminators-turn") ?? .nan, unit: "nats",
      "Discriminator's loss over the last period; guessing has 0.69")
    lab.warnOfFailure(
      discriminators: ["loss/generators-turn"], turns: ["steps/discriminator", "steps/generator"],
      limit: steps)

    //: ## A plane for every label
    //:
    //: The label says which digit, so the two numbers are free for the hand: slant and weight of the stroke, width,
    //: a seven with or without a bar. One plane for each label, laid out in steps of equal probability.

    lab.labelPlanes(of: labels, dimensions: latent, decode: average.network.images)
    lab.figure(
      "manifolds", caption: "The planes of the \(labels.count.inWords) labels after training",
      .labelPanels(labels) { .image(.whole("planes/label-\($0)"), scale: 1, greys: 16) })

    //: While training, on coarser grids. Grey noise turns into strokes, the same for all labels at first; then the
    //: labels part, and each settles on its digit.

    lab.animation(
      "training", caption: "The planes of the labels while training",
      .labelPanels(labels) { .image(.each("manifold/label-\($0)")) }, steps: "manifold/steps",
      unit: "iteration", maximumFrames: 7, delay: 40)

    //: ## Generated digits
    //:
    //: Six of each label, from normal numbers. The log holds a thousand of each.

    let asked = (0..<10_000).map { labels[$0 % labels.count] }
    let samples = average.network.images(
      Tensor.normal([10_000, latent], using: lab.stream("samples")), asked)
    lab.samples(samples.greyLevels, labels: asked)
    lab.figure(
      "samples", caption: "Digits generated from normal numbers, a column for each label",
      .digits(
        "samples/images", columns: labels.count, count: 6 * labels.count,
        columnLabels: labels.map { "\($0)" }),
      isCover: true)

    //: ## From one hand to another
    //:
    //: Between two points of a label's plane the digit stays, and only the hand changes.

    let ends = Tensor.normal([8, latent], using: lab.stream("interpolation"))
    let few = digits.labels(preferring: [2, 4, 7, 8])
    lab.interpolation(
      caption: """
        Ways between two points for a \(few[0]), a \(few[1]), a \(few[2]) and an \(few[3]), straight and along a \
        great circle
        """,
      from: ends.firstRows(4), to: ends.lastRows(4)
    ) { codes in
      let way = codes.shape[0] / 4
      return average.network.images(codes, (0..<codes.shape[0]).map { few[$0 / way] })
    }

    //: ## How good are the samples?
    //:
    //: A **judge** reads them: a small convolutional network that has learned to read from the training digits, and
    //: is never part of a loss. **Label agreement** is how often it reads the label that was asked for.
    //: Its last hidden layer describes a picture by 64 features. Taken for Gaussians, the features of the
    //: samples and of the test digits are some way apart: the **Fréchet distance**, in units in which the test
    //: digits' features vary by 1 in every direction. **Sharpness** is the mean square of the Laplacian. A sample is
    //: a **copy** if no eye could tell it from a training digit.

    let quality = try lab.evaluate(samples: samples, labels: asked, against: digits)
    let agreement = quality.agreement?.classes ?? []
    lab.table(
      "Label agreement of each digit", columns: agreement.map { "\($0.label)" },
      rows: [agreement.map(\.share)])

    //: What the article shows of its planes, every digit clear and in its place, as numbers. Its own network, trained
    //: for 5000 iterations, is asked for more than the standard profile's.

    let isArticle = lab.profile == .article
    let (least, leastOfLabel) = isArticle ? (0.99, 0.97) : (0.95, 0.85)
    let overall = quality.agreement?.overall ?? 0
    let worst = quality.agreement?.worst
    lab.claim(
      "The digits are what was asked for: label agreement of at least \(least.short)",
      overall >= least, detail: overall.short)
    lab.claim(
      "So is every single one: at least \(leastOfLabel.short) for the worst label",
      worst?.share ?? 0 >= leastOfLabel,
      detail: worst.map { "\($0.share.short) for \($0.label)" } ?? "")

    //: The article finds the digits of its contests better than the autoencoder's. The notebook `vae` makes its own
    //: from two numbers, too, though without labels. At the standard profile they have 0.06 of the sharpness of MNIST's
    //: digits, and their Fréchet distance from them is 86.

    let real = try lab.yardstick(for: digits).testDigits
    let sharpness = quality.sharpness.relative(to: real.sharpness)
    lab.claim(
      "The digits are sharper than the autoencoder's: at least half as sharp as real ones",
      sharpness >= 0.5, detail: "\(sharpness.short) of real digits' sharpness, autoencoder 0.06")
    lab.claim(
      "They lie nearer to real digits than the autoencoder's: at most half the Fréchet distance",
      quality.frechetDistance <= 43, detail: "\(quality.frechetDistance.short) ≤ 43")
    let missing = quality.histogram.missing.map { "\($0)" }.joined(separator: ", ")
    let rarest = quality.histogram.rarest
    lab.claim(
      "All \(digits.distinctLabels.count.inWords) digits are among them",
      quality.histogram.missing.isEmpty,
      detail: missing.isEmpty ? "the rarest comes \(rarest) times" : "hardly any \(missing)")

    lab.save(average.network, as: "generator")  //hide
    lab.save(discriminator, as: "discriminator")  //hide
  }
}

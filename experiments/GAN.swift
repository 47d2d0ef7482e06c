import Digits  //hide
import Evaluation  //hide
import Notebooks  //hide
import Kernels  //hide
import Layers  //hide
import Tensors  //hide

//: # Generative adversarial network
//:
//: A variational autoencoder is told pixel by pixel how its pictures should look, and where it cannot know it
//: draws the mean: a blur. A **generative adversarial network** (Goodfellow and others, 2014) has another
//: teacher. A *discriminator* learns to tell pictures from digits, and the *generator* learns to get past it.
//: A blurred picture does not get past, for no digit of the training set is blurred.
//:
//: The generator turns two normal numbers into a picture, so its manifold can be laid out in the plane and
//: compared with the autoencoder's.

struct GAN: Notebook {  //hide
  static let name = "gan"  //hide
  static let title = "Generative adversarial network"  //hide
  static let summary = "Sharp digits from two numbers, by a contest"  //hide
  static let minutes = Minutes(smoke: 0.02, standard: 1.3, article: 10)  //hide
  static let sourcePath = #filePath  //hide

  /// What the generator lowers.  //hide
  enum Objective: String, CaseIterable, SettingValue {  //hide
    case saturating  //hide
    case nonSaturating = "non-saturating"  //hide
  }  //hide

  /// What moves the networks.  //hide
  enum Method: String, CaseIterable, SettingValue {  //hide
    case rmsProp = "rmsprop"  //hide
    case adam  //hide
  }  //hide

  @Setting("turns that the networks take", smoke: 2, article: 5000, in: 1...100_000)  //hide
  var iterations = 3200  //hide
  @Setting("turns between two entries of the log", smoke: 1, in: 1...1000)  //hide
  var period = 20  //hide
  @Setting("digits in a training step", smoke: 32, article: 256, in: 8...1000)  //hide
  var batchSize = 64  //hide
  @Setting("pictures that the discriminator answers to at once", article: 1, in: 1...8)  //hide
  var packing = 2  //hide
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)  //hide
  var trainingDigits = 60_000  //hide
  @Setting("random numbers that a picture is made from", in: 2...1000)  //hide
  var latent = 2  //hide
  @Setting("what the generator lowers", article: .saturating)  //hide
  var objective = Objective.nonSaturating  //hide
  @Setting("what moves the networks", article: .rmsProp)  //hide
  var method = Method.adam  //hide
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
    article: 0, in: 0...0.9999)  //hide
  var averaging = 0.995  //hide
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
//: The generator grows a picture: 7 × 7 places with 64 features each, doubled to 14 × 14 and to 28 × 28, with
//: convolutions on the way that let neighbours agree. The discriminator shrinks one: 28 × 28, 14 × 14, 7 × 7,
//: a verdict. Its output is the probability that the picture is a digit. Dropout follows each hidden
//: layer; with a third of its neurons silenced at random, a network cannot rely on one trick.
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

    init(latent: Int, dropRate: Float, using seeds: inout Seeds) {
      layers = Sequential(
        Dense(latent, 7 * 7 * 64, .relu, using: &seeds), Dropout(dropRate), Reshape([7, 7, 64]),
        // Every pixel four times, then the convolution: both in one layer.
        UpSampledConvolution2D(64, 64, size: 5, .relu, using: &seeds), Dropout(dropRate),
        Convolution2D(64, 32, size: 3, .relu, using: &seeds), Dropout(dropRate),
        UpSampledConvolution2D(32, 1, size: 5, .sigmoid, using: &seeds), Flatten())
    }

    func callAsFunction(_ z: Tensor, _ phase: Phase) -> Tensor { layers(z, phase) }

    /// Generated pictures, with all neurons at work.
    func images(_ z: Tensor) -> Tensor { z.mapRows { self($0, .inference) } }
  }

  final class Discriminator: Network {
    let layers: Sequential
    private let packing: Int

    init(packing: Int, dropRate: Float, using seeds: inout Seeds) {
      let leaky = Activation.leakyReLU(slope: 0.3)
      layers = Sequential(
        Reshape([28, 28, packing]),
        Convolution2D(packing, 128, size: 7, stride: 2, leaky, using: &seeds), Dropout(dropRate),
        MaxPooling2D(), Convolution2D(128, 128, size: 3, leaky, using: &seeds), Dropout(dropRate),
        Flatten(), Dense(7 * 7 * 128, 1, .sigmoid, using: &seeds))
      self.packing = packing
    }

    /// An answer to every pack of images that follow each other; what is left of the last pack gets none.
    func callAsFunction(_ images: Tensor, _ phase: Phase) -> Tensor {
      let packs = images.shape[0] / packing, length = packing * 784
      let rows = images.reshaped([1, images.count]).columns(0..<packs * length)
        .reshaped([packs, length])
      func maps(_ index: Int) -> Tensor {
        rows.columns(index * 784..<(index + 1) * 784).reshaped([packs, 784, 1])
      }
      return layers((1..<packing).reduce(maps(0)) { $0.concatenated(with: maps($1)) }, phase)
    }
  }
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

extension GAN {
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
//: two hundred steps, for the mean of a circle is its middle (Yazıcı and others, 2019). Training itself never
//: sees the average. `--profile article` does as the article does.

extension GAN {
  func optimizer(for network: any Network, learningRate: Double) -> any Optimizer {
    switch method {
    case .rmsProp:
      RMSProp(
        for: network, learningRate: Float(learningRate), initialMeanSquare: Float(meanSquare))
    case .adam: Adam(for: network, learningRate: Float(learningRate), beta1: Float(momentum))
    }
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits()
    var seeds = Seeds(lab.stream("weights"))
    func untrained() -> Generator {
      Generator(latent: latent, dropRate: Float(generatorDropRate), using: &seeds)
    }
    let generator = untrained()
    let discriminator = Discriminator(
      packing: packing, dropRate: Float(dropRate), using: &seeds)
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
      let pictures = generator(z, phase.child(0))
      return (discriminator(batch.images, phase.child(1)), discriminator(pictures, phase.child(2)))
    }

    let frames = FrameSchedule(upTo: (iterations + period - 1) / period)
    let smallGrid = LatentGrid(side: 8, dimensions: latent)
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
        lab.manifold(
          "digits", images: average.network.images(smallGrid.codes), side: smallGrid.side,
          step: done)
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

    //: ## The manifold
    //:
    //: The plane of the two numbers, laid out as the autoencoder's was: steps of equal probability, and a picture at
    //: each. Where the autoencoder blurs, on the way from one digit to another, the generator draws strokes, too:
    //: they bend and open and close, and halfway a picture may be no digit at all. The map has no gaps, so digits
    //: cannot become each other in any other way.

    let grid = LatentGrid(dimensions: latent)
    lab.plane(
      "digits", images: average.network.images(grid.codes), side: grid.side,
      description: "Generated plane")
    lab.figure(
      "manifold", caption: "The plane after training", .image("planes/digits"), isCover: true)

    //: While training, on a coarser grid. Grey noise turns into strokes and strokes into digits, and for a long time
    //: the map does not come to rest: what fooled the discriminator yesterday does not today.

    lab.animation(
      "training", caption: "The plane while training", .image(.each("manifold/digits")),
      steps: "manifold/steps", unit: "iteration", maximumFrames: 16, delay: 40)

    //: ## Generated digits
    //:
    //: Sixty pictures from normal numbers. The log holds ten thousand.

    let samples = average.network.images(
      Tensor.normal([10_000, latent], using: lab.stream("samples")))
    lab.samples(samples.greyLevels)
    lab.figure(
      "samples", caption: "Digits generated from normal numbers",
      .digits("samples/images", columns: 15, count: 60))

    //: ## From one digit to another
    //:
    //: The straight way cuts through the middle of the plane, the great circle leads around it and may meet other
    //: digits. On either the strokes of one digit turn into those of the next.

    let ends = Tensor.normal([8, latent], using: lab.stream("interpolation"))
    lab.interpolation(
      caption: "Four ways from one point to another, straight and along a great circle",
      from: ends.firstRows(4), to: ends.lastRows(4), decode: average.network.images)

    //: ## How good are the samples?
    //:
    //: A **judge** reads them: a small convolutional network that has learned to read from the training digits, and
    //: is never part of a loss. Its last hidden layer describes a picture by 64 features. Taken for Gaussians, the
    //: features of the samples and of the test digits are some way apart: the **Fréchet distance**, in units
    //: in which the test digits' features vary by 1 in every direction. **Sharpness** is the mean square of the
    //: Laplacian. A sample is a **copy** if no eye could tell it from a training digit.

    let quality = try lab.evaluate(samples: samples, against: digits)
    lab.table(
      "Samples of each digit among \(quality.count)",
      columns: digits.distinctLabels.map { "\($0)" },
      rows: [digits.distinctLabels.map { quality.histogram.counts[Int($0)] }])

    //: The article finds these digits better than the autoencoder's. The notebook `vae` makes its own from two numbers,
    //: too. At the standard profile they have 0.06 of the sharpness of MNIST's digits, and their Fréchet distance
    //: from them is 86.

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

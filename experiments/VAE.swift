import Digits  //hide
import Evaluation  //hide
import Notebooks  //hide
import Kernels  //hide
import Layers  //hide
import Tensors  //hide

//: # Variational autoencoder
//:
//: An autoencoder squeezes a digit into a few numbers, its **code**, and unfolds the code again. Its codes lie
//: where they please, so nobody knows which points of the latent space mean a digit. A *variational*
//: autoencoder (Kingma and Welling, 2013) is asked for more: all codes together should look like the
//: standard normal distribution. Then drawing a new digit is easy. Draw a point, and decode it.
//:
//: Here the latent space has two dimensions, few enough to look at, and too few for sharp digits.

struct VAE: Notebook {  //hide
  static let name = "vae"  //hide
  static let title = "Variational autoencoder"  //hide
  static let summary = "Digits from two normal numbers"  //hide
  static let minutes = Minutes(smoke: 0.03, standard: 0.6, article: 9)  //hide
  static let sourcePath = #filePath  //hide

  /// What the decoder's output is measured by.  //hide
  enum Reconstruction: String, CaseIterable, SettingValue {  //hide
    case crossEntropy = "cross-entropy"  //hide
    case squaredError = "squared-error"  //hide
  }  //hide

  @Setting("dimensions of the latent space", in: 2...64)  //hide
  var latent = 2  //hide
  @Setting("passes over the training digits", smoke: 2, article: 1000, in: 1...10_000)  //hide
  var epochs = 60  //hide
  @Setting("digits in a training step", in: 1...10_000)  //hide
  var batchSize = 500  //hide
  @Setting("training digits, from the first on", smoke: 3000, in: 500...60_000)  //hide
  var trainingDigits = 60_000  //hide
  @Setting("share of the neurons that a step leaves out", in: 0...0.9)  //hide
  var dropRate = 0.3  //hide
  @Setting("learning rate of Adam", article: 1e-4, in: 0...1)  //hide
  var learningRate = 1e-3  //hide
  @Setting("what the decoder's output is measured by")  //hide
  var reconstruction = Reconstruction.crossEntropy  //hide
  var work: Double {  //hide
    // A step also takes as long as 20 digits more, for the optimiser.  //hide
    Double(epochs) * Double(trainingDigits) * (1 + 20 / Double(batchSize))  //hide
  }  //hide
}  //hide

//: ## Networks
//:
//: The encoder does not give a code but a distribution of codes, one small Gaussian for each digit: a mean
//: and, since a variance must be positive, the logarithm of a variance. The decoder mirrors it. Batch
//: normalisation and dropout follow each hidden layer.

final class Encoder: Network {
  let hidden: Sequential
  let mean, logVariance: Dense

  init(latent: Int, dropRate: Float, using seeds: inout Seeds) {
    hidden = Sequential(
      Dense(784, 256, .relu, using: &seeds), BatchNormalization(256), Dropout(dropRate),
      Dense(256, 128, .relu, using: &seeds), BatchNormalization(128), Dropout(dropRate))
    mean = Dense(128, latent, using: &seeds)
    logVariance = Dense(128, latent, using: &seeds)
  }

  func callAsFunction(_ images: Tensor, _ phase: Phase) -> (mean: Tensor, logVariance: Tensor) {
    let features = hidden(images, phase)
    return (mean(features), logVariance(features))
  }
}

final class Decoder: Network {
  let hidden: Sequential
  let logits: Dense

  init(latent: Int, dropRate: Float, using seeds: inout Seeds) {
    let leaky = Activation.leakyReLU(slope: 0.3)
    hidden = Sequential(
      Dense(latent, 128, leaky, using: &seeds), BatchNormalization(128), Dropout(dropRate),
      Dense(128, 256, leaky, using: &seeds), BatchNormalization(256), Dropout(dropRate))
    logits = Dense(256, 784, using: &seeds)
  }

  /// Logits of the pixels; their sigmoid is the picture.
  func callAsFunction(_ codes: Tensor, _ phase: Phase) -> Tensor { logits(hidden(codes, phase)) }

  /// Decoded pictures with pixels in [0, 1].
  func images(_ codes: Tensor) -> Tensor { self(codes, .inference).activated(.sigmoid) }
}

//: ## Loss
//:
//: For every distribution $Q(Z|X)$ that an encoder may propose,
//:
//: $$\log P(X) - KL[Q(Z|X)\,\|\,P(Z|X)] = E_{Z \sim Q}[\log P(X|Z)] - KL[Q(Z|X)\,\|\,P(Z)].$$
//:
//: The left side is what one wants to make large: the probability of the digits, less an error that vanishes
//: for a good encoder. The right side can be computed. Its first term says how well digits are
//: reconstructed, the second how far the codes of each digit are from the standard normal distribution.
//: Negated, the right side is the loss, in **nats per digit**, less being better.
//:
//: Randomness stands between encoder and decoder, and no gradient goes through a dice. So a standard normal
//: $\epsilon$ is drawn apart and the code is computed from it, $Z = \mu + \sigma\epsilon$: the
//: reparametrisation trick.
//:
//: > Where the article differs. Its derivation once writes $\log P(Z)$ as the second argument of a
//: > divergence, where $P(Z)$ belongs. Its text speaks of $L_2$ as the metric, its code uses the binary
//: > cross-entropy; we follow the code, and `--set reconstruction=squared-error` follows the text.

extension VAE {
  /// Reconstruction and divergence, in nats per digit, for codes drawn with the standard normal `epsilon`.
  func losses(
    of images: Tensor, _ encoder: Encoder, _ decoder: Decoder, epsilon: Tensor, _ phase: Phase
  ) -> (reconstruction: Tensor, divergence: Tensor) {
    let (mean, logVariance) = encoder(images, phase.child(0))
    let codes = mean + (0.5 * logVariance).exponential() * epsilon
    let logits = decoder(codes, phase.child(1))
    let likeness =
      switch reconstruction {
      case .crossEntropy:
        crossEntropyLoss(logits: logits, expected: images, reduction: .perExample)
      case .squaredError:
        0.5
          * squaredErrorLoss(
            predicted: logits.activated(.sigmoid), expected: images, reduction: .perExample)
      }
    return (
      likeness, gaussianDivergenceLoss(mean: mean, logVariance: logVariance, reduction: .perExample)
    )
  }
}

//: ## Training
//:
//: Adam moves both networks at once. The article divides the loss by 2 · 784, which Adam hardly notices,
//: and trains 1000 epochs at a rate of 1e-4. The standard profile takes ten times the rate and
//: comes almost as far in a fraction of the time; `--profile article` keeps to the article.

extension VAE {
  func run(in lab: Lab) throws {
    let digits = try lab.digits()
    let train = digits.train.prefix(trainingDigits)
    let test = digits.test.prefix(trainingDigits)
    var seeds = Seeds(lab.stream("weights"))
    let encoder = Encoder(latent: latent, dropRate: Float(dropRate), using: &seeds)
    let decoder = Decoder(latent: latent, dropRate: Float(dropRate), using: &seeds)
    let adam = Adam(for: encoder, decoder, learningRate: Float(learningRate))
    let noise = lab.stream("noise"), dropout = lab.stream("dropout")
    let frames = FrameSchedule(upTo: epochs)
    let grid = LatentGrid(dimensions: latent)

    try lab.train(
      on: train, batchSize: batchSize, epochs: epochs, saving: [encoder, decoder, adam]
    ) {
      batch in
      let (reconstruction, divergence) = losses(
        of: batch.images, encoder, decoder,
        epsilon: .normal([batch.size, latent], using: batch.stream(noise)),
        .training(batch.stream(dropout)))
      let loss = reconstruction + divergence
      try adam.minimize(loss / (2 * 784))
      return ["loss/train": loss.scalar]
    } afterEpoch: { epoch in
      let loss = testLoss(test, encoder, decoder, noise: lab.stream("test noise"), epoch: epoch)
      lab.metric("loss/test", loss.reconstruction + loss.divergence, step: epoch, "nats per digit")
      lab.metric("loss/test-reconstruction", loss.reconstruction, step: epoch, "nats per digit")
      lab.metric("loss/test-divergence", loss.divergence, step: epoch, "nats per digit")
      if frames.contains(epoch) {
        lab.manifold("digits", images: decoder.images(grid.codes), side: grid.side, step: epoch)
        lab.latents(codes(of: test, encoder).mean.values, labels: test.labels, step: epoch)
      }
    }

    //: The test loss lies below the training loss: dropout hinders the networks while they train, and only
    //: then.

    let trainingLoss = lab.lastValue(of: "loss/train") ?? .nan
    let loss = lab.lastValue(of: "loss/test") ?? .nan
    lab.figure(
      "learning", caption: "Loss over the epochs; it starts near 550 nats",
      .lines(
        [.init("loss/train", name: "training"), .init("loss/test", name: "test")],
        guides: digits.isMNIST ? [.init("article, 1000 epochs", at: 153.4)] : [],
        title: "Loss", x: PlotAxis("epoch"),
        y: PlotAxis("nats per digit", from: 0.95 * loss, to: 1.25 * trainingLoss)))
    lab.result("loss/test", loss, unit: "nats", "Test loss per digit", better: .less)
    lab.result("loss/train", trainingLoss, unit: "nats", "Training loss per digit", better: .less)
    lab.result(
      "loss/test-divergence", lab.lastValue(of: "loss/test-divergence") ?? .nan, unit: "nats",
      "Divergence of the codes, a part of the test loss")
    if digits.isMNIST {
      lab.claim(
        "The test loss comes within 3 % of the article's 153.4 nats", loss <= 158,
        detail: "\(loss.short) ≤ 158")
    }
    lab.claim(
      "The test loss is below the training loss", loss < trainingLoss,
      detail: "\(loss.short) < \(trainingLoss.short)")

    //: ## Reconstructions
    //:
    //: Ten test digits, and below each what is left of it after the journey through two numbers: the kind of
    //: digit and its slant, but no detail.

    let originals = test.prefix(10).tensor
    let reconstructions = decoder.images(encoder(originals, .inference).mean)
    lab.record(
      originals.greyLevels + reconstructions.greyLevels, at: "reconstructions/images",
      shape: [2, originals.shape[0], 28, 28],
      description: "Ten test digits, then their reconstructions [row, column, y, x]")
    lab.figure(
      "reconstructions", caption: "Test digits above their reconstructions",
      .digits(
        "reconstructions/images", columns: originals.shape[0], rowLabels: ["digit", "decoded"]))

    //: ## The manifold
    //:
    //: Every point of the plane is a digit. The pictures below are decoded from a grid whose steps hold equal
    //: shares of probability, so they show what drawing from the normal distribution would give, and
    //: how one digit becomes another on the way. Which digits they are is read by a **judge**: a small
    //: convolutional network that has learned to read from the training digits, and is never part of a loss.
    //: Two numbers are few. They have to tell slant and width as well, and the more the hands differ the less
    //: room is left for labels: one whose pictures resemble those of its neighbours may be left out.

    lab.animation(
      "manifold", caption: "The decoded plane while training",
      .image(.each("manifold/digits")), steps: "manifold/steps", unit: "epoch", isCover: true)
    let labels = try lab.judge(for: digits).reading(of: decoder.images(grid.codes)).labels
    let counts = digits.distinctLabels.map { digit in labels.filter { $0 == digit }.count }
    lab.table(
      "Pictures of each digit among the \(labels.count) of the manifold",
      columns: digits.distinctLabels.map { "\($0)" }, rows: [counts])
    let shown = counts.filter { $0 > 0 }.count
    lab.result("manifold/labels", shown, unit: "", "Labels that the manifold shows", better: .more)
    if digits.isMNIST {
      lab.claim(
        "The manifold shows all ten digits", shown == 10,
        detail: "the rarest comes \(counts.min() ?? 0) times")
    }

    //: ## Are the codes normal?
    //:
    //: The encoder's means for the test digits, by label. Neighbours look alike: 4 and 9 share a region, and so
    //: do 3, 5 and 8.

    lab.animation(
      "codes", caption: "Codes of the test digits while training",
      .scatter(
        .each("latents/codes"), labels: "latents/labels", x: PlotAxis("z1", -5...5),
        y: PlotAxis("z2", -5...5)),
      steps: "latents/steps", unit: "epoch", maximumFrames: 12)

    //: The article calls them close to normal. What should be normal is not the means but the codes drawn from
    //: all the little Gaussians. Their moments, where the normal distribution has mean 0, deviation 1 and
    //: excess kurtosis 0:

    let (mean, logVariance) = codes(of: test, encoder)
    let epsilon = Tensor.normal(mean.shape, using: lab.stream("drawn codes"))
    let drawn = mean + (0.5 * logVariance).exponential() * epsilon
    let moments = (0..<latent).map { Moments(of: drawn.column($0)) }
    lab.table(
      "Moments of the drawn codes",
      columns: ["coordinate", "mean", "deviation", "excess kurtosis"],
      rows: moments.enumerated().map { index, moments in
        ["z\(index + 1)", moments.mean, moments.deviation, moments.kurtosis]
      })
    let shift = moments.map { abs($0.mean) }.max() ?? .nan
    let spread = moments.map { abs($0.deviation - 1) }.max() ?? .nan
    lab.result(
      "codes/shift", shift, unit: "", "Greatest distance of a coordinate's mean from 0",
      better: .less)
    lab.result(
      "codes/spread", spread, unit: "", "Greatest distance of a deviation from 1", better: .less)
    lab.claim(
      "The codes are close to normal: means within 0.2 of 0, deviations within 0.2 of 1",
      shift <= 0.2 && spread <= 0.2, detail: "off by \(shift.short) and by \(spread.short)")

    //: ## Drawn digits
    //:
    //: Sixty codes from the standard normal distribution, decoded. The log holds ten thousand.

    let sampleCodes = Tensor.normal([10_000, latent], using: lab.stream("samples"))
    let samples = decoder.images(sampleCodes)
    lab.samples(samples.greyLevels)
    lab.figure(
      "samples", caption: "Digits decoded from normal numbers",
      .digits("samples/images", columns: 15, count: 60))

    //: ## From one digit to another
    //:
    //: Between two codes lie many ways. The straight one cuts the corner; the one along a great circle keeps its
    //: distance from the origin, where normal numbers crowd in two dimensions but hardly ever come in many. Here
    //: the two look much alike.

    let ends = Tensor.normal([8, latent], using: lab.stream("interpolation"))
    lab.interpolation(
      caption: "Four ways from one code to another, straight and along a great circle",
      from: ends.firstRows(4), to: ends.lastRows(4), decode: decoder.images)

    //: ## How good are the samples?
    //:
    //: The judge's last hidden layer describes a picture by 64 features. Taken for Gaussians, the features of the
    //: samples and of the test digits are some way apart: the **Fréchet distance**, in units in which the test
    //: digits' features vary by 1 in every direction. Training digits, which are as good as samples can
    //: be, show how small it can get. **Sharpness** is the mean square of the Laplacian. A sample is a **copy** if
    //: no eye could tell it from a training digit.

    try lab.evaluate(samples: samples, against: digits)
    lab.warnOfFailure(falling: ["loss/train", "loss/test"])

    //: Two numbers cannot tell one pen from another, so the decoder answers with the mean of all pens: blurred
    //: pictures, all of a label much alike, and far from real digits for the judge.

    lab.save(encoder, as: "encoder")  //hide
    lab.save(decoder, as: "decoder")  //hide
  }

  /// Mean and log variance of the codes of `digits`, [n, latent] each.
  func codes(of digits: DigitSet, _ encoder: Encoder) -> (mean: Tensor, logVariance: Tensor) {
    encoder(digits.tensor, .inference)
  }

  /// Mean losses over `digits` in nats per digit, for one draw of each code.
  func testLoss(
    _ digits: DigitSet, _ encoder: Encoder, _ decoder: Decoder, noise: RandomStream, epoch: Int
  ) -> (reconstruction: Double, divergence: Double) {
    let (reconstruction, divergence) = losses(
      of: digits.tensor, encoder, decoder,
      epsilon: .normal([digits.count, latent], using: noise.at(step: UInt64(epoch))), .inference)
    return (Double(reconstruction.scalar), Double(divergence.scalar))
  }
}

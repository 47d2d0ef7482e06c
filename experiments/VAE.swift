import Digits
import Evaluation
import Notebooks
import Records
import Kernels
import Layers
import Tensors

//: # Variational autoencoder
//:
//: An autoencoder squeezes a digit into a few numbers, its **code**, and unfolds the code again. Its codes lie
//: where they please, so nobody knows which points of the latent space mean a digit. A *variational*
//: autoencoder (Kingma and Welling, 2013) is asked for more: all codes together should look like the
//: standard normal distribution. Then drawing a new digit is easy. Draw a point, and decode it.
//:
//: Here the latent space has two dimensions, few enough to look at, and too few for sharp digits.

struct VAE: Notebook {
  static let name = "vae"
  static let title = "Variational autoencoder"
  static let summary = "Digits from two normal numbers"
  static let articles = [
    Article(
      "Surtsukov", 2017, "Автоэнкодеры в Keras, часть 3: вариационные автоэнкодеры (VAE)",
      "https://msurtsukov.github.io/AE3/",
      items: [
        .number("Test loss after 1000 epochs", "153.4 nats per digit", "loss/test"),
        .figure("Training and test loss over the epochs", "learning"),
        .figure("Test digits above their reconstructions", "reconstructions"),
        .figure("The decoded plane, while training, too", "manifold"),
        .figure("Codes of the test digits by label, while training, too", "codes"),
      ])
  ]
  static let references = [
    Citation(
      "Kingma and Welling", 2013,
      "Auto-Encoding Variational Bayes",
      "https://arxiv.org/abs/1312.6114"),
    Citation(
      "Burda, Grosse and Salakhutdinov", 2015,
      "Importance Weighted Autoencoders",
      "https://arxiv.org/abs/1509.00519"),
    Citation(
      "Makhzani and others", 2015,
      "Adversarial Autoencoders",
      "https://arxiv.org/abs/1511.05644"),
    Citation(
      "Doersch", 2016,
      "Tutorial on Variational Autoencoders",
      "https://arxiv.org/abs/1606.05908"),
  ]
  static let minutes = Minutes(smoke: 0.03, standard: 0.6, article: 9)
  static let sourcePath = #filePath

  /// The loss between a digit and its reconstruction.
  enum Reconstruction: String, CaseIterable, SettingValue {
    case crossEntropy = "cross-entropy"
    case squaredError = "squared-error"
  }

  @Setting("dimensions of the latent space", in: 2...64)
  var latent = 2
  @Setting("epochs, passes over the training digits", smoke: 2, article: 1000, in: 1...10_000)
  var epochs = 60
  @Setting("batch size, digits in a training step", in: 1...10_000)
  var batchSize = 500
  @Setting("training digits, from the first on", smoke: 3000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("dropout rate of the hidden layers", in: 0...0.9)
  var dropoutRate: Float = 0.3
  @Setting("learning rate of Adam", article: 1e-4, in: 0...1)
  var learningRate: Float = 1e-3
  @Setting("reconstruction loss")
  var reconstruction = Reconstruction.crossEntropy
  var work: Double {
    // A step also takes as long as 20 digits more, for the optimiser.
    Double(epochs) * Double(trainingDigits) * (1 + 20 / Double(batchSize))
  }
}

//: ## Networks
//:
//: The encoder does not give a code but a distribution of codes, one small Gaussian for each digit: a mean
//: and, since a variance must be positive, the logarithm of a variance. The decoder mirrors it. Batch
//: normalisation and dropout follow each hidden layer.

final class Encoder: Network {
  let hidden: Sequential
  let mean, logVariance: Dense

  init(pixels: Int, latent: Int, dropoutRate: Float, using seeds: inout Seeds) {
    hidden = Sequential(
      Dense(pixels, 256, .relu, using: &seeds), BatchNormalization(256), Dropout(dropoutRate),
      Dense(256, 128, .relu, using: &seeds), BatchNormalization(128), Dropout(dropoutRate))
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

  init(pixels: Int, latent: Int, dropoutRate: Float, using seeds: inout Seeds) {
    let leaky = Activation.leakyReLU(slope: 0.3)
    hidden = Sequential(
      Dense(latent, 128, leaky, using: &seeds), BatchNormalization(128), Dropout(dropoutRate),
      Dense(128, 256, leaky, using: &seeds), BatchNormalization(256), Dropout(dropoutRate))
    logits = Dense(256, pixels, using: &seeds)
  }

  /// Logits of the pixels; their sigmoid is the picture.
  func callAsFunction(_ codes: Tensor, _ phase: Phase) -> Tensor { logits(hidden(codes, phase)) }

  /// Decoded pictures with pixels in [0, 1].
  func images(_ codes: Tensor) -> Tensor { self(codes, .inference).activated(.sigmoid) }
}

extension VAE {
  static let diagrams = [
    Diagram(
      "networks",
      """
      The encoder makes a mean and a logarithm of the variance of a digit. With standard normal noise they give a code, of which the \
      decoder makes a picture. The loss is the cross-entropy of picture and digit plus the divergence of mean and variance. Its \
      gradients come back through picture, decoder and code to the encoder, but end before the noise
      """,
      .init(
        given: ["digit X", "noise ε"], trained: ["encoder", "decoder"],
        losses: ["divergence", "cross-entropy"],
        [
          "digit X → encoder ⇄ mean μ ⇄ code Z = μ + σε ⇄ decoder ⇄ picture ⇄ cross-entropy",
          "encoder ⇄ log variance log σ² ⇄ code Z = μ + σε", "noise ε → code Z = μ + σε",
          "digit X → cross-entropy", "mean μ ⇄ divergence", "log variance log σ² ⇄ divergence",
        ]))
  ]
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
  /// Reconstruction loss and divergence, in nats per digit.
  func losses(
    of images: Tensor, _ encoder: Encoder, _ decoder: Decoder, noise: RandomStream, _ phase: Phase
  ) -> (reconstruction: Tensor, divergence: Tensor) {
    let (mean, logVariance) = encoder(images, phase.child(0))
    let epsilon = Tensor.normal(mean.shape, using: noise)
    let logits = decoder(mean + (0.5 * logVariance).exponential() * epsilon, phase.child(1))
    let divergence = gaussianDivergenceLoss(
      mean: mean, logVariance: logVariance, reduction: .perExample)
    switch reconstruction {
    case .crossEntropy:
      return (
        crossEntropyLoss(logits: logits, expected: images, reduction: .perExample), divergence
      )
    case .squaredError:
      let error = squaredErrorLoss(
        predicted: logits.activated(.sigmoid), expected: images, reduction: .perExample)
      return (0.5 * error, divergence)
    }
  }
}

//: ## Training
//:
//: Adam moves both networks at once. The article divides the loss by 2 · 784, which Adam hardly notices,
//: and trains 1000 epochs at a rate of 1e-4. The standard profile takes ten times the rate and
//: comes almost as far in a fraction of the time; `--profile article` keeps to the article.

extension VAE {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .any)
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(trainingDigits)
    let pixels = digits.shape.size
    var seeds = Seeds(lab.stream("weights"))
    let encoder = Encoder(pixels: pixels, latent: latent, dropoutRate: dropoutRate, using: &seeds)
    let decoder = Decoder(pixels: pixels, latent: latent, dropoutRate: dropoutRate, using: &seeds)
    let adam = Adam(for: encoder, decoder, learningRate: learningRate)
    let noise = lab.stream("noise"), testNoise = lab.stream("test noise")
    let dropout = lab.stream("dropout")
    let plane = LatentGrid(dimensions: latent).codes

    lab.describe(
      [
        "loss/train": "Reconstruction loss and divergence of training digits, mean over an epoch",
        "loss/test": "Reconstruction loss and divergence of the test digits",
        "loss/test-reconstruction": "Reconstruction loss of the test digits",
        "loss/test-divergence": "Divergence of the test digits' codes from the prior",
      ], unit: "nats per digit")
    try lab.train(adam, on: train, batchSize: batchSize, epochs: epochs) { batch in
      let (reconstruction, divergence) = losses(
        of: batch.images, encoder, decoder, noise: batch.stream(noise),
        .training(batch.stream(dropout)))
      let loss = reconstruction + divergence
      try adam.minimize(loss / Float(2 * pixels))
      return ["loss/train": loss.scalar]
    } afterEpoch: { epoch in
      let (reconstruction, divergence) = losses(
        of: test.tensor, encoder, decoder, noise: testNoise.at(step: UInt64(epoch)), .inference)
      let (error, nats) = (Double(reconstruction.scalar), Double(divergence.scalar))
      lab.log(
        [
          "loss/test": error + nats, "loss/test-reconstruction": error,
          "loss/test-divergence": nats,
        ], step: epoch)
    } atFrame: { epoch in
      lab.manifold(images: decoder.images(plane), step: epoch)
      lab.latents(encoder(test.tensor, .inference).mean, labels: test.labels, step: epoch)
    }

    //: The test loss lies below the training loss, for dropout adds noise to the networks while they train, and only
    //: then.

    lab.learningCurves(
      "Loss over the epochs; it starts near 550 nats",
      article: digits.isMNIST ? ("1000 epochs", 153.4) : nil)
    lab.metric(
      "loss/test-divergence", unit: "nats", "Divergence of the codes, a part of the test loss")
    lab.claim(
      "The test loss comes within 3 % of the article's 153.4 nats", "loss/test", .atMost(158),
      unless: digits.besidesArticle)
    lab.claim("The test loss is below the training loss", "loss/test", .below("loss/train"))

    //: ## Reconstructions
    //:
    //: Ten test digits, and below each its reconstruction from two numbers. What is left of a digit is told by the
    //: [judge](../../measures.md#the-judge), a classifier, that reads all of them.

    let decoded = decoder.images(encoder(test.tensor, .inference).mean), few = test.prefix(10)
    lab.images(
      "reconstructions", "Test digits above their reconstructions",
      rows: ["digit": few.tensor, "decoded": decoded.firstRows(few.count)])
    try lab.readReconstructions(decoded, of: test, digits)

    //: ## The manifold
    //:
    //: Every point of the plane is a digit. The pictures below are decoded from a grid whose steps hold equal
    //: shares of probability, so they show what drawing from the normal distribution would give, and
    //: how one digit becomes another on the way. Which digits they are is read by the judge. Two numbers are few. They have to encode slant and width as
    //: well, and the more the handwriting varies the less room is left for labels: one whose pictures resemble those of
    //: its neighbours may be missing, and which ones are depends on the seed.

    lab.manifoldAnimation(
      "manifold", "The decoded plane while training", isCover: true)
    try lab.readLabels("manifold", "pictures of the manifold", of: decoder.images(plane), digits)

    //: ## Are the codes normal?
    //:
    //: The encoder's means for the test digits, by label. Labels that share a region are those of digits that look alike,
    //: and are mistaken for each other below.

    lab.codesAnimation("codes", "Codes of the test digits while training", range: -5...5)

    //: The article calls them close to normal. What should be normal is not the means but the codes drawn from
    //: all the small Gaussians, the **aggregate posterior** $q(Z) = E_X\,Q(Z|X)$ (Makhzani and others, 2015). Below are their
    //: moments, where the normal distribution has mean 0, deviation 1 and excess kurtosis 0; the divergence
    //: $KL[q(Z)\,\|\,P(Z)]$; and the share of codes beyond the circle in the figure, where the normal distribution has 5 %.

    let (mean, logVariance) = encoder(test.tensor, .inference)
    let posterior = DiagonalGaussian(mean: mean, logVariance: logVariance)
    lab.compareWithPrior(posterior)
    lab.claim("The codes' means lie within 0.2 of 0", "codes/shift", .atMost(0.2))
    lab.claim("Their deviations lie within 0.2 of 1", "codes/spread", .atMost(0.2))

    //: ## How probable are the digits?
    //:
    //: The loss bounds $-\log P(X)$ from above, and says nothing of how far it lies above it. With $k$ codes
    //: $Z_i$ drawn from $Q(Z|X)$ instead of one, $\log P(X) \ge E \log \tfrac1k \sum_i P(X|Z_i)\,P(Z_i) / Q(Z_i|X)$ is a
    //: bound that gets nearer as $k$ grows (Burda and others, 2015).

    lab.boundLikelihood(posterior, of: test) { decoder($0, .inference) }

    //: ## Drawn digits
    //:
    //: Sixty codes from the standard normal distribution, decoded. The log holds ten thousand.

    let samples = decoder.images(lab.sampleCodes(10_000, latent))
    lab.samples(samples, "Digits decoded from normal numbers", rows: 4)

    //: ## From one digit to another
    //:
    //: Between two codes lie many ways. The straight one cuts the corner; the one along a great circle keeps its
    //: distance from the origin, where normal numbers crowd in two dimensions but hardly ever come in many. Here
    //: the two look much alike.

    try lab.interpolation(latent: latent, between: digits, decode: decoder.images)

    //: ## How good are the samples?
    //:
    //: Two numbers cannot encode the thickness of the pen, too, so the decoder answers with the mean of all: blurred pictures,
    //: those of one label much alike, and far from real digits by the [measures](../../measures.md) that all notebooks share.

    try lab.evaluate(samples: samples, against: digits, latent: latent)
    lab.save(encoder, as: "encoder", taking: ["digits": [pixels]]) {
      let (mean, logVariance) = encoder($0[0], .inference)
      return ["mean": mean, "logVariance": logVariance]
    }
    lab.save(decoder, as: "decoder", taking: ["codes": [latent]]) {
      ["pictures": decoder.images($0[0])]
    }
  }
}

import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Variational autoencoder and adversarial network in one
//:
//: A variational autoencoder finds a code for every digit, so a digit can be reconstructed, or another digit drawn in
//: its style. But its pictures are blurred. A generative adversarial network draws sharp pictures, but has no
//: codes for given ones. Larsen and others (2016) join the two.
//:
//: The blur has a cause. An autoencoder is trained to come near a digit pixel by pixel. A code of eight numbers
//: cannot say where every edge lies, and the picture that is nearest to all digits it might be is their mean.
//: Distance in pixels is a bad measure of similarity. A good one would see a shifted stroke as the same stroke, and a
//: broken one as another. Nobody can write such a measure down; but the discriminator of an adversarial network,
//: which learns to tell generated pictures from digits, has to find just such features. Those of its last
//: hidden layer, called **l**, define the measure.

struct VAEGAN: Notebook {
  static let name = "vae-gan"
  static let title = "Autoencoder and adversary in one"
  static let summary = "Sharp digits in the style of a given one"
  static let articles = [
    Article(
      "Surtsukov", 2017, "Автоэнкодеры в Keras, часть 6: VAE + GAN",
      "https://msurtsukov.github.io/AE6/",
      items: [
        .figure("Reconstructions by CVAE 2, VAE+GAN 2 and VAE+GAN 8", "reconstructions"),
        .figure("Generated digits of each label", "planes"),
        .figure(
          "The same while training", "training", "to the end; there to iteration 2,970 of 48,000"),
        .figure("Ten sevens and other digits in their styles, beside the CVAE's", "transfer"),
        .figure("Three digits that show why pixels are a bad measure", "metric"),
      ])
  ]
  static let references = [
    Citation(
      "Kingma and Welling", 2013,
      "Auto-Encoding Variational Bayes",
      "https://arxiv.org/abs/1312.6114"),
    Citation(
      "Goodfellow and others", 2014,
      "Generative Adversarial Nets",
      "https://arxiv.org/abs/1406.2661"),
    Citation(
      "Sohn, Lee and Yan", 2015,
      "Learning Structured Output Representation using Deep Conditional Generative Models",
      "https://papers.nips.cc/paper/5775-learning-structured-output-representation-using-deep-conditional-generative-models"
    ),
    Citation(
      "Larsen and others", 2016,
      "Autoencoding beyond pixels using a learned similarity metric",
      "https://arxiv.org/abs/1512.09300"),
    Citation(
      "Doersch", 2016,
      "Tutorial on Variational Autoencoders",
      "https://arxiv.org/abs/1606.05908"),
  ]
  static let minutes = Minutes(smoke: 0.1, standard: 3.2, article: 260)
  static let sourcePath = #filePath

  /// The features that the discriminator's last neuron reads: those of l, or those of the layer below.
  enum LastInput: String, CaseIterable, SettingValue {
    case features = "l"
    case below = "below-l"
  }
  @Setting("iterations of the training loop", smoke: 2, article: 48_000, in: 1...100_000)
  var iterations = 1500
  @Setting(
    "iterations for the model of two latent variables", smoke: 1, article: 48_000,
    in: 1...100_000)
  var planeIterations = 1000
  @Setting(
    "iterations for each weight of the reconstruction that is tried", smoke: 1, in: 1...100_000)
  var weightIterations = 500
  @Setting("iterations between log entries", smoke: 1, article: 1000, in: 1...100_000)
  var period = 50
  @Setting("batch size, digits in a training step", smoke: 16, article: 64, in: 1...1000)
  var batchSize = 32
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("dimensions of the latent space", in: 2...64)
  var latent = 8
  @Setting("weight of the reconstruction in the decoder's loss", article: 1, in: 0...1000)
  var reconstructionWeight: Float = 5
  @Setting("weight of the divergence in the encoder's loss", article: 1, in: 0...1000)
  var divergenceWeight: Float = 0.02
  @Setting("adversarial weight of digits, pictures having 3", article: 1, in: 0...100)
  var digitWeight: Float = 3
  @Setting("adversarial loss of the decoder", article: .saturating)
  var objective = AdversarialObjective.nonSaturating
  @Setting("layer that the discriminator's last neuron reads")
  var lastInput = LastInput.features
  @Setting("optimiser", article: .rmsProp)
  var optimizer = OptimizerChoice.adam
  @Setting("learning rate of the encoder", in: 0...1)
  var encoderLearningRate = 1e-3
  @Setting("learning rate of the decoder", article: 3e-4, in: 0...1)
  var decoderLearningRate = 1e-3
  @Setting("learning rate of the discriminator", in: 0...1)
  var discriminatorLearningRate = 1e-3
  @Setting("share of the iterations after which the rates fall to 0", article: 1, in: 0...1)
  var decayStart = 0.5
  @Setting("steps of the discriminator in an iteration, at most", in: 1...100)
  var discriminatorSteps = 3
  @Setting("steps of the autoencoder in an iteration, at most", article: 3, in: 1...100)
  var autoencoderSteps = 1
  @Setting("adversarial loss below which the discriminator's turn ends", in: 0...100)
  var lossCeiling: Float = 1
  @Setting("adversarial loss above which the autoencoder's turn ends", in: 0...100)
  var lossFloor: Float = 0.4
  @Setting("factor of the codes in style transfer", in: 0...1)
  var transferStrength: Float = 1
  @Setting("epochs of each CVAE, passes over the digits", smoke: 2, article: 1000, in: 1...10_000)
  var cvaeEpochs = 60
  var work: Double {
    // A digit costs a CVAE a hundredth of what it costs here.
    Double(iterations + planeIterations + 3 * weightIterations) * Double(batchSize)
      + 2 * Double(cvaeEpochs) * Double(trainingDigits) / 100
  }
}

//: ## Networks
//:
//: All three have the label as an input. The encoder is small: two convolutions, and one hidden layer that the label
//: joins. It gives a Gaussian of codes for each digit. The decoder makes a picture of code and label, from a quarter of
//: the height and width up. Its last leaky ReLU comes before the last up-sampling, where there is a quarter to
//: compute; the two commute. Dropout comes after it, on the large maps.

extension VAEGAN {
  static let leaky = Activation.leakyReLU(slope: 0.3)

  final class Encoder: Network {
    let maps, hidden: Sequential
    let mean, logVariance: Dense

    init(_ height: Int, _ width: Int, _ classes: Int, latent: Int, using seeds: inout Seeds) {
      maps = Sequential(
        Reshape([height, width, 1]), Convolution2D(1, 32, size: 3, stride: 2, leaky, using: &seeds),
        Dropout(0.3), MaxPooling2D(), Convolution2D(32, 64, size: 3, leaky, using: &seeds),
        Dropout(0.3), Flatten())
      let features = height / 4 * (width / 4) * 64
      hidden = Sequential(Dense(features + classes, 64, leaky, using: &seeds), Dropout(0.3))
      mean = Dense(64, latent, using: &seeds)
      logVariance = Dense(64, latent, using: &seeds)
    }

    func callAsFunction(_ x: Tensor, _ labels: Tensor, _ phase: Phase) -> DiagonalGaussian {
      let features = hidden(maps(x, phase.child(0)).concatenated(with: labels), phase.child(1))
      let logVariance = logVariance(features).clamped(to: -4...4)
      return DiagonalGaussian(mean: mean(features), logVariance: logVariance)
    }
  }

  final class Decoder: Network {
    let layers: Sequential

    init(_ height: Int, _ width: Int, _ classes: Int, latent: Int, using seeds: inout Seeds) {
      let (height, width) = (height / 4, width / 4)
      layers = Sequential(
        Dense(latent + classes, height * width * 128, leaky, using: &seeds), Dropout(0.3),
        Reshape([height, width, 128]),
        UpSampledConvolution2D(128, 64, size: 5, leaky, using: &seeds), Dropout(0.3),
        Convolution2D(64, 32, size: 3, leaky, using: &seeds), UpSampling2D(), Dropout(0.3),
        Convolution2D(32, 1, size: 5, .sigmoid, using: &seeds), Flatten())
    }

    func callAsFunction(_ codes: Tensor, _ labels: Tensor, _ phase: Phase) -> Tensor {
      layers(codes.concatenated(with: labels), phase)
    }
  }

  //: The discriminator has features of edges, then of parts of digits, which the label joins, and then comes l: sixteen
  //: maps. From them one neuron computes the logit of the probability that the picture is a digit of the set.
  //:
  //: > Where the article differs. In its code the last neuron reads the layer *below* l. So l is never trained:
  //: > its output is a random projection of the layer below. That this works at all says how much the
  //: > layer below has learned. Here the neuron reads l; `--set lastInput=below-l` is the article's way.

  final class Discriminator: Network {
    let edges, parts: Sequential, likeness: Convolution2D, verdict: Sequential
    private let readsFeatures: Bool

    init(_ height: Int, _ width: Int, _ classes: Int, reads: LastInput, using seeds: inout Seeds) {
      readsFeatures = reads == .features
      edges = Sequential(
        Reshape([height, width, 1]), Convolution2D(1, 128, size: 7, stride: 2, using: &seeds),
        MaxPooling2D(), Activate(leaky), Dropout(0.3))
      parts = Sequential(
        Convolution2D(128 + classes, 64, size: 3, using: &seeds), MaxPooling2D(), Activate(leaky),
        Dropout(0.3))
      likeness = Convolution2D(64, 16, size: 3, using: &seeds)
      let inputs = (height + 7) / 8 * ((width + 7) / 8) * (readsFeatures ? 16 : 64)
      verdict = Sequential(
        Activate(leaky), Dropout(0.3), Flatten(), Dense(inputs, 1, using: &seeds))
    }

    func callAsFunction(
      _ images: Tensor, _ labels: Tensor, _ phase: Phase
    ) -> (logit: Tensor, features: Tensor) {
      let edges = edges(images, phase.child(0))
      let labels = labels.tiled(height: edges.shape[1], width: edges.shape[2])
      let parts = parts(edges.concatenated(with: labels), phase.child(1))
      let features = likeness(parts)
      let logit = verdict(readsFeatures ? features : parts, phase.child(2))
      return (logit, features.flattened())
    }
  }

  struct Model {
    let encoder: Encoder, decoder: Decoder, discriminator: Discriminator, classes: Int

    var style: StyleModel { StyleModel(encode: codes, decode: images) }

    func oneHot(_ labels: [UInt8]) -> Tensor { .oneHot(labels, classes: classes) }

    func codes(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      images.mapRows(with: oneHot(labels)) { encoder($0, $1, .inference).mean }
    }

    func images(_ codes: Tensor, _ labels: [UInt8]) -> Tensor {
      codes.mapRows(with: oneHot(labels)) { decoder($0, $1, .inference) }
    }
  }
}

//: ## Losses
//:
//: There are three, sums over a batch, divided by the number of pixels:
//:
//: - the **divergence**: how far the codes are from the standard normal distribution, as in every variational
//:   autoencoder;
//: - the **reconstruction** loss: how far a reconstruction is from its digit at l. The sigmoid maps the features of both to
//:   numbers between 0 and 1, and the measure is their cross-entropy. Even a perfect reconstruction leaves the entropy of the
//:   digit's own features, so the log has the excess over it;
//: - the **adversarial** loss $L_{GAN}$, the discriminator's cross-entropy over digits, pictures of drawn codes and
//:   reconstructions:
//:
//: $$L_{GAN} = -\tfrac14\sum\,[\log D(X) + 2 \log(1 - D(Dec(Z))) + \log(1 - D(Dec(Enc(X))))].$$
//:
//: The encoder minimises reconstruction loss and divergence, the decoder minimises the reconstruction loss and maximises
//: $L_{GAN}$, the discriminator minimises $L_{GAN}$. Each loss trains its own network alone. Above all the discriminator
//: must not minimise the reconstruction loss: its features would become the same for all pictures. Dropout leaves out the
//: same features of digit and reconstruction, so that they can be compared.
//:
//: > Where the article differs. It bounds the logarithm of the variance twice, by ±4 where codes are drawn and by ±2
//: > in the divergence; here it is ±4 in both. It weighs digits and pictures 1 : 3, so that a discriminator that cannot tell
//: > them does best to answer ¼; here both weigh the same. Its decoder minimises $\log(1 - D)$, whose gradient vanishes
//: > where the discriminator is sure that a picture is generated; here it minimises
//: > $-\log D$. And it weighs the three losses alike. But the reconstruction loss is about one nat a digit, while a code
//: > that holds a style has a divergence of seven nats: in a short training the encoder does best to encode nothing. So
//: > the divergence has a small weight here, and the reconstruction a large one for the decoder. All are settings, and
//: > `--profile article` keeps to the article.

extension VAEGAN {
  static let diagrams = [
    Diagram(
      "gradients",
      """
      Two steps; the label goes to all networks. In the discriminator's, digit, reconstruction and the picture of a drawn code go \
      through it, and gradients come back as far as its own parameters. In that of encoder and decoder, the discriminator stays as it \
      is: gradients of the reconstruction loss at l and of the decoder's adversarial loss go through it to the pictures and the \
      decoder, and those of reconstruction loss and divergence to the encoder
      """,
      .init(
        "The discriminator's step", given: ["digit X", "label Y", "normal code"],
        trained: ["discriminator"], fixed: ["encoder", "decoder"], losses: ["adversarial loss"],
        [
          "digit X → encoder → code → decoder → reconstruction → discriminator",
          "normal code → decoder → picture → discriminator", "digit X → discriminator",
          "label Y → encoder", "label Y → decoder", "label Y → discriminator",
          "discriminator ⇄ adversarial loss",
        ]),
      .init(
        "The step of encoder and decoder", given: ["digit X", "label Y", "normal code"],
        trained: ["encoder", "decoder"], fixed: ["discriminator"],
        losses: ["divergence", "reconstruction loss at l", "adversarial loss"],
        [
          "digit X → encoder ⇄ code ⇄ decoder ⇄ reconstruction ⇄ discriminator",
          "normal code → decoder ⇄ picture ⇄ discriminator", "digit X → discriminator",
          "encoder ⇄ divergence", "label Y → encoder", "label Y → decoder",
          "label Y → discriminator", "discriminator ⇄ reconstruction loss at l",
          "discriminator ⇄ adversarial loss",
        ]))
  ]
}

extension VAEGAN {
  struct Losses { let divergence, excess, adversarial, encoder, decoder: Tensor }

  func losses(of batch: Batch, _ model: Model, noise: RandomStream, _ phase: Phase) -> Losses {
    let images = batch.images, labels = model.oneHot(batch.labels), pixels = Float(images.shape[1])
    let gaussian = model.encoder(images, labels, phase.child(0))
    let codes = gaussian.sample(using: noise.child(0))
    let reconstruction = model.decoder(codes, labels, phase.child(1))
    let picture = model.decoder(.normal(codes.shape, using: noise.child(1)), labels, phase.child(2))
    let ofDigit = model.discriminator(images, labels, phase.child(3))
    let ofCopy = model.discriminator(reconstruction, labels, phase.child(3))
    let ofPicture = model.discriminator(picture, labels, phase.child(4))

    let target = ofDigit.features.detached.activated(.sigmoid)
    func distance(_ features: Tensor) -> Tensor {
      crossEntropyLoss(logits: features, expected: target, reduction: .sum) / pixels
    }
    func entropy(_ logit: Tensor, at target: Float, weight: Float) -> Tensor {
      let entropy = crossEntropyLoss(logits: logit, expected: target, reduction: .sum)
      return weight / (digitWeight + 3) / pixels * entropy
    }
    func ofPictures(at target: Float) -> Tensor {
      entropy(ofPicture.logit, at: target, weight: 2) + entropy(ofCopy.logit, at: target, weight: 1)
    }
    let divergence = gaussian.divergence(reduction: .sum) / pixels
    let likeness = distance(ofCopy.features), generated = ofPictures(at: 0)
    let deception = objective == .saturating ? -generated : ofPictures(at: 1)
    return Losses(
      divergence: divergence, excess: likeness - distance(ofDigit.features),
      adversarial: entropy(ofDigit.logit, at: 1, weight: digitWeight) + generated,
      encoder: likeness + divergenceWeight * divergence,
      decoder: reconstructionWeight * likeness + deception)
  }
}

//: ## Training
//:
//: As in a GAN the networks take turns: the discriminator makes up to three steps, until $L_{GAN}$ is below 1.0,
//: then encoder and decoder make up to three together, until it is above 0.4. But these limits are never reached. A
//: discriminator that cannot tell pictures from digits has 0.69 nats a digit, and 64 digits divided by 784 pixels make 0.06
//: of it. So the article makes one step of the discriminator and three of the others, always. The loop is kept as it
//: is, with one step of the others in the standard profile. With Adam, smaller batches and learning rates that fall to
//: 0 in the second half this comes farther in two minutes.

extension VAEGAN {
  func trained(
    _ name: String, latent: Int, iterations: Int, on digits: DigitSet, classes: Int, in lab: Lab,
    line: Int = #line, atFrame: (_ done: Int, Model) -> Void = { _, _ in }
  ) throws -> Model {
    var seeds = Seeds(lab.stream("\(name) weights"))
    let (height, width) = (digits.height, digits.width)
    let encoder = Encoder(height, width, classes, latent: latent, using: &seeds)
    let decoder = Decoder(height, width, classes, latent: latent, using: &seeds)
    let discriminator = Discriminator(height, width, classes, reads: lastInput, using: &seeds)
    let model = Model(
      encoder: encoder, decoder: decoder, discriminator: discriminator, classes: classes)
    let networks: [any Network] = [encoder, decoder, discriminator]
    let schedules = [encoderLearningRate, decoderLearningRate, discriminatorLearningRate].map {
      LearningRateSchedule.linear(from: $0, steps: iterations, after: decayStart)
    }
    let optimizers = networks.map { optimizer.make(for: $0, beta1: 0.5, beta2: 0.99) }
    let batches = try BatchSource(digits, batchSize: batchSize, using: lab.stream("\(name) order"))
    let noise = lab.stream("\(name) noise"), dropout = lab.stream("\(name) dropout")
    func nextLosses() -> Losses {
      let batch = batches.next(), phase = Phase.training(batch.stream(dropout))
      return losses(of: batch, model, noise: batch.stream(noise), phase)
    }
    lab.describe(
      [
        "\(name)/adversarial": "Discriminator's loss at the end of its turn, mean over a period",
        "\(name)/likeness-excess": "Excess of the loss at the layer l, mean over a period",
        "\(name)/prior": "Divergence of the codes from the prior, mean over a period",
      ], unit: "nats per digit")
    lab.describe([
      "\(name)/discriminator-steps": "Steps of the discriminator in a turn, mean over a period",
      "\(name)/autoencoder-steps": "Steps of the autoencoder in a turn, mean over a period",
    ])
    try lab.train(
      iterations: iterations, period: period, saving: networks + optimizers + [batches], line: line
    ) { done in
      for (optimizer, rate) in zip(optimizers, schedules) { optimizer.learningRate = rate(done) }
      let turn = try lab.repeatStep(
        of: .discriminator, atMost: discriminatorSteps, until: { $0 < lossCeiling }
      ) {
        let losses = nextLosses()
        try optimizers[2].minimize(losses.adversarial)
        return losses.adversarial.scalar
      }
      var (excess, divergence): (Float, Float) = (0, 0)
      let others = try lab.repeatStep(
        of: .generator, atMost: autoencoderSteps, until: { $0 > lossFloor }
      ) {
        let losses = nextLosses()
        try optimizers[0].minimize(losses.encoder)
        try optimizers[1].minimize(losses.decoder)
        (excess, divergence) = (losses.excess.scalar, losses.divergence.scalar)
        return losses.adversarial.scalar
      }
      let perDigit = Float(height * width) / Float(batchSize)
      return [
        "\(name)/adversarial": turn.loss * perDigit, "\(name)/likeness-excess": excess * perDigit,
        "\(name)/prior": divergence * perDigit, "\(name)/discriminator-steps": Float(turn.count),
        "\(name)/autoencoder-steps": Float(others.count),
      ]
    } atFrame: {
      atFrame($0, model)
    }
    return model
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64, images: .sides(multipleOf: 4, channels: 1...1))
    let labels = digits.distinctLabels, classes = digits.classes
    let train = digits.train.prefix(trainingDigits)
    let test = digits.test.prefix(min(trainingDigits, 5000)), originals = test.tensor
    try train.check(batchesOf: 500, for: "the CVAE that the model is compared with")
    let model = try trained(
      "vae-gan", latent: latent, iterations: iterations, on: train, classes: classes, in: lab
    ) { done, model in
      lab.labelManifolds(of: labels, dimensions: latent, step: done, decode: model.images)
      lab.latents(model.codes(originals, test.labels), labels: test.labels, step: done)
    }
    let plane = try trained(
      "plane", latent: 2, iterations: planeIterations, on: train, classes: classes, in: lab)
    let names = ["low", "middle", "high"]
    let weighted = try zip(names, [0.1, 1, 10] as [Float]).map { name, factor in
      var other = self
      other.reconstructionWeight *= factor
      return try other.trained(
        "weight-\(name)", latent: latent, iterations: weightIterations, on: train,
        classes: classes, in: lab)
    }

    //: The losses of adversaries do not fall steadily. The excess at l may rise while reconstructions get better,
    //: for the discriminator learns more features.

    lab.plot(
      "losses", "Losses over the iterations: a discriminator that cannot tell has 0.69",
      ["vae-gan/adversarial": "adversarial", "vae-gan/likeness-excess": "reconstruction, excess"],
      title: "Losses", x: "iteration", y: PlotAxis("nats per digit"))
    lab.metric("adversarial", of: "vae-gan/adversarial", unit: "nats", "Loss of the adversaries")
    lab.metric("likeness-excess", of: "vae-gan/likeness-excess", unit: "nats", "Excess at l")
    lab.metric("prior", of: "vae-gan/prior", unit: "nats", "Divergence of the codes per digit")

    //: ## The manifold of each label
    //:
    //: The plane of the first two latent variables, decoded with each label, the others being 0.
    //:
    //: > Where the article differs. Its animation ends at iteration 2,970 of 48,000. Here the last frame is the trained
    //: > model.

    lab.labelPlanes(
      "planes", "The plane of each label", of: labels, dimensions: latent, decode: model.images)
    lab.labelManifoldAnimation("training", "The decoded planes while training", of: labels)

    //: ## Codes
    //:
    //: The codes of the test digits, for each label. All would have the same distribution if the label, which is an input, were
    //: not in the code, too. A small classifier of codes tells how much of it is. Then one label with each of the latent
    //: variables changed in turn, the others being 0.

    lab.codesAnimation("codes", "The codes of each label while training", of: labels, range: -4...4)
    try lab.readLabelsFromCodes(of: model.codes, train: train, test: test)
    lab.traversals(latent: latent, label: labels[labels.count / 3], decode: model.images)

    //: ## Conditional variational autoencoders to compare with
    //:
    //: They are that of [another notebook](../cvae/report.md), with a reconstruction loss of pixels and the same training, with
    //: two latent variables and with as many as here.
    //:use Shared/ConditionalAutoencoder.swift
    //:use Shared/ComparedAutoencoder.swift

    let cvae = try ConditionalAutoencoder.trained(
      "cvae", latent: latent, epochs: cvaeEpochs, on: train, classes: classes, in: lab)
    let cvae2 = try ConditionalAutoencoder.trained(
      "cvae-plane", latent: 2, epochs: cvaeEpochs, on: train, classes: classes, in: lab)

    //: ## Reconstructions
    //:
    //: Ten test digits, and below each what it is reconstructed as: by the CVAEs, which blur, and by this model, with two
    //: latent variables and with all. The metrics are the sharpness of the reconstructions of all test digits, that of the
    //: digits being 1.

    let style = StyleModel(strength: transferStrength, encode: model.codes, decode: model.images)
    let cvaeStyle = StyleModel(strength: transferStrength, encode: cvae.codes, decode: cvae.images)
    lab.reconstructions(
      of: test,
      by: ["cvae-plane": cvae2.style, "cvae": cvaeStyle, "plane": plane.style, "vae-gan": style])
    lab.claim("Sharper than the CVAE's", "vae-gan/sharpness", .above("cvae/sharpness"))

    //: ## Content against style
    //:
    //: The weight of the reconstruction in the decoder's loss, the article's γ, says what matters more: that a
    //: reconstruction has the features of its digit, or that it looks real. Below are models with a tenth of the weight,
    //: with the weight itself and with ten times as much, each trained for a part of the iterations.

    try lab.compareReconstructions(
      "weight", "weight of the reconstruction",
      by: zip(names, weighted).map { ($0, $1.style) }, latent: latent, of: test, digits)

    //: ## Style transfer
    //:
    //: Encode a seven, and decode the code as another digit: it should have the same style. Ten sevens, one in each
    //: column, with the originals themselves in row 7.

    lab.transfer(by: ["cvae": cvaeStyle, "vae-gan": style], of: test, to: labels, isCover: true)

    //: How well does that work? Every test digit is drawn again as another digit. The
    //: [judge](../../measures.md#the-judge), a classifier of digits, says whether the new label can
    //: be read. Slant and thickness are measured before and after, each less the mean of its label. The slopes of their
    //: regression lines say how much of the style is kept, 1 being all of it. The tables have how much of the factors of a
    //: style can be predicted from the codes, and how much when the new digit is encoded in its turn.

    let judge = try lab.judge(for: digits)
    lab.measureTransfer(by: style, of: test, to: labels, judge: judge)
    lab.measureTransfer(by: cvaeStyle, named: "cvae", of: test, to: labels, judge: judge)
    lab.claim("New digits are legible", "transfer/agreement", .atLeast(0.9))
    lab.claim("They keep the slant", "transfer/slant-slope", .within(0.7...1.2))
    lab.claim("They keep the thickness", "transfer/thickness-slope", .within(0.7...1.2))

    //: ## Why pixels are a bad measure
    //:
    //: A digit (a); the same with a piece cut off (b); and moved to the right by half a pixel (c). For the eye (b) is
    //: broken and (c) is the same as (a). Pixel by pixel (b) can be the nearer one: moving changes a little of
    //: every edge, cutting a little of one place. Shown is the first test digit for which the pixels are wrong in this
    //: way. The metrics are the shares of test digits for which (c) is nearer than (b): in pixels, at l, and for two simpler
    //: measures that l has to be compared with, pixels after a blur, each a weighted mean of nine, and the l of a discriminator that has
    //: not been trained.
    //:
    //: > Where the article differs. It says that the difference between (a) and (b) can hardly be seen; (a) and (c) is what
    //: > is meant.

    let count = min(test.count, 1000), wholes = originals.firstRows(count),
      middle = train.height / 2
    let cut = wholes.erasing(rows: middle - 1..<middle + 1, width: train.width)
    let known = model.oneHot(Array(test.labels.prefix(count)))
    func l(_ discriminator: Discriminator) -> (Tensor) -> Tensor {
      { $0.mapRows(with: known) { discriminator($0, $1, .inference).features } }
    }
    var seeds = Seeds(lab.stream("untrained l"))
    let fresh = Discriminator(train.height, train.width, classes, reads: lastInput, using: &seeds)
    lab.compareMeasures(
      "metric",
      [
        "pixels": { $0 }, "blurred-pixels": { $0.blurred(digits.shape) },
        "untrained-l": l(fresh), "l": l(model.discriminator),
      ], of: wholes, broken: cut, moved: wholes.movedRightByHalfAPixel(width: train.width))
    lab.claim("At l the moved one is nearer more often", "metric/l", .above("metric/pixels"))

    //: ## From one style to another
    //:
    //: Four paths between two codes of one label each, straight and along a great circle: the style changes, and the label
    //: stays.

    lab.interpolation(
      latent: latent, labels: digits.labels(preferring: [2, 3, 5, 8]), decode: model.images)

    //: ## How good are the samples?
    //:
    //: Ten thousand codes from the standard normal distribution, decoded with each label in turn, and their
    //: [measures](../../measures.md); then the CVAE's, from the same codes.

    let asked = Lab.inTurn(labels, count: 10_000)
    let z = lab.sampleCodes(10_000, latent)
    let samples = model.images(z, asked)
    lab.samples(samples, "Digits decoded from normal numbers", labels: asked, rows: 6)
    try lab.evaluate(samples: samples, labels: asked, against: digits, latent: latent)
    try lab.evaluate(samples: cvae.images(z, asked), labels: asked, against: digits, of: "cvae")
    lab.exchangeCodes(by: style, of: test, judge: judge)
    lab.claim(
      "At most half of the CVAE's Fréchet distance", "quality/frechet-distance",
      .atMost(0.5, of: "quality/cvae/frechet-distance"))
    lab.claim("They are legible", "quality/label-agreement", .atLeast(0.85))
    lab.warnOfFailure(
      falling: ["cvae/loss"], discriminators: ["vae-gan/adversarial", "plane/adversarial"])
    for (prefix, model, latent) in [("", model, latent), ("plane-", plane, 2)]
      + zip(names, weighted).map({ ("weight-\($0)-", $1, latent) })
    {
      lab.save(
        model.encoder, as: "\(prefix)encoder",
        taking: ["digits": [digits.shape.size], "labels": [classes]]
      ) {
        let codes = model.encoder($0[0], $0[1], .inference)
        return ["mean": codes.mean, "logVariance": codes.logVariance]
      }
      lab.save(
        model.decoder, as: "\(prefix)decoder", taking: ["codes": [latent], "labels": [classes]]
      ) {
        ["pictures": model.decoder($0[0], $0[1], .inference)]
      }
      lab.save(
        model.discriminator, as: "\(prefix)discriminator",
        taking: ["digits": [digits.shape.size], "labels": [classes]]
      ) {
        let (logits, features) = model.discriminator($0[0], $0[1], .inference)
        return ["logits": logits, "features": features]
      }
    }
    for (name, cvae, latent) in [("cvae", cvae, latent), ("cvae-plane", cvae2, 2)] {
      lab.save(
        cvae.encoder, as: "\(name)-encoder",
        taking: ["digits": [digits.shape.size], "labels": [classes]]
      ) {
        let codes = cvae.encoder($0.concatenated(along: 1), .inference)
        return ["mean": codes.mean, "logVariance": codes.logVariance]
      }
      lab.save(
        cvae.decoder, as: "\(name)-decoder", taking: ["codes": [latent], "labels": [classes]]
      ) {
        ["pictures": cvae.decoder($0.concatenated(along: 1), .inference).activated(.sigmoid)]
      }
    }
  }
}

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
  static let minutes = Minutes(smoke: 0.05, standard: 1.4, article: 240)
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
  var planeIterations = 500
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
  @Setting("epochs of the CVAE, passes over the digits", smoke: 2, article: 100, in: 1...10_000)
  var cvaeEpochs = 20
  var work: Double {
    // A digit costs the CVAE a hundredth of what it costs here.
    Double(iterations + planeIterations) * Double(batchSize)
      + Double(cvaeEpochs) * Double(trainingDigits) / 100
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

    init(_ height: Int, _ width: Int, classes: Int, latent: Int, using seeds: inout Seeds) {
      maps = Sequential(
        Reshape([height, width, 1]),
        Convolution2D(1, 32, size: 3, stride: 2, leaky, using: &seeds), Dropout(0.3),
        MaxPooling2D(), Convolution2D(32, 64, size: 3, leaky, using: &seeds), Dropout(0.3),
        Flatten())
      let features = height / 4 * (width / 4) * 64
      hidden = Sequential(Dense(features + classes, 64, leaky, using: &seeds), Dropout(0.3))
      mean = Dense(64, latent, using: &seeds)
      logVariance = Dense(64, latent, using: &seeds)
    }

    func callAsFunction(
      _ images: Tensor, _ labels: Tensor, _ phase: Phase
    ) -> (mean: Tensor, logVariance: Tensor) {
      let maps = maps(images, phase.child(0))
      let features = hidden(maps.concatenated(with: labels), phase.child(1))
      return (mean(features), logVariance(features).clamped(to: -4...4))
    }
  }

  final class Decoder: Network {
    let layers: Sequential

    init(_ height: Int, _ width: Int, classes: Int, latent: Int, using seeds: inout Seeds) {
      let places = height / 4 * (width / 4)
      layers = Sequential(
        Dense(latent + classes, places * 128, leaky, using: &seeds), Dropout(0.3),
        Reshape([height / 4, width / 4, 128]),
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
    let edges, parts: Sequential
    let likeness: Convolution2D
    let verdict: Sequential
    private let lastInput: LastInput, tiles: (height: Int, width: Int)

    init(
      _ height: Int, _ width: Int, classes: Int, reading lastInput: LastInput,
      using seeds: inout Seeds
    ) {
      self.lastInput = lastInput
      tiles = (height / 4, width / 4)
      edges = Sequential(
        Reshape([height, width, 1]), Convolution2D(1, 128, size: 7, stride: 2, using: &seeds),
        MaxPooling2D(), Activate(leaky), Dropout(0.3))
      parts = Sequential(
        Convolution2D(128 + classes, 64, size: 3, using: &seeds), MaxPooling2D(), Activate(leaky),
        Dropout(0.3))
      likeness = Convolution2D(64, 16, size: 3, using: &seeds)
      let places = (tiles.height + 1) / 2 * ((tiles.width + 1) / 2)
      let inputs = places * (lastInput == .features ? 16 : 64)
      verdict = Sequential(
        Activate(leaky), Dropout(0.3), Flatten(), Dense(inputs, 1, using: &seeds))
    }

    func callAsFunction(
      _ images: Tensor, _ labels: Tensor, _ phase: Phase
    ) -> (logit: Tensor, features: Tensor) {
      let labels = labels.tiled(height: tiles.height, width: tiles.width)
      let edges = edges(images, phase.child(0))
      let parts = parts(edges.concatenated(with: labels), phase.child(1))
      let features = likeness(parts)
      let logit = verdict(lastInput == .features ? features : parts, phase.child(2))
      return (logit, features.flattened())
    }
  }

  final class Model: Network {
    let encoder: Encoder
    let decoder: Decoder
    let discriminator: Discriminator
    private let classes: Int

    init(_ digits: DigitData, latent: Int, reading lastInput: LastInput, using seeds: inout Seeds) {
      let (height, width) = (digits.train.height, digits.train.width)
      classes = digits.classes
      encoder = Encoder(height, width, classes: classes, latent: latent, using: &seeds)
      decoder = Decoder(height, width, classes: classes, latent: latent, using: &seeds)
      discriminator = Discriminator(
        height, width, classes: classes, reading: lastInput, using: &seeds)
    }

    func oneHot(_ labels: [UInt8]) -> Tensor { .oneHot(labels, classes: classes) }

    func codes(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      images.mapRows(with: oneHot(labels)) { self.encoder($0, $1, .inference).mean }
    }

    func images(_ codes: Tensor, _ labels: [UInt8]) -> Tensor {
      codes.mapRows(with: oneHot(labels)) { self.decoder($0, $1, .inference) }
    }

    func features(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      images.mapRows(with: oneHot(labels)) { self.discriminator($0, $1, .inference).features }
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
  struct Losses {
    let divergence, reconstructionExcess, adversarial, encoder, decoder: Tensor
  }

  func losses(of batch: Batch, _ model: Model, noise: RandomStream, _ phase: Phase) -> Losses {
    let images = batch.images, labels = model.oneHot(batch.labels)
    let pixels = Float(images.shape[1])
    let (mean, logVariance) = model.encoder(images, labels, phase.child(0))
    let epsilon = Tensor.normal(mean.shape, using: noise.child(0))
    let codes = mean + (0.5 * logVariance).exponential() * epsilon
    let drawn = Tensor.normal(mean.shape, using: noise.child(1))
    let reconstruction = model.decoder(codes, labels, phase.child(1))
    let picture = model.decoder(drawn, labels, phase.child(2))
    let ofDigit = model.discriminator(images, labels, phase.child(3))
    let ofCopy = model.discriminator(reconstruction, labels, phase.child(3))
    let ofPicture = model.discriminator(picture, labels, phase.child(4))

    let target = ofDigit.features.detached.activated(.sigmoid)
    func distance(_ features: Tensor) -> Tensor {
      crossEntropyLoss(logits: features, expected: target, reduction: .sum) / pixels
    }
    func entropy(_ logit: Tensor, at expected: Float, weight: Float) -> Tensor {
      weight / (digitWeight + 3) / pixels
        * crossEntropyLoss(logits: logit, expected: expected, reduction: .sum)
    }
    func ofPictures(at expected: Float) -> Tensor {
      entropy(ofPicture.logit, at: expected, weight: 2)
        + entropy(ofCopy.logit, at: expected, weight: 1)
    }
    let divergence =
      gaussianDivergenceLoss(mean: mean, logVariance: logVariance, reduction: .sum) / pixels
    let likeness = distance(ofCopy.features), generated = ofPictures(at: 0)
    let deception = objective == .saturating ? -generated : ofPictures(at: 1)
    return Losses(
      divergence: divergence,
      reconstructionExcess: likeness.detached - distance(ofDigit.features.detached),
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
  func train(
    _ model: Model, iterations: Int, on digits: DigitSet, as name: String, in lab: Lab,
    line: Int = #line, atFrame: (_ iterationsDone: Int) -> Void = { _ in }
  ) throws {
    let networks: [any Network] = [model.discriminator, model.encoder, model.decoder]
    let rates = [discriminatorLearningRate, encoderLearningRate, decoderLearningRate]
    let optimizers = zip(networks, rates.map(Float.init)).map { network, rate -> any Optimizer in
      switch optimizer {
      case .adam: Adam(for: network, learningRate: rate, beta1: 0.5, beta2: 0.99)
      case .rmsProp: RMSProp(for: network, learningRate: rate)
      }
    }
    let batches = try BatchSource(digits, batchSize: batchSize, using: lab.stream("\(name) order"))
    let noise = lab.stream("\(name) noise"), dropout = lab.stream("\(name) dropout")
    func nextLosses() -> Losses {
      let batch = batches.next()
      let phase = Phase.training(batch.stream(dropout))
      return losses(of: batch, model, noise: batch.stream(noise), phase)
    }

    try lab.train(
      iterations: iterations, period: period, saving: networks + optimizers + [batches], line: line
    ) { done in
      for (optimizer, rate) in zip(optimizers, rates) {
        let schedule = LearningRateSchedule.linear(from: rate, steps: iterations, after: decayStart)
        optimizer.learningRate = schedule(done)
      }
      let turn = try lab.repeatStep(
        of: .discriminator, atMost: discriminatorSteps, until: { $0 < lossCeiling }
      ) {
        let losses = nextLosses()
        try optimizers[0].minimize(losses.adversarial)
        return losses.adversarial.scalar
      }
      var (excess, divergence): (Float, Float) = (0, 0)
      let others = try lab.repeatStep(
        of: .generator, atMost: autoencoderSteps, until: { $0 > lossFloor }
      ) {
        let losses = nextLosses()
        try optimizers[1].minimize(losses.encoder)
        try optimizers[2].minimize(losses.decoder)
        (excess, divergence) = (losses.reconstructionExcess.scalar, losses.divergence.scalar)
        return losses.adversarial.scalar
      }
      let perDigit = Float(digits.height * digits.width) / Float(batchSize)
      return [
        "\(name)/adversarial": turn.loss * perDigit, "\(name)/likeness-excess": excess * perDigit,
        "\(name)/prior": divergence * perDigit, "\(name)/discriminator-steps": Float(turn.count),
        "\(name)/autoencoder-steps": Float(others.count),
      ]
    } atFrame: {
      atFrame($0)
    }
  }
}

//: ## A conditional variational autoencoder to compare with
//:
//: It is that of the notebook `cvae`, with as many latent variables as the model, and a reconstruction loss of pixels.
//:
//:include Shared/ConditionalAutoencoder.swift

extension VAEGAN {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64)
    let labels = digits.distinctLabels
    let train = digits.train.prefix(trainingDigits)
    try train.check(batchesOf: 500, for: "the CVAE that the model is compared with")
    let test = digits.test.prefix(min(trainingDigits, 5000)), originals = test.tensor
    let (height, width) = (train.height, train.width)

    var cvaeSeeds = Seeds(lab.stream("cvae weights"))
    let cvae = ConditionalAutoencoder(
      pixels: height * width, classes: digits.classes, latent: latent, dropoutRate: 0.3,
      using: &cvaeSeeds)
    let adam = Adam(for: cvae, learningRate: 1e-3)
    let noise = lab.stream("cvae noise"), dropout = lab.stream("cvae dropout")
    try lab.train(adam, on: train, batchSize: 500, epochs: cvaeEpochs) { batch in
      let (reconstruction, divergence) = cvae.losses(
        of: batch.images, batch.labels, noise: batch.stream(noise),
        .training(batch.stream(dropout)))
      let loss = reconstruction + divergence
      try adam.minimize(loss / Float(2 * height * width))
      return ["cvae/loss": loss.scalar]
    }

    func untrained(_ latent: Int, as name: String) -> Model {
      var seeds = Seeds(lab.stream("\(name) weights"))
      return Model(digits, latent: latent, reading: lastInput, using: &seeds)
    }
    let model = untrained(latent, as: "vae-gan"), plane = untrained(2, as: "plane")
    try self.train(plane, iterations: planeIterations, on: train, as: "plane", in: lab)
    try self.train(model, iterations: iterations, on: train, as: "vae-gan", in: lab) { done in
      lab.labelManifolds(of: labels, dimensions: latent, step: done, decode: model.images)
      lab.latents(model.codes(originals, test.labels), labels: test.labels, step: done)
    }

    //: The losses of adversaries do not fall steadily. The excess at l may rise while reconstructions get better,
    //: for the discriminator learns more features.

    lab.plot(
      "losses", "Losses over the iterations: a discriminator that cannot tell has 0.69",
      ["vae-gan/adversarial": "adversarial", "vae-gan/likeness-excess": "reconstruction, excess"],
      title: "Losses", x: "iteration", y: PlotAxis("nats per digit"))
    for (name, unit, description) in [
      ("adversarial", "nats", "Adversarial loss per digit, last period"),
      ("likeness-excess", "nats", "Cross-entropy at l per digit less the entropy of its target"),
      ("prior", "nats", "Divergence of the codes per digit"),
      ("autoencoder-steps", "steps", "Steps of the autoencoder for one of the discriminator"),
    ] {
      lab.metric(name, of: "vae-gan/\(name)", unit: unit, description)
    }

    //: ## Reconstructions
    //:
    //: Ten test digits, and below each what it is reconstructed as. The CVAE
    //: blurs. The others are sharp, and with two latent variables a reconstruction may be of another shape.

    let reconstructions = [
      cvae.images(cvae.codes(originals, test.labels), test.labels),
      plane.images(plane.codes(originals, test.labels), test.labels),
      model.images(model.codes(originals, test.labels), test.labels),
    ]
    let few = min(10, test.count), firsts = reconstructions.map { $0.firstRows(few) }
    lab.images(
      "reconstructions", "Test digits above their reconstructions",
      rows: [
        "digit": originals.firstRows(few), "CVAE": firsts[0], "VAE + GAN, 2 variables": firsts[1],
        "VAE + GAN": firsts[2],
      ])
    let digitSharpness = Sharpness(of: originals)
    let sharpness = reconstructions.map { Sharpness(of: $0).relative(to: digitSharpness) }
    lab.metric(
      "reconstructions/sharpness", sharpness[2], "Sharpness of reconstructions, digits' being 1",
      better: .nearOne)
    lab.metric("plane/sharpness", sharpness[1], "The same with two latent variables")
    lab.metric("cvae/sharpness", sharpness[0], "The same for the CVAE")
    lab.claim(
      "Reconstructions are sharper than the CVAE's", "reconstructions/sharpness",
      .above("cvae/sharpness"))

    //: ## The manifold of each label
    //:
    //: The plane of the first two latent variables, decoded with each label, the others being 0.
    //:
    //: > Where the article differs. Its animation ends at iteration 2,970 of 48,000. Here the last frame is the trained
    //: > model.

    lab.labelPlanes(
      "planes", "The decoded plane of each label", of: labels, dimensions: latent,
      decode: model.images)
    lab.labelManifoldAnimation("training", "The decoded planes while training", of: labels)

    //: ## Codes
    //:
    //: The codes of the test digits, for each label. All should have the same distribution, since the label is an input and
    //: the code need not hold it.

    lab.codesAnimation("codes", "The codes of each label while training", of: labels, range: -4...4)

    //: ## Style transfer
    //:
    //: Encode a seven, and decode the code as another digit: it should have the same style. Ten sevens, one in each
    //: column, with the originals themselves in row 7.

    let style = StyleModel(strength: transferStrength, encode: model.codes, decode: model.images)
    let cvaeStyle = StyleModel(strength: transferStrength, encode: cvae.codes, decode: cvae.images)
    lab.transfer(by: ["cvae": cvaeStyle, "vae-gan": style], of: test, to: labels, isCover: true)

    //: How well does that work? Every test digit is drawn again as another digit. The
    //: [judge](../../measures.md#the-judge), a classifier of digits, says whether the new label can
    //: be read. Slant and thickness are measured before and after, each less the mean of its label, and their
    //: correlations say whether the style is kept. The tables have how much of the factors of a style can be predicted from
    //: the codes, and how much when the new digit is encoded in its turn.

    let judge = try lab.judge(for: digits)
    lab.measureTransfer(by: style, of: test, to: labels, judge: judge)
    lab.measureTransfer(by: cvaeStyle, named: "cvae", of: test, to: labels, judge: judge)
    lab.claim(
      "Digits drawn as others are read as such in 95 %", "transfer/agreement", .atLeast(0.95),
      when: digits.isMNIST)
    lab.claim("They keep slant", "transfer/slant", .atLeast(0.8), when: digits.isMNIST)
    lab.claim("They keep thickness", "transfer/thickness", .atLeast(0.8), when: digits.isMNIST)

    //: ## Why pixels are a bad measure
    //:
    //: A digit (a); the same with a piece cut off (b); and moved to the right by half a pixel (c). For the eye (b) is
    //: broken and (c) is the same as (a). Pixel by pixel (b) can be the nearer one: moving changes a little of
    //: every edge, cutting a little of one place. Shown is the first test digit for which the pixels are wrong in this
    //: way. The metrics are the shares of test digits for which (c) is nearer than (b).
    //:
    //: > Where the article differs. It says that the difference between (a) and (b) can hardly be seen; (a) and (c) is what
    //: > is meant.

    let count = min(test.count, 1000), wholes = originals.firstRows(count)
    let cut = wholes.erasing(rows: height / 2 - 1..<height / 2 + 1, width: width)
    let versions = [wholes, cut, wholes.movedRightByHalfAPixel(width: width)]
    let features = versions.map { model.features($0, Array(test.labels.prefix(count))) }
    let inPixels = versions.map { wholes.distances(to: $0) }
    let atL = features.map { features[0].distances(to: $0) }
    let shown = (0..<count).first { inPixels[1][$0] < inPixels[2][$0] } ?? 0
    lab.images(
      "metric", "A digit (a), with a piece cut off (b), moved by half a pixel (c)",
      versions.map { $0.rows(at: [Int32(shown)]) }.concatenated(along: 0), columns: 3,
      columnLabels: ["a", "b", "c"])
    lab.table(
      "Distances of this digit", columns: ["measure", "(a) to (b)", "(a) to (c)"],
      rows: [("pixels", inPixels), ("l", atL)].map { [$0, $1[1][shown], $1[2][shown]] })
    for (name, distances) in [("pixels", inPixels), ("l", atL)] {
      let nearer = zip(distances[1], distances[2]).count { $1 < $0 }
      lab.metric(
        "metric/\(name)", Double(nearer) / Double(count), unit: "share",
        "Digits whose moved copy is nearer by \(name) than the broken one")
    }
    lab.claim(
      "At l more digits than pixel by pixel are nearer to the moved one than to the broken one",
      "metric/l", .above("metric/pixels"))

    //: ## From one style to another
    //:
    //: Four paths between two codes of one label each, straight and along a great circle: the style changes, and the label
    //: stays.

    let four = digits.labels(preferring: [2, 3, 5, 8])
    lab.interpolation(latent: latent, labels: four, decode: model.images)

    //: ## How good are the samples?
    //:
    //: Ten thousand codes from the standard normal distribution, decoded with each label in turn, and their
    //: [measures](../../measures.md); then the CVAE's, from the same codes.

    let asked = Lab.inTurn(labels, count: 10_000)
    let z = Tensor.normal([10_000, latent], using: lab.stream("samples"))
    let samples = model.images(z, asked)
    lab.samples(samples, "Digits decoded from normal numbers", labels: asked, rows: 6)
    try lab.evaluate(samples: samples, labels: asked, against: digits)
    try lab.evaluate(samples: cvae.images(z, asked), labels: asked, against: digits, of: "cvae")
    lab.claim(
      "The Fréchet distance of the samples is at most half of the CVAE's",
      "quality/frechet-distance", .atMost(0.5, of: "quality/cvae/frechet-distance"))
    lab.claim(
      "Samples are read as the label that was asked for in 95 %", "quality/label-agreement",
      .atLeast(0.95), when: digits.isMNIST)
    lab.warnOfFailure(
      falling: ["cvae/loss"], discriminators: ["vae-gan/adversarial", "plane/adversarial"])
    lab.save(model.encoder, as: "encoder")
    lab.save(model.decoder, as: "decoder")
    lab.save(model.discriminator, as: "discriminator")
  }
}

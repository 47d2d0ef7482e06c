import Digits  //hide
import Evaluation  //hide
import Notebooks  //hide
import Kernels  //hide
import Layers  //hide
import Tensors  //hide

//: # Autoencoder and adversary in one
//:
//: A variational autoencoder finds a code for every digit, so a digit can be drawn again, or another digit in
//: its hand. But its pictures are blurred. A generative adversarial network draws sharp pictures, but has no
//: codes for given ones. Larsen and others (2016) join the two, and each lends the other what it lacks.
//:
//: The blur has a cause. An autoencoder is told to come near a digit pixel by pixel. A code of eight numbers
//: cannot say where every edge lies, and the picture that is nearest to all digits it might be is their mean.
//: Pixels are a bad measure of likeness. A good one would see a shifted stroke as the same stroke, and a
//: broken one as another. Nobody can write such a measure down; but the discriminator of an adversarial network,
//: which learns to tell pictures from digits, has to look for just such things. What it sees in its last
//: hidden layer, called **l**, is the measure.

struct VAEGAN: Notebook {  //hide
  static let name = "vae-gan"  //hide
  static let title = "Autoencoder and adversary in one"  //hide
  static let summary = "Sharp digits in the hand of a given one"  //hide
  static let minutes = Minutes(smoke: 0.05, standard: 1.4, article: 240)  //hide
  static let sourcePath = #filePath  //hide

  enum Verdict: String, CaseIterable, SettingValue {  //hide
    case likeness = "l"  //hide
    case below = "below-l"  //hide
  }  //hide
  @Setting("iterations of the loop", smoke: 2, article: 48_000, in: 1...100_000)  //hide
  var iterations = 1500  //hide
  @Setting(  //hide
    "iterations for the model of two latent variables", smoke: 1, article: 48_000,  //hide
    in: 1...100_000)  //hide
  var planeIterations = 500  //hide
  @Setting("iterations between log entries", smoke: 1, article: 1000, in: 1...100_000)  //hide
  var period = 50  //hide
  @Setting("digits in a training step", smoke: 16, article: 64, in: 1...1000)  //hide
  var batchSize = 32  //hide
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)  //hide
  var trainingDigits = 60_000  //hide
  @Setting("dimensions of the latent space", in: 2...64)  //hide
  var latent = 8  //hide
  @Setting("weight of the likeness in the decoder's loss", article: 1, in: 0...1000)  //hide
  var likenessWeight = 5.0  //hide
  @Setting("weight of the prior in the encoder's loss", article: 1, in: 0...1000)  //hide
  var priorWeight = 0.02  //hide
  @Setting("adversarial weight of digits, pictures having 3", article: 1, in: 0...100)  //hide
  var digitWeight = 3.0  //hide
  @Setting("what the decoder lowers to be taken for real", article: .saturating)  //hide
  var objective = GAN.Objective.nonSaturating  //hide
  @Setting("what the discriminator's verdict is read from")  //hide
  var verdict = Verdict.likeness  //hide
  @Setting("what moves the networks", article: .rmsProp)  //hide
  var method = GAN.Method.adam  //hide
  @Setting("learning rate of the encoder", in: 0...1)  //hide
  var encoderRate = 1e-3  //hide
  @Setting("learning rate of the decoder", article: 3e-4, in: 0...1)  //hide
  var decoderRate = 1e-3  //hide
  @Setting("learning rate of the discriminator", in: 0...1)  //hide
  var discriminatorRate = 1e-3  //hide
  @Setting("share of the iterations after which the rates fall to 0", article: 1, in: 0...1)  //hide
  var decayFrom = 0.5  //hide
  @Setting("steps of the discriminator in an iteration, at most", in: 1...100)  //hide
  var discriminatorSteps = 3  //hide
  @Setting("steps of the autoencoder in an iteration, at most", article: 3, in: 1...100)  //hide
  var autoencoderSteps = 1  //hide
  @Setting("adversarial loss below which the discriminator's turn ends", in: 0...100)  //hide
  var ceiling = 1.0  //hide
  @Setting("adversarial loss above which the autoencoder's turn ends", in: 0...100)  //hide
  var floor = 0.4  //hide
  @Setting("share of a style that is carried over", in: 0...1)  //hide
  var transferStrength = 1.0  //hide
  @Setting("passes over the digits for the CVAE", smoke: 2, article: 100, in: 1...10_000)  //hide
  var denseEpochs = 20  //hide
  var work: Double {  //hide
    // A digit costs the CVAE a hundredth of what it costs here.  //hide
    Double(iterations + planeIterations) * Double(batchSize)  //hide
      + Double(denseEpochs) * Double(trainingDigits) / 100  //hide
  }  //hide
}  //hide

//: ## Networks
//:
//: All three are told the label. The encoder is small: two convolutions, and one hidden layer that the label
//: joins. It gives a Gaussian of codes for each digit. The decoder grows a picture from code and label, from 7 × 7
//: places to 28 × 28. Its last leaky ReLU comes before the last up-sampling, where there is a quarter to
//: do; the two change nothing about each other. Dropout comes after it, on the large maps.

extension VAEGAN {
  final class Encoder: Network {
    let maps, hidden: Sequential
    let mean, logVariance: Dense

    init(latent: Int, classes: Int, using seeds: inout Seeds) {
      let leaky = Activation.leakyReLU(slope: 0.3)
      maps = Sequential(
        Reshape([28, 28, 1]), Convolution2D(1, 32, size: 3, stride: 2, leaky, using: &seeds),
        Dropout(0.3), MaxPooling2D(), Convolution2D(32, 64, size: 3, leaky, using: &seeds),
        Dropout(0.3), Flatten())
      hidden = Sequential(Dense(7 * 7 * 64 + classes, 64, leaky, using: &seeds), Dropout(0.3))
      mean = Dense(64, latent, using: &seeds)
      logVariance = Dense(64, latent, using: &seeds)
    }

    func callAsFunction(
      _ images: Tensor, labels: Tensor, _ phase: Phase
    ) -> (mean: Tensor, logVariance: Tensor) {
      let maps = maps(images, phase.child(0))
      let features = hidden(maps.concatenated(with: labels), phase.child(1))
      return (mean(features), logVariance(features).clamped(to: -4...4))
    }
  }

  final class Decoder: Network {
    let layers: Sequential

    init(latent: Int, classes: Int, using seeds: inout Seeds) {
      let leaky = Activation.leakyReLU(slope: 0.3)
      layers = Sequential(
        Dense(latent + classes, 7 * 7 * 128, leaky, using: &seeds), Dropout(0.3),
        Reshape([7, 7, 128]),
        // Every pixel four times, then the convolution: both in one layer.
        UpSampledConvolution2D(128, 64, size: 5, leaky, using: &seeds), Dropout(0.3),
        Convolution2D(64, 32, size: 3, leaky, using: &seeds), UpSampling2D(), Dropout(0.3),
        Convolution2D(32, 1, size: 5, .sigmoid, using: &seeds), Flatten())
    }

    func callAsFunction(_ codes: Tensor, labels: Tensor, _ phase: Phase) -> Tensor {
      layers(codes.concatenated(with: labels), phase)
    }
  }

  //: The discriminator looks at edges, then at parts of digits, which the label joins, and then comes l: sixteen maps
  //: of 4 × 4. From them one neuron tells whether the picture is a digit of the set.
  //:
  //: > Where the article differs. In its code the last neuron reads the layer *below* l. So nothing ever trains l:
  //: > what comes out of it is a random projection of the layer below. That this works at all says how much the
  //: > layer below has learned. Here the neuron reads l; `--set verdict=below-l` is the article's way.

  final class Discriminator: Network {
    let edges, parts: Sequential
    let likeness: Convolution2D
    let verdict: Sequential
    private let source: Verdict

    init(reading source: Verdict, classes: Int, using seeds: inout Seeds) {
      let leaky = Activation.leakyReLU(slope: 0.3)
      edges = Sequential(
        Reshape([28, 28, 1]), Convolution2D(1, 128, size: 7, stride: 2, using: &seeds),
        MaxPooling2D(), Activate(leaky), Dropout(0.3))
      parts = Sequential(
        Convolution2D(128 + classes, 64, size: 3, using: &seeds), MaxPooling2D(), Activate(leaky),
        Dropout(0.3))
      likeness = Convolution2D(64, 16, size: 3, using: &seeds)
      let channels = source == .likeness ? 16 : 64
      verdict = Sequential(
        Activate(leaky), Dropout(0.3), Flatten(), Dense(4 * 4 * channels, 1, using: &seeds))
      self.source = source
    }

    /// The verdict's logit, [n, 1], and what is seen at l, [n, 256].
    func callAsFunction(
      _ images: Tensor, labels: Tensor, _ phase: Phase
    ) -> (logit: Tensor, likeness: Tensor) {
      let edges = edges(images, phase.child(0))
      let parts = parts(edges.concatenated(with: labels.tiled(height: 7, width: 7)), phase.child(1))
      let likeness = likeness(parts)
      let logit = verdict(source == .likeness ? likeness : parts, phase.child(2))
      return (logit, likeness.flattened())
    }
  }
}

//: ## Losses
//:
//: There are three, sums over a batch, divided by the number of pixels:
//:
//: - the **prior**: how far the codes are from the standard normal distribution, as in every variational
//:   autoencoder;
//: - the **likeness**: how far a reconstruction is from its digit at l. Both are turned into numbers between 0 and
//:   1, and the measure is their cross-entropy. Even a perfect reconstruction leaves the entropy of the
//:   digit's own numbers, so the log keeps the excess over this floor;
//: - the **adversarial** loss $L_{GAN}$, the discriminator's cross-entropy over digits, pictures of drawn codes and
//:   reconstructions:
//:
//: $$L_{GAN} = -\tfrac14\sum\,[\log D(X) + 2 \log(1 - D(Dec(Z))) + \log(1 - D(Dec(Enc(X))))].$$
//:
//: The encoder lowers likeness and prior, the decoder lowers likeness and raises $L_{GAN}$, the discriminator lowers
//: $L_{GAN}$. Each loss moves its own network alone. Above all the discriminator must not lower the likeness: it
//: would go blind, and everything would look alike to it.
//:
//: > Where the article differs. It bounds the logarithm of the variance twice, by ±4 where codes are drawn and by ±2
//: > in the prior; here it is ±4 in both. It weighs digits and pictures 1 : 3, so that ¼ is an honest
//: > answer for a picture that cannot be told; here both weigh the same. Its decoder lowers the
//: > logarithm of $1 - D$, which is flat just where the discriminator has seen through a picture; here it lowers
//: > $-\log D$. And it weighs the three losses alike. But the likeness is about one nat a digit, while a code
//: > that tells a hand costs seven nats of prior: in a short training the encoder does best to say nothing. So the
//: > prior has a small weight here, and the likeness a large one for the decoder. All are settings, and `--profile article` keeps to the article.

extension VAEGAN {
  struct Losses {
    let prior, likeness, likenessFloor, adversarial: Tensor
    /// What encoder and decoder lower.
    let encoder, decoder: Tensor
  }

  /// What an autoencoder and its adversary are made of.
  final class Model: Network {
    let encoder: Encoder
    let decoder: Decoder
    let discriminator: Discriminator
    private let classes: Int

    init(latent: Int, classes: Int, reading source: Verdict, using seeds: inout Seeds) {
      self.classes = classes
      encoder = Encoder(latent: latent, classes: classes, using: &seeds)
      decoder = Decoder(latent: latent, classes: classes, using: &seeds)
      discriminator = Discriminator(reading: source, classes: classes, using: &seeds)
    }

    /// Labels as rows with a 1 at the label and 0 elsewhere, [n, classes].
    func oneHot(_ labels: [UInt8]) -> Tensor { .oneHot(labels, classes: classes) }

    /// The means of the codes of digits, [n, latent].
    func codes(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      images.concatenated(with: oneHot(labels)).mapRows { rows in
        self.encoder(rows.columns(0..<784), labels: rows.columns(784..<784 + classes), .inference)
          .mean
      }
    }

    /// Decoded pictures with pixels in [0, 1], [n, 784].
    func images(_ codes: Tensor, _ labels: [UInt8]) -> Tensor {
      codes.concatenated(with: oneHot(labels)).mapRows { self.decoder.layers($0, .inference) }
    }

    /// What the discriminator sees of pictures at l, [n, 256].
    func seen(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      images.concatenated(with: oneHot(labels)).mapRows { rows in
        self.discriminator(
          rows.columns(0..<784), labels: rows.columns(784..<784 + classes), .inference
        )
        .likeness
      }
    }
  }

  /// All losses of a batch.
  ///
  /// - Parameters:
  ///   - epsilon: standard normal numbers that codes are drawn with, [n, latent].
  ///   - z: drawn codes, [n, latent].
  func losses(
    of images: Tensor, _ labels: Tensor, _ model: Model, epsilon: Tensor, z: Tensor, _ phase: Phase
  ) -> Losses {
    let (mean, logVariance) = model.encoder(images, labels: labels, phase.child(0))
    let codes = mean + (0.5 * logVariance).exponential() * epsilon
    let reconstruction = model.decoder(codes, labels: labels, phase.child(1))
    let picture = model.decoder(z, labels: labels, phase.child(2))
    // Digit and reconstruction lose the same neurons to dropout: what is left can be compared.
    let ofDigit = model.discriminator(images, labels: labels, phase.child(3))
    let ofCopy = model.discriminator(reconstruction, labels: labels, phase.child(3))
    let ofPicture = model.discriminator(picture, labels: labels, phase.child(4))

    let target = ofDigit.likeness.detached.activated(.sigmoid)
    func distance(_ likeness: Tensor) -> Tensor {
      crossEntropyLoss(logits: likeness, expected: target, reduction: .sum) / 784
    }
    func surprise(_ logit: Tensor, at expected: Float, weight: Double) -> Tensor {
      let share = Float(weight / (digitWeight + 3)) / 784
      return share * crossEntropyLoss(logits: logit, expected: expected, reduction: .sum)
    }
    let ofPictures =
      surprise(ofPicture.logit, at: 0, weight: 2)
      + surprise(ofCopy.logit, at: 0, weight: 1)
    let prior =
      gaussianDivergenceLoss(mean: mean, logVariance: logVariance, reduction: .sum) / 784
    let likeness = distance(ofCopy.likeness)
    let deception =
      switch objective {
      case .saturating: -ofPictures
      case .nonSaturating:
        surprise(ofPicture.logit, at: 1, weight: 2) + surprise(ofCopy.logit, at: 1, weight: 1)
      }
    return Losses(
      prior: prior, likeness: likeness, likenessFloor: distance(ofDigit.likeness.detached),
      adversarial: surprise(ofDigit.logit, at: 1, weight: digitWeight) + ofPictures,
      encoder: likeness + Float(priorWeight) * prior,
      decoder: Float(likenessWeight) * likeness + deception)
  }
}

//: ## Training
//:
//: As in a GAN the networks take turns: the discriminator makes up to three steps, until $L_{GAN}$ is below 1.0,
//: then encoder and decoder make up to three together, until it is above 0.4. But these thresholds never bind. A
//: discriminator that only guesses has 0.69 nats a digit, and 64 digits divided by 784 pixels make 0.06 of it. So
//: the article makes one step of the discriminator and three of the others, always. The loop is kept as it
//: is, with one step of the others in the standard profile. With Adam, smaller batches and rates that fall to
//: 0 in the second half this comes farther in two minutes.

extension VAEGAN {
  func optimizer(for network: any Network, rate: Double) -> any Optimizer {
    switch method {
    case .rmsProp: RMSProp(for: network, learningRate: Float(rate))
    case .adam: Adam(for: network, learningRate: Float(rate), beta1: 0.5, beta2: 0.99)
    }
  }

  /// Trains a model; its metrics are `<name>/…`, its losses in nats per digit.
  func train(
    _ model: Model, latent: Int, iterations: Int, over digits: DigitSet, as name: String,
    in lab: Lab, line: Int = #line, afterPeriod: (_ iterationsDone: Int) -> Void
  ) throws {
    let optimizers = [
      (optimizer(for: model.discriminator, rate: discriminatorRate), discriminatorRate),
      (optimizer(for: model.encoder, rate: encoderRate), encoderRate),
      (optimizer(for: model.decoder, rate: decoderRate), decoderRate),
    ]
    let (discriminator, encoder, decoder) = (optimizers[0].0, optimizers[1].0, optimizers[2].0)
    let batches = try BatchSource(digits, batchSize: batchSize, using: lab.stream("\(name) order"))
    let noise = lab.stream("\(name) noise"), dropout = lab.stream("\(name) dropout")

    func nextLosses() -> Losses {
      let batch = batches.next()
      let shape = [batch.size, latent], noise = batch.stream(noise)
      return losses(
        of: batch.images, model.oneHot(batch.labels), model,
        epsilon: .normal(shape, using: noise.child(0)), z: .normal(shape, using: noise.child(1)),
        .training(batch.stream(dropout)))
    }

    try lab.train(
      iterations: iterations, period: period,
      saving: [
        model.encoder, model.decoder, model.discriminator, encoder, decoder, discriminator, batches,
      ], line: line
    ) { done in
      let share = rateShare(after: done, of: iterations, fallingFrom: decayFrom)
      for (optimizer, rate) in optimizers { optimizer.learningRate = Float(rate * share) }

      let turn = try lab.repeatStep(
        of: .discriminator, atMost: discriminatorSteps, until: { $0 < Float(ceiling) }
      ) {
        let losses = nextLosses()
        try discriminator.minimize(losses.adversarial)
        return losses.adversarial.scalar
      }
      var (excess, prior): (Float, Float) = (0, 0)
      let others = try lab.repeatStep(
        of: .generator, atMost: autoencoderSteps, until: { $0 > Float(floor) }
      ) {
        let losses = nextLosses()
        try encoder.minimize(losses.encoder)
        try decoder.minimize(losses.decoder)
        excess = losses.likeness.scalar - losses.likenessFloor.scalar
        prior = losses.prior.scalar
        return losses.adversarial.scalar
      }
      let perDigit = 784 / Float(batchSize)
      return [
        "\(name)/adversarial": turn.loss * perDigit, "\(name)/likeness-excess": excess * perDigit,
        "\(name)/prior": prior * perDigit, "\(name)/discriminator-steps": Float(turn.count),
        "\(name)/autoencoder-steps": Float(others.count),
      ]
    } afterPeriod: {
      afterPeriod($0)
    }
  }
}

//: ## A plain autoencoder to compare with
//:
//: The conditional variational autoencoder of the notebook `cvae`: dense, with as many latent variables, and
//: with pixels for a measure.

extension VAEGAN {
  /// Digits in a step of the plain autoencoder, as in its own notebook.
  var denseBatchSize: Int { 500 }

  func train(
    _ encoder: ConditionalEncoder, _ decoder: ConditionalDecoder, over digits: DigitSet,
    in lab: Lab, line: Int = #line
  ) throws {
    let adam = Adam(for: encoder, decoder, learningRate: 1e-3)
    let noise = lab.stream("cvae noise"), dropout = lab.stream("cvae dropout")
    try lab.train(
      on: digits, batchSize: denseBatchSize, epochs: denseEpochs, saving: [encoder, decoder, adam],
      line: line
    ) { batch in
      let (reconstruction, divergence) = CVAE().losses(
        of: batch.images, batch.labels, encoder, decoder,
        epsilon: .normal([batch.size, latent], using: batch.stream(noise)),
        .training(batch.stream(dropout)))
      let loss = reconstruction + divergence
      try adam.minimize(loss / (2 * 784))
      return ["cvae/loss": loss.scalar]
    } afterEpoch: { _ in
    }
  }
}

extension VAEGAN {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64)
    let classes = digits.classes, labels = digits.distinctLabels
    let train = digits.train.prefix(trainingDigits)
    try train.check(batchesOf: denseBatchSize, for: "the CVAE that the model is compared with")
    let test = digits.test.prefix(min(trainingDigits, 5000))
    let isMNIST = digits.isMNIST
    func untrained(_ latent: Int, as name: String) -> Model {
      var seeds = Seeds(lab.stream("\(name) weights"))
      return Model(latent: latent, classes: classes, reading: verdict, using: &seeds)
    }
    let model = untrained(latent, as: "vae-gan"), plane = untrained(2, as: "plane")
    var seeds = Seeds(lab.stream("cvae weights"))
    let denseEncoder = ConditionalEncoder(
      latent: latent, classes: classes, dropRate: 0.3, using: &seeds)
    let denseDecoder = ConditionalDecoder(
      latent: latent, classes: classes, dropRate: 0.3, using: &seeds)
    func denseCodes(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      denseEncoder(images, labels, .inference).mean
    }
    let originals = test.tensor

    let frames = FrameSchedule(upTo: (iterations + period - 1) / period)
    try self.train(
      model, latent: latent, iterations: iterations, over: train, as: "vae-gan", in: lab
    ) { done in
      if frames.contains((done + period - 1) / period) {
        lab.labelManifolds(of: labels, dimensions: latent, step: done, decode: model.images)
        lab.latents(model.codes(originals, test.labels).values, labels: test.labels, step: done)
      }
    }
    try self.train(
      plane, latent: 2, iterations: planeIterations, over: train, as: "plane", in: lab
    ) { _ in }
    try self.train(denseEncoder, denseDecoder, over: train, in: lab)

    //: Adversary and autoencoder wander, as in any contest. The excess at l may rise while reconstructions get better,
    //: for the discriminator learns to see more.

    lab.figure(
      "losses", caption: "Losses over the iterations: a discriminator that guesses has 0.69",
      .lines(
        [
          .init("vae-gan/adversarial", name: "adversarial"),
          .init("vae-gan/likeness-excess", name: "likeness, excess"),
        ],
        title: "Losses", x: PlotAxis("iteration"), y: PlotAxis("nats per digit")))
    for (name, unit, description) in [
      ("adversarial", "nats", "Adversarial loss per digit, last period"),
      ("likeness-excess", "nats", "Cross-entropy at l per digit less the entropy of its target"),
      ("prior", "nats", "Divergence of the codes per digit"),
      ("autoencoder-steps", "steps", "Steps of the autoencoder for one of the discriminator"),
    ] {
      lab.result(
        name, lab.lastValue(of: "vae-gan/\(name)") ?? .nan, unit: unit, description)
    }

    //: ## Reconstructions
    //:
    //: Ten test digits, and below each what is left of it after the journey through its code. The plain autoencoder
    //: blurs. The others make up their minds, where two numbers are too few about the wrong thing now and then.

    let reconstructions = model.images(model.codes(originals, test.labels), test.labels)
    let denseOriginalCodes = denseCodes(originals, test.labels)
    let denseReconstructions = denseDecoder.images(denseOriginalCodes, test.labels)
    let planeReconstructions = plane.images(plane.codes(originals, test.labels), test.labels)
    let rows = [
      ("cvae", "CVAE, \(latent) latent variables", denseReconstructions),
      ("plane", "VAE + GAN, 2", planeReconstructions),
      ("vae-gan", "VAE + GAN, \(latent)", reconstructions),
    ]
    let few = min(10, test.count)
    for (name, _, pictures) in rows {
      lab.record(
        originals.firstRows(few).greyLevels + pictures.firstRows(few).greyLevels,
        at: "reconstructions/\(name)", shape: [2, few, 28, 28],
        description: "Ten test digits, then their reconstructions by \(name) [row, column, y, x]")
    }
    lab.figure(
      "reconstructions", caption: "Test digits above their reconstructions",
      .panels(
        rows.map { name, title, _ in
          .digits(.whole("reconstructions/\(name)"), columns: few, title: title)
        }))
    let digitSharpness = Sharpness(of: originals)
    let sharpness = rows.map { Sharpness(of: $0.2).relative(to: digitSharpness) }
    lab.table(
      "Sharpness of the reconstructions of \(test.count) test digits, theirs being 1",
      columns: rows.map(\.1), rows: [sharpness.map(\.rounded)])
    lab.result(
      "reconstructions/sharpness", sharpness[2], "Sharpness of reconstructions, digits' being 1",
      better: .nearOne)
    lab.result("cvae/sharpness", sharpness[0], "The same for the CVAE")
    lab.claim(
      "Reconstructions are sharper than the CVAE's", sharpness[2] > sharpness[0],
      detail: "\(sharpness[2].short) > \(sharpness[0].short)")

    //: ## Ten manifolds
    //:
    //: For each label, the plane of the first two latent variables, the others being 0.
    //:
    //: > Where the article differs. Its animation ends at iteration 2,970 of 48,000. Here the last frame is the trained
    //: > model.

    lab.labelPlanes(of: labels, dimensions: latent, decode: model.images)
    lab.figure(
      "planes", caption: "The decoded plane of each label",
      .labelPanels(labels) { .image(.whole("planes/label-\($0)"), scale: 1, greys: 16) })
    lab.animation(
      "training", caption: "The decoded plane of each label while training",
      .labelPanels(labels) { .image(.each("manifold/label-\($0)")) }, steps: "manifold/steps",
      unit: "iteration", maximumFrames: 7)

    //: ## Codes
    //:
    //: The codes of the test digits, label by label. They should all be spread alike, since the label is known and the code
    //: need not tell it.

    lab.figure(
      "codes", caption: "Codes of the test digits of each label, the first two latent variables",
      .labelPanels(labels) { label in
        .scatter(
          [.init(.last("latents/codes"), labels: "latents/labels", onlyLabel: Int(label))],
          title: "label \(label)", x: PlotAxis("z1", -4...4), y: PlotAxis("z2", -4...4), side: 340)
      })

    //: ## Style transfer
    //:
    //: Encode a seven, and decode the code as another digit: it should come out in the same hand. Ten sevens, one in each
    //: column, with the originals themselves in row 7.

    let style = StyleModel(encode: model.codes, decode: model.images)
    let denseStyle = StyleModel(encode: denseCodes, decode: denseDecoder.images)
    let sevens = StyleOriginals(from: test, labels: labels)
    lab.transfer(
      sevens, by: denseStyle, strength: transferStrength, to: labels, at: "transfer/cvae")
    lab.transfer(
      sevens, by: style, strength: transferStrength, to: labels, at: "transfer/vae-gan")
    lab.figure(
      "transfer",
      caption: "\(sevens.words), in row \(sevens.label), and other digits in their hands",
      .panels(
        [("cvae", "CVAE"), ("vae-gan", "VAE + GAN")].map { name, title in
          .digits(
            .whole("transfer/\(name)"), columns: sevens.digits.count, title: title,
            rowLabels: labels.map { "\($0)" })
        }), isCover: true)

    //: How well does that work? Every test digit is drawn again as another digit. The judge, a small convolutional network
    //: that has learned to read from the training digits and is never part of a loss, says whether the new label can
    //: be read. Slant and thickness are measured before and after, each less the mean of its label, and their
    //: correlations say whether the hand is kept. The first table says what codes know of the hand, and what still
    //: knows it when the new digit is encoded in its turn.

    let judge = try lab.judge(for: digits)
    let transfer = lab.measureTransfer(
      by: style, strength: transferStrength, of: test, to: labels, judge: judge)
    let newLabels = StyleTransfer.newLabels(for: test.labels, among: labels)
    let denseTransfer = StyleTransfer(
      from: originals, test.labels,
      to: denseDecoder.images(denseOriginalCodes.scaled(by: Float(transferStrength)), newLabels),
      newLabels,
      readBy: judge)
    lab.table(
      "\(test.count) test digits drawn as others",
      columns: ["measure", "CVAE", "VAE + GAN"],
      rows: [
        (
          "share read as the new label", denseTransfer.agreement.overall, transfer.agreement.overall
        ),
        ("correlation of slant", denseTransfer.slant, transfer.slant),
        ("correlation of thickness", denseTransfer.thickness, transfer.thickness),
      ].map { [$0, $1.rounded, $2.rounded] })
    if isMNIST {
      lab.claim(
        "Digits drawn as others are read as such in 95 %", transfer.agreement.overall >= 0.95,
        detail: "\((100 * transfer.agreement.overall).short) %")
      lab.claim(
        "They keep slant and thickness, with correlations of at least 0.8",
        min(transfer.slant, transfer.thickness) >= 0.8,
        detail: "\(transfer.slant.short) and \(transfer.thickness.short)")
    }

    //: ## Why pixels are a bad measure
    //:
    //: A digit (a); the same with a piece cut off (b); and moved to the right by half a pixel (c). For the eye (b) is
    //: broken and (c) is the same as (a). Pixel by pixel (b) can be the nearer one: moving changes a little of
    //: every edge, cutting a little of one place. Shown is the first test digit for which the pixels are wrong in this
    //: way; how often they are, and how often l is, the table tells.
    //:
    //: > Where the article differs. It says that the difference between (a) and (b) can hardly be seen; (a) and (c) is what
    //: > is meant.

    let wholes = originals.firstRows(min(test.count, 1000))
    let (cuts, moves) = (Self.cut(wholes), Self.moved(wholes))
    let known = Array(test.labels.prefix(wholes.shape[0]))
    let inPixels = [cuts, moves].map { Self.distances(wholes, $0) }
    let seen = [wholes, cuts, moves].map { model.seen($0, known) }
    let atL = [seen[1], seen[2]].map { Self.distances(seen[0], $0) }
    let shown = known.indices.first { inPixels[0][$0] < inPixels[1][$0] } ?? 0
    lab.record(
      [wholes, cuts, moves].flatMap { $0.rows(at: [Int32(shown)]).greyLevels }, at: "metric/images",
      shape: [3, 28, 28],
      description: "A digit, a piece cut off, moved half a pixel [picture, y, x]")
    lab.figure(
      "metric", caption: "A digit (a), with a piece cut off (b), moved by half a pixel (c)",
      .digits("metric/images", columns: 3, columnLabels: ["a", "b", "c"]))
    let nearer = [inPixels, atL].map { distances in
      let moved = zip(distances[0], distances[1]).filter { $1 < $0 }.count
      return Double(moved) / Double(known.count)
    }
    lab.table(
      "Distances of this digit, and the share of \(known.count) test digits for which (c) is nearer",
      columns: ["measure", "(a) to (b)", "(a) to (c)", "(c) nearer"],
      rows: [("pixels", inPixels, nearer[0]), ("l", atL, nearer[1])].map { name, distances, share in
        [name, distances[0][shown].rounded, distances[1][shown].rounded, share.rounded]
      })
    lab.claim(
      "At l more digits than pixel by pixel are nearer to the moved one than to the broken one",
      nearer[1] > nearer[0],
      detail: "\((100 * nearer[1]).short) % at l, \((100 * nearer[0]).short) % in pixels")
    lab.result(
      "metric/pixels", nearer[0], unit: "share", "Digits whose moved copy is nearer in pixels")
    lab.result("metric/l", nearer[1], unit: "share", "The same at l")

    //: ## From one hand to another
    //:
    //: Four ways between two codes of one label each, straight and along a great circle: one hand becomes another, and
    //: the digit stays.

    let ends = Tensor.normal([8, latent], using: lab.stream("interpolation"))
    let four = digits.labels(preferring: [2, 3, 5, 8])
    lab.interpolation(
      caption: "Four ways from one code to another, straight and along a great circle",
      from: ends.firstRows(4), to: ends.lastRows(4)
    ) { codes in
      model.images(codes, (0..<codes.shape[0]).map { four[$0 * 4 / codes.shape[0]] })
    }

    //: ## How good are the samples?
    //:
    //: Ten thousand codes from the standard normal distribution, decoded with a thousand of each label. **Label agreement**
    //: is the share in which the judge reads the label that was asked for. The judge's last hidden layer describes a
    //: picture by 64 features; taken for Gaussians, the features of the samples and of the test digits are some way
    //: apart: the **Fréchet distance**, in units in which the test digits' features vary by 1 in every
    //: direction. **Sharpness** is the mean square of the Laplacian. A sample is a **copy** if no eye could tell it from
    //: a training digit.

    let asked = (0..<10_000).map { labels[$0 % labels.count] }
    let z = Tensor.normal([10_000, latent], using: lab.stream("samples"))
    let samples = model.images(z, asked)
    lab.samples(samples.greyLevels, labels: asked)
    lab.figure(
      "samples", caption: "Digits drawn from normal numbers, a column a label",
      .digits("samples/images", columns: labels.count, count: 6 * labels.count))
    let quality = try lab.evaluate(samples: samples, labels: asked, against: digits)

    //: And the plain autoencoder's, from the same codes.

    let denseQuality = try lab.evaluate(
      samples: denseDecoder.images(z, asked), labels: asked, against: digits, of: "cvae")
    let (distance, denseDistance) = (quality.frechetDistance, denseQuality.frechetDistance)
    lab.claim(
      "The Fréchet distance of the samples is at most half of the CVAE's",
      distance <= 0.5 * denseDistance, detail: "\(distance.short) and \(denseDistance.short)")
    if isMNIST, let agreement = quality.agreement?.overall {
      lab.claim(
        "Samples are read as the label that was asked for in 95 %", agreement >= 0.95,
        detail: "\((100 * agreement).short) %")
    }
    lab.warnOfFailure(
      falling: ["cvae/loss"], discriminators: ["vae-gan/adversarial", "plane/adversarial"])

    lab.save(model.encoder, as: "encoder")  //hide
    lab.save(model.decoder, as: "decoder")  //hide
    lab.save(model.discriminator, as: "discriminator")  //hide
  }

  /// Pictures without the two rows in their middle.
  static func cut(_ images: Tensor) -> Tensor {
    var pixels = images.values
    for image in 0..<images.shape[0] {
      for place in 13 * 28..<15 * 28 { pixels[image * 784 + place] = 0 }
    }
    return Tensor(images.shape, pixels)
  }

  /// Pictures moved to the right by half a pixel: each pixel is the mean of itself and its left neighbour.
  static func moved(_ images: Tensor) -> Tensor {
    let pixels = images.values
    return Tensor(
      images.shape,
      pixels.indices.map { $0 % 28 == 0 ? pixels[$0] / 2 : (pixels[$0] + pixels[$0 - 1]) / 2 })
  }

  /// Euclidean distances between rows, [n].
  static func distances(_ a: Tensor, _ b: Tensor) -> [Double] {
    let difference = a - b
    let squares = (difference * difference).values, width = a.shape[1]
    return (0..<a.shape[0]).map { row in
      squares[row * width..<(row + 1) * width].reduce(0) { $0 + Double($1) }.squareRoot()
    }
  }
}

extension Double {
  /// Three digits after the point, for tables.
  fileprivate var rounded: Double { (self * 1000).rounded() / 1000 }
}

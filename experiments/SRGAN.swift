import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Super-resolution
//:
//: Many sharp pictures become the same small one when they are reduced. A network that is to enlarge it again, and pays
//: the squared error, does best with the mean of all of them; and the mean of sharp pictures is blurred. To get *one*
//: of them, Ledig and others (2017) let a discriminator judge: the **SRGAN**. It is the last of the friends of
//: adversarial networks in a lecture that this series follows, which shows the same detail enlarged by interpolation,
//: by a network with the squared error, and by one with an adversary: the best figures belong to the second, and the
//: best picture to the third. Here interpolation is far behind both, and by the absolute error the SRGAN is the nearer one.
//:
//: Here the small pictures are the means of blocks of 4 × 4 pixels of digits. Of 784 pixels 49 are left, fewer than it
//: takes to tell some digits.

struct SRGAN: Notebook {
  static let name = "srgan"
  static let title = "Super-resolution GAN"
  static let summary = "Digits from 7 × 7 pixels: the better figures or the better pictures"
  static let articles = [
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)")
  ]
  static let references = [
    Citation(
      "Keys", 1981,
      "Cubic convolution interpolation for digital image processing",
      "https://doi.org/10.1109/TASSP.1981.1163711"),
    Citation(
      "Wang and others", 2004,
      "Image quality assessment: from error visibility to structural similarity",
      "https://doi.org/10.1109/TIP.2003.819861"),
    Citation(
      "Ledig and others", 2017,
      "Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network",
      "https://arxiv.org/abs/1609.04802"),
    Citation(
      "Blau and Michaeli", 2018,
      "The Perception-Distortion Tradeoff",
      "https://arxiv.org/abs/1711.06077"),
  ]
  static let minutes = Minutes(smoke: 0.05, standard: 2.5, article: 160)
  static let sourcePath = #filePath

  @Setting(
    "steps on the squared error, before an adversary comes", smoke: 10, article: 20_000,
    in: 10...200_000)
  var steps = 3000
  @Setting(
    "turns with the adversary, and as many more steps without", smoke: 10, article: 20_000,
    in: 10...200_000)
  var turns = 1500
  @Setting("turns for each weight of the adversary", smoke: 5, article: 2000, in: 5...100_000)
  var shortTurns = 300
  @Setting("steps between two entries of the log", smoke: 1, article: 100, in: 1...1000)
  var period = 25
  @Setting("batch size, pairs in a training step", smoke: 16, article: 16, in: 2...1000)
  var batchSize = 64
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("test digits that are enlarged and measured", smoke: 500, in: 100...10_000)
  var testDigits = 10_000
  @Setting(
    "channels of the generator's last maps; those before have twice as many", smoke: 4, article: 32,
    in: 1...64)
  var lastWidth = 8
  @Setting("residual blocks of the generator", smoke: 2, article: 16, in: 1...32)
  var blocks = 4
  @Setting("channels of the discriminator's first maps", article: 64, in: 1...128)
  var discriminatorWidth = 16
  @Setting("passes of the reader over the training digits", in: 1...100)
  var readerEpochs = 1
  @Setting("learning rate on the squared error", article: 1e-4, in: 0...1)
  var learningRate = 2e-3
  @Setting("learning rate of the generator against the adversary", article: 1e-4, in: 0...1)
  var generatorLearningRate = 1e-3
  @Setting("learning rate of the discriminator", article: 1e-4, in: 0...1)
  var discriminatorLearningRate = 5e-4
  @Setting("weight of the squared error beside the content loss", article: 0, in: 0...1000)
  var squaredErrorWeight: Float = 1
  @Setting("weight of the adversary", article: 1e-3, in: 0...1000)
  var adversaryWeight: Float = 3e-3
  @Setting("decay of the exponential moving average of the generator's parameters", in: 0...0.9999)
  var emaDecay: Float = 0.995
  var work: Double {
    let turns = Double(steps) + 3 * Double(turns) + 10 * Double(shortTurns)
    return turns * Double(batchSize * lastWidth * lastWidth) * Double(blocks + 6)
  }
}

//: ## Networks
//:
//: The generator of the paper, with fewer channels and smaller kernels: all of its residual blocks work on the small picture, where a convolution costs
//: least, and only at the end the picture grows, twice by two. For that a convolution makes four times the channels,
//: and a **pixel shuffle** lays four channels side by side as a block of 2 × 2 pixels: nothing is interpolated. With
//: the squared error alone it is called SRResNet.

final class Enlarger: SequentialNetwork {
  let layers: Sequential

  init(_ small: ImageShape, width: Int, blocks: Int, using seeds: inout Seeds) {
    let residuals = (0..<blocks).map { _ in
      Residual(
        Convolution2D(width, width, size: 3, using: &seeds), BatchNormalization(width), PReLU(1),
        Convolution2D(width, width, size: 3, using: &seeds), BatchNormalization(width))
    }
    layers = Sequential(
      Reshape([small.height, small.width, small.channels]),
      Convolution2D(small.channels, width, size: 5, using: &seeds), PReLU(1),
      Residual(
        Sequential(residuals), Convolution2D(width, width, size: 3, using: &seeds),
        BatchNormalization(width)),
      Convolution2D(width, 4 * width, size: 3, using: &seeds), PixelShuffle(), PReLU(1),
      Convolution2D(width, 2 * width, size: 3, using: &seeds), PixelShuffle(), PReLU(1),
      Convolution2D(width / 2, small.channels, size: 5, .sigmoid, using: &seeds), Flatten())
  }
}

//:include Shared/PatchDiscriminator.swift
//:
//: What a picture shows is compared by a network that has learned to see: the paper takes a layer of VGG. Here a small
//: reader of digits, trained beforehand, does, with the maps of its second convolution. It has nothing to do with the
//: judge who measures at the end: a judge that was used in training would be no judge.

final class Reader: Network {
  let maps, logits: Sequential

  init(_ shape: ImageShape, classes: Int, using seeds: inout Seeds) {
    let quarter = (shape.height / 4) * (shape.width / 4)
    maps = Sequential(
      Reshape([shape.height, shape.width, shape.channels]),
      Convolution2D(shape.channels, 16, size: 3, .relu, using: &seeds), MaxPooling2D(),
      Convolution2D(16, 32, size: 3, .relu, using: &seeds))
    logits = Sequential(MaxPooling2D(), Flatten(), Dense(quarter * 32, classes, using: &seeds))
  }
}

//: ## Losses
//:
//: SRResNet minimises the mean squared error of the pixels, and so maximises the **peak signal-to-noise ratio** (PSNR),
//: which is its negative logarithm. The SRGAN's generator has three terms:
//:
//: $$\underbrace{E\,\|\phi(G(x)) - \phi(y)\|^2}_{\text{content}} + E\,\|G(x) - y\|^2 - 0.003\; E \log D(G(x)),$$
//:
//: with the reader's maps $\phi$, each term a mean over all numbers that it compares. The discriminator minimises the
//: cross-entropies of digits and pictures. The paper has no second term; here it is meant to keep the ground between strokes white,
//: and was not tried without. The paper's discriminator has batch normalisation and dense layers, and judges whole pictures.

extension SRGAN {
  typealias Training = PairedTraining<Enlarger>

  func squaredError(_ pictures: Training.Pictures) -> Tensor {
    squaredErrorLoss(predicted: pictures.made, expected: pictures.targets, reduction: .mean)
  }

  func generatorLoss(
    _ pictures: Training.Pictures, logits: Tensor, _ reader: Reader, weight: Float
  ) -> Tensor {
    let seen = reader.maps(pictures.made), expected = reader.maps(pictures.targets)
    return squaredErrorLoss(predicted: seen, expected: expected, reduction: .mean)
      + squaredErrorWeight * squaredError(pictures)
      + weight * AdversarialLoss.nonSaturating.generator(generated: logits)
  }
}

//: ## Training
//:
//: One SRResNet is trained first. From there two ways go on for equally many steps, with the same rates: with the
//: squared error as before, and with the adversary. So neither had more training than the other when they are compared.

extension SRGAN {
  func trained(
    _ name: String, against adversary: (weight: Float, reader: Reader)? = nil, steps: Int,
    on pairs: ImagePairs, from start: Training? = nil, in lab: Lab, line: Int = #line,
    atFrame: (Int, Training) -> Void = { _, _ in }
  ) throws -> Training {
    var seeds = Seeds(lab.stream("\(name) weights"))
    let training = try Training(
      name, in: lab, on: pairs, batchSize: batchSize, emaDecay: emaDecay,
      from: start?.average.network
    ) { Enlarger(pairs.sources.shape, width: 2 * lastWidth, blocks: blocks, using: &seeds) }
    guard let adversary else {
      try training.train(
        steps: steps, period: period, optimizer: { Adam(for: $0, learningRate: 0) },
        learningRate: start == nil ? learningRate : generatorLearningRate,
        decayStart: start == nil ? 1 : 0.5, loss: squaredError, line: line)
      return training
    }
    seeds = Seeds(lab.stream("\(name) discriminator"))
    let shape = pairs.targets.shape
    let discriminator = PatchDiscriminator(
      channels: shape.channels, width: discriminatorWidth, isNormalized: false, using: &seeds)
    func judged(_ images: Tensor, _ phase: Phase) -> Tensor {
      discriminator(images.reshaped(to: shape), phase)
    }
    try training.train(
      against: discriminator, turns: steps, period: period,
      optimizer: { Adam(for: $0, learningRate: 0) },
      learningRates: (generatorLearningRate, discriminatorLearningRate),
      decayStart: start == nil ? 1 : 0.5,
      generatorLoss: {
        generatorLoss(
          $0, logits: judged($0.made, $1), adversary.reader, weight: adversary.weight)
      },
      discriminatorLoss: {
        AdversarialLoss.nonSaturating.discriminator(
          real: judged($0.targets, $1), generated: judged($0.made, $1))
      }, line: line, atFrame: { atFrame($0, training) })
    lab.save(discriminator, as: "\(name)-discriminator", taking: ["pictures": [shape.size]]) {
      ["logits": discriminator($0[0].reshaped(to: shape), .inference)]
    }
    return training
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .sides(multipleOf: 4))
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(testDigits)
    let pairs = ImagePairs(from: train.blockMeans(of: 4, on: lab.workers), to: train)
    let small = test.blockMeans(of: 4, on: lab.workers), sources = small.tensor
    let watched = sources.firstRows(min(24, test.count))

    let first = try trained("first", steps: steps, on: pairs, in: lab)
    var seeds = Seeds(lab.stream("reader weights"))
    let reader = Reader(digits.shape, classes: digits.classes, using: &seeds)
    let adam = Adam(for: reader, learningRate: 1e-3)
    lab.describe(["reader/loss": "Reader's cross-entropy, mean over an epoch"], unit: "nats")
    try lab.train(adam, on: train, batchSize: min(100, train.count), epochs: readerEpochs) {
      batch in
      let loss = softmaxCrossEntropyLoss(
        logits: reader.logits(reader.maps(batch.images)),
        expected: .oneHot(batch.labels, classes: digits.classes), reduction: .mean)
      try adam.minimize(loss)
      return ["reader/loss": loss.scalar]
    }
    let logits = test.tensor.mapRows { reader.logits(reader.maps($0)) }
    lab.metric(
      "reader/accuracy", accuracy(logits: logits, labels: test.labels), unit: "share",
      "Share of test digits that the reader reads right", better: .more)

    let resNet = try trained("srresnet", steps: turns, on: pairs, from: first, in: lab)
    let gan = try trained(
      "srgan", against: (adversaryWeight, reader), steps: turns, on: pairs, from: first, in: lab
    ) { turn, gan in
      lab.appendImages("training", gan.draw(watched), step: turn, "Enlarged test digits")
    }

    //: Twenty-four test digits while the adversary is there, from SRResNet's pictures on:

    lab.imagesAnimation(
      "training", "Enlarged test digits while training", of: "training", columns: 12)
    lab.warnOfFailure(discriminator: "srgan/discriminator", smoothing: .none)

    //: ## Four pictures
    //:
    //: The lecture's figure: interpolation by cubic polynomials (Keys, 1981, with $a = -0.75$ as in PyTorch), SRResNet,
    //: SRGAN and the original, here below the small picture that the first three are given. The ratios are means over all
    //: test digits. In the lecture's picture, a photograph, they are 21.59, 23.53 and 21.15 dB, and the structural
    //: similarities 0.642, 0.783 and 0.687.

    let cubic = sources.reshaped(to: small.shape)
      .resized(height: digits.shape.height, width: digits.shape.width, .bicubic)
    let bicubic = cubic.flattened().clamped(to: 0...1)
    let (smooth, sharp) = (resNet.draw(sources), gan.draw(sources))
    let measures = try lab.fidelity(
      of: ["bicubic": bicubic, "srresnet": smooth, "srgan": sharp], to: test, from: digits,
      titles: ["bicubic", "SRResNet", "SRGAN"])
    lab.samples(sharp.greyLevels, labels: test.labels)
    let ratios = measures.map { ", \($0.peakSignalToNoise.mean.short) dB" }
    /// Some of the pictures, with their pixels repeated, so that edges can be seen.
    func rows(
      _ indices: [Int], _ ratios: [String] = ["", "", ""]
    ) -> KeyValuePairs<String, Tensor> {
      func few(_ images: Tensor, _ shape: ImageShape) -> Tensor {
        images.rows(at: indices.map { Int32($0) }[...]).reshaped(to: shape).upSampled()
      }
      let shape = test.shape
      return [
        "given": few(sources, small.shape).upSampled().upSampled(),
        "bicubic\(ratios[0])": few(bicubic, shape), "SRResNet\(ratios[1])": few(smooth, shape),
        "SRGAN\(ratios[2])": few(sharp, shape), "original": few(test.tensor, shape),
      ]
    }
    lab.images(
      "enlarged", "Test digits, enlarged in three ways",
      rows: rows(Array(0..<min(8, test.count)), ratios), isCover: true)

    //: The structural similarity (SSIM) compares means, variances and covariances under a small window. Both it and the
    //: ratio ask how near a picture is to the one that was there; the Fréchet distance and the sharpness ask whether it
    //: could be a digit. The distance is that from the very digits of which the pictures were made, so it may be less than
    //: that of other digits.

    lab.claim("SRResNet reaches 20.6 dB", "srresnet/psnr", .atLeast(20.6))
    let readable = try lab.yardstick(for: digits).testDigits.agreement?.overall ?? 1
    for name in ["srresnet", "srgan"] {
      lab.claim("Legible as digits are: \(name)", "\(name)/agreement", .atLeast(0.9 * readable))
    }
    lab.claim(
      "The SRGAN's pictures have at most half of SRResNet's Fréchet distance",
      "srgan/frechet-distance", .atMost(0.5, of: "srresnet/frechet-distance"))
    lab.claim(
      "The SRGAN's pictures are at least 1.4 times as sharp as SRResNet's", "srgan/sharpness",
      .atLeast(1.4, of: "srresnet/sharpness"))
    lab.claim(
      "SRResNet has the better signal-to-noise ratio, by at most 1 dB",
      measures[1].peakSignalToNoise.mean - measures[2].peakSignalToNoise.mean, .within(0...1),
      unit: "dB")

    //: ## Right to look at, and wrong
    //:
    //: Of a blurred picture the judge is seldom sure. A sharp one may show another digit than there was, and nothing in
    //: it tells. The last column of the table counts pictures that the judge surely (with a probability of 0.9 or more)
    //: reads as another label than the original's, which it reads right. Interpolation makes few such mistakes. The two networks
    //: make about equally many, with or without an adversary: both have learned what digits look like, and where the small
    //: picture does not tell which digit it was, they draw one. So the mistakes are not the adversary's. The first ones by the SRGAN, with what was and what is read:

    let wrong = Array(measures[2].sureMistakes.prefix(8))
    if !wrong.isEmpty {
      lab.images(
        "wrong", "Pictures by the SRGAN that look right and are wrong", rows: rows(wrong),
        columnLabels: wrong.map { "\(test.labels[$0])→\(measures[2].reading.labels[$0])" })
    }
    lab.claim(
      "Some of the SRGAN's pictures look right and are wrong, more than of those by interpolation",
      "srgan/sure-mistakes", .above("bicubic/sure-mistakes"))

    //: ## What content loss and adversary cost
    //:
    //: Short trainings, all from the same SRResNet: with the squared error alone, with content loss and squared error
    //: (weight 0), and with an adversary of ever more weight. To be near the original and to look like a digit are two
    //: goals, and no method can be best at both (Blau and Michaeli, 2018): from some point on one is had only at the
    //: cost of the other. At the weight of the SRGAN above most of what is gained is gained by the content loss: compare weight 0
    //: with the squared error alone. It compares maps of a reader of digits, and the judge is one, though another, so the Fréchet
    //: distance may favour it.

    let yardstick = try lab.yardstick(for: digits)
    var ways: [(name: String, ratio: Double, distance: Double)] = []
    for weight in [nil, 0, 0.003, 0.01, 0.03, 0.1] as [Float?] {
      let way = try trained(
        "way-\(ways.count)", against: weight.map { ($0, reader) }, steps: shortTurns, on: pairs,
        from: first, in: lab)
      lab.save(
        way.average.network, as: "way-\(ways.count)", taking: ["small": [small.shape.size]]
      ) {
        ["pictures": way.average.network($0[0])]
      }
      let pictures = way.draw(sources)
      let name = weight.map { "weight \($0.short)" } ?? "squared error"
      let ratio = peakSignalToNoise(of: pictures, against: test.tensor).mean
      ways.append((name, ratio, yardstick.frechetDistance(of: pictures)))
    }
    lab.points(
      "trade-off", "Short trainings: nearness to the originals, and distance from digits",
      ways.map { ($0.name, x: $0.ratio, y: $0.distance) }, title: "Two goals",
      x: PlotAxis("PSNR, dB"), y: PlotAxis("Fréchet distance"))
    lab.claim(
      "Of all ways the squared error alone has the best ratio and the worst Fréchet distance",
      ways.dropFirst().allSatisfy { $0.ratio < ways[0].ratio && $0.distance < ways[0].distance })
    lab.save(reader, as: "reader", taking: ["pictures": [digits.shape.size]]) {
      let maps = reader.maps($0[0])
      return ["logits": reader.logits(maps), "maps": maps]
    }
    for (name, training) in [("first", first), ("srresnet", resNet), ("generator", gan)] {
      lab.save(training.average.network, as: name, taking: ["small": [small.shape.size]]) {
        ["pictures": training.average.network($0[0])]
      }
    }
  }
}

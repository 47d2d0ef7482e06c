import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Pix2pix
//:
//: A drawing becomes a photograph, a map an aerial view: Isola and others (2017) gave all such tasks one network and
//: one loss. Of the tasks only pairs of pictures are known, and the loss is learned: a discriminator sees *both*
//: pictures and says whether they are a pair from the data, a positive example, or whether the second one was drawn, a
//: negative one. So it asks not only whether a picture is good but whether it belongs to what was given.
//:
//: Beside it stands the plain mean absolute difference, $L_1$. What the adversary adds depends on how much the given
//: picture leaves open. This notebook has a task that leaves little open, to draw a digit of its skeleton, and one that
//: leaves much, to draw the lower half below the upper one, with less weight of $L_1$, so that the adversary counts.

struct Pix2pix: Notebook {
  static let name = "pix2pix"
  static let title = "Pix2pix"
  static let summary = "Digits from skeletons and from upper halves: when a learned loss helps"
  static let articles = [
    Article(
      "Perminov", 2020, "Генеративно-состязательные нейронные сети и их друзья (lecture, ISP RAS)")
  ]
  static let references = [
    Citation(
      "Zhang and Suen", 1984,
      "A fast parallel algorithm for thinning digital patterns",
      "https://doi.org/10.1145/357994.358023"),
    Citation(
      "Isola and others", 2017,
      "Image-to-Image Translation with Conditional Adversarial Networks",
      "https://arxiv.org/abs/1611.07004"),
  ]
  static let minutes = Minutes(smoke: 0.06, standard: 2.5, article: 180)
  static let sourcePath = #filePath

  @Setting(
    "steps on skeletons, with and without the adversary", smoke: 10, article: 20_000,
    in: 10...200_000)
  var skeletonTurns = 2500
  @Setting(
    "steps on upper halves, with and without the adversary", smoke: 10, article: 20_000,
    in: 10...200_000)
  var halfTurns = 2500
  @Setting("steps between two entries of the log", smoke: 1, article: 100, in: 1...1000)
  var period = 25
  @Setting("batch size, pairs in a training step", smoke: 16, article: 10, in: 1...1000)
  var batchSize = 32
  @Setting("training digits, from the first on", smoke: 1000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("test digits that are drawn and measured", smoke: 500, in: 100...10_000)
  var testDigits = 10_000
  @Setting("channels of the generator's first maps", article: 64, in: 1...128)
  var width = 8
  @Setting("channels of the discriminator's first maps", article: 64, in: 1...128)
  var discriminatorWidth = 16
  @Setting("weight of the absolute difference on skeletons", article: 100, in: 0...1000)
  var skeletonWeight: Float = 100
  @Setting("weight of the absolute difference on upper halves", article: 100, in: 0...1000)
  var halfWeight: Float = 15
  @Setting("share of the generator's inner maps that dropout sets to 0", in: 0...0.9)
  var dropout: Float = 0.5
  @Setting("learning rate of the generator", article: 2e-4, in: 0...1)
  var generatorLearningRate = 1e-3
  @Setting("learning rate of the discriminator", article: 2e-4, in: 0...1)
  var discriminatorLearningRate = 4e-4
  @Setting("Adam's decay of the mean gradient, β₁", in: 0...0.999)
  var beta1: Float = 0.5
  @Setting(
    "decay of the exponential moving average of the generator's parameters; 0 draws without one",
    article: 0, in: 0...0.9999)
  var emaDecay: Float = 0.995
  var work: Double {
    Double(skeletonTurns + halfTurns) * Double(batchSize * width * width)
  }
}

//: ## Networks
//:
//: The generator is a **U-Net** (Ronneberger and others, 2015). It halves the maps twice, so that what lies far apart
//: comes together, and doubles them again; and each time the maps of the same size from before are put beside, so that
//: nothing of the given picture has to pass through the small ones. There is no latent code: what chance there is comes
//: from dropout, which stays on when the network draws.

final class UNet: SequentialNetwork {
  let layers: Sequential

  init(_ shape: ImageShape, width: Int, dropout: Float, using seeds: inout Seeds) {
    let leaky = Activation.leakyReLU(slope: 0.2)
    func halved(_ inputs: Int, _ outputs: Int) -> Sequential {
      Sequential(
        NormalizedConvolution2D(
          inputs, outputs, size: 4, stride: 2, .instance(), leaky, using: &seeds))
    }
    func doubled(_ inputs: Int, _ outputs: Int) -> Sequential {
      Sequential(
        NormalizedConvolutionTranspose2D(
          inputs, outputs, size: 4, .instance(), .relu, using: &seeds))
    }
    layers = Sequential(
      Reshape([shape.height, shape.width, shape.channels]),
      Convolution2D(shape.channels, width, size: 3, leaky, using: &seeds),
      SkipConnection(
        halved(width, 2 * width),
        SkipConnection(
          halved(2 * width, 4 * width),
          SkipConnection(
            NormalizedConvolution2D(
              4 * width, 4 * width, size: 3, .instance(), .relu, using: &seeds), Dropout(dropout)),
          doubled(8 * width, 2 * width), Dropout(dropout)),
        doubled(4 * width, width)),
      Convolution2D(2 * width, shape.channels, size: 3, .sigmoid, using: &seeds), Flatten())
  }
}

//:include Shared/PatchDiscriminator.swift

//: ## Losses
//:
//: The discriminator is given two channels, the given picture and the one that belongs to it. The generator's loss is
//:
//: $$-E \log D(x, G(x)) + \lambda\; E\,|G(x) - y|,$$
//:
//: with a mean over all pixels, and without the adversary only the second term. The minimum of the absolute difference
//: is the median: a pixel that is white in more than half of all digits that go with $x$ is drawn white.

extension Pix2pix {
  typealias Training = PairedTraining<UNet>

  func absoluteError(_ pictures: Training.Pictures) -> Tensor {
    absoluteErrorLoss(predicted: pictures.made, expected: pictures.targets, reduction: .mean)
  }

  func logits(
    _ discriminator: PatchDiscriminator, _ given: Tensor, _ picture: Tensor, _ shape: ImageShape
  ) -> Tensor {
    let pair = given.reshaped(to: shape).concatenated(with: picture.reshaped(to: shape))
    return discriminator(pair, .inference)
  }

  func generatorLoss(_ pictures: Training.Pictures, logits: Tensor, weight: Float) -> Tensor {
    AdversarialLoss.nonSaturating.generator(generated: logits) + weight * absoluteError(pictures)
  }
}

//: ## Training
//:
//: For each task two generators are trained for equally many steps at the same rates, with the adversary and without
//: it, and draw all test digits. The tables have a row for what is given, too: what the judge reads in it shows what it
//: leaves open.

extension Pix2pix {
  struct Outcome {
    let drawn: Tensor, discriminator: PatchDiscriminator, measures: [PictureFidelity]
  }

  func outcome(
    _ name: String, weight: Float, turns: Int, on pairs: ImagePairs, drawing given: DigitSet,
    to test: DigitSet, from digits: DigitData, in lab: Lab, line: Int = #line
  ) throws -> Outcome {
    let shape = pairs.targets.shape, sources = given.tensor
    func training(_ name: String) throws -> Training {
      var seeds = Seeds(lab.stream("\(name) weights"))
      return try Training(name, in: lab, on: pairs, batchSize: batchSize, emaDecay: emaDecay) {
        UNet(shape, width: width, dropout: dropout, using: &seeds)
      }
    }
    func adam(_ network: any Network) -> Adam { Adam(for: network, learningRate: 0, beta1: beta1) }
    var seeds = Seeds(lab.stream("\(name) discriminator"))
    let discriminator = PatchDiscriminator(
      channels: 2 * shape.channels, width: discriminatorWidth, isNormalized: true, using: &seeds)
    let adversarial = try training("\(name)-gan"), plain = try training("\(name)-plain")
    try adversarial.train(
      against: discriminator, turns: turns, period: period, optimizer: adam,
      learningRates: (generatorLearningRate, discriminatorLearningRate), decayStart: 0.5,
      generatorLoss: { pictures, _ in
        let logits = logits(discriminator, pictures.sources, pictures.made, shape)
        return generatorLoss(pictures, logits: logits, weight: weight)
      },
      discriminatorLoss: { pictures, _ in
        AdversarialLoss.nonSaturating.discriminator(
          real: logits(discriminator, pictures.sources, pictures.targets, shape),
          generated: logits(discriminator, pictures.sources, pictures.made, shape))
      }, line: line
    ) { turn in
      let shown = sources.firstRows(min(12, test.count))
      let pictures = adversarial.draw(shown, noise: lab.stream("frames"))
      lab.appendImages("\(name)-training", pictures, step: turn, "Drawn test digits", line: line)
    }
    try plain.train(
      steps: turns, period: period, optimizer: adam,
      learningRate: generatorLearningRate, decayStart: 0.5, loss: absoluteError, line: line)
    for (way, training) in [("", adversarial), ("plain-", plain)] {
      lab.save(
        training.average.network, as: "\(name)-\(way)generator", taking: ["given": [shape.size]]
      ) {
        ["pictures": training.average.network($0[0])]
      }
    }
    lab.save(
      discriminator, as: "\(name)-discriminator",
      taking: ["given": [shape.size], "pictures": [shape.size]]
    ) {
      ["logits": logits(discriminator, $0[0], $0[1], shape)]
    }
    let noise = lab.stream("\(name) drawing")
    let drawn = adversarial.draw(sources, noise: noise), dull = plain.draw(sources, noise: noise)
    let measures = try lab.fidelity(
      of: ["\(name)/given": sources, "\(name)/plain": dull, "\(name)/gan": drawn], to: test,
      from: digits, titles: ["given", "L1 alone", "L1 and adversary"], line: line)
    lab.samples(drawn.greyLevels, labels: test.labels, of: name, line: line)
    lab.images(
      name, "Test digits, drawn in both ways",
      rows: [
        "given": sources, "L1 alone": dull, "with adversary": drawn, "digit": test.tensor,
      ], first: 12, isCover: name == "half", line: line)
    lab.imagesAnimation(
      "\(name)-training", "The same with the adversary while training", of: "\(name)-training",
      columns: 12, line: line)
    return Outcome(drawn: drawn, discriminator: discriminator, measures: measures)
  }

  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .sides(multipleOf: 4, channels: 1...1))
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(testDigits)

    //: ## From skeletons to digits
    //:
    //: A skeleton is what Zhang and Suen's algorithm (1984) leaves of a digit: lines. The generator has to find how thick and how dark
    //: the strokes were. Thinning also closes gaps and loops of thick strokes, so some skeletons no longer tell the label; the
    //: difference between digits and drawn ones in *agreement* shows how many.

    let skeleton = try outcome(
      "skeleton", weight: skeletonWeight, turns: skeletonTurns,
      on: ImagePairs(from: train.skeletons(on: lab.workers), to: train),
      drawing: test.skeletons(on: lab.workers), to: test, from: digits, in: lab)
    let readable = try lab.yardstick(for: digits).testDigits.agreement?.overall ?? 1
    lab.claim(
      "Digits drawn from skeletons are read as what they were nine tenths as often as digits",
      "skeleton/gan/agreement", .atLeast(0.9 * readable))
    lab.claim(
      "Digits drawn from skeletons differ from the true ones by at most 0.045 a pixel",
      "skeleton/gan/absolute-error", .atMost(0.045))

    //: ## Positive and negative pairs
    //:
    //: What the discriminator is given, as in the lecture's figure: a skeleton with its digit, and the same skeleton
    //: with what the generator draws. Below each second picture, patch by patch, the probability that it is part of a
    //: pair from the data: white for 0 and black for 1.

    let given = test.skeletons(on: lab.workers).tensor, few = min(12, test.count)
    func verdicts(_ pictures: Tensor, _ count: Int) -> Tensor {
      let (first, second) = (given.firstRows(count), pictures.firstRows(count))
      return logits(skeleton.discriminator, first, second, digits.shape).activated(.sigmoid)
    }
    func enlarged(_ verdicts: Tensor) -> Tensor { verdicts.upSampled().upSampled().flattened() }
    lab.images(
      "pairs", "Positive pairs, negative ones, and what the discriminator says of them",
      rows: [
        "given": given.firstRows(few), "digit": test.tensor.firstRows(few),
        "verdict on the digit": enlarged(verdicts(test.tensor, few)),
        "drawn": skeleton.drawn.firstRows(few),
        "verdict on the drawn one": enlarged(verdicts(skeleton.drawn, few)),
      ])
    for (kind, pictures) in [("positive", test.tensor), ("negative", skeleton.drawn)] {
      lab.metric(
        "verdict/\(kind)", verdicts(pictures, min(1000, test.count)).mean().scalar,
        "Mean probability that the discriminator gives \(kind) pairs of test digits")
    }
    lab.claim(
      "The discriminator gives positive pairs more than negative ones", "verdict/positive",
      .above("verdict/negative"))

    //: ## From the upper half to the digit
    //:
    //: Below the upper half of a digit several ones can follow. The median of all is light where they disagree, and
    //: strokes fade out. An adversary can tell such a picture from a digit. With it the lower halves become sharp, but not more often
    //: right: *sure mistakes* become more, and the pictures have stray dots and broken ends.

    let half = try outcome(
      "half", weight: halfWeight, turns: halfTurns,
      on: ImagePairs(from: train.upperHalves(on: lab.workers), to: train),
      drawing: test.upperHalves(on: lab.workers), to: test, from: digits, in: lab)
    lab.claim(
      "On upper halves, the Fréchet distance with the adversary is at most half of that without",
      "half/gan/frechet-distance", .atMost(0.5, of: "half/plain/frechet-distance"))
    lab.claim(
      "On upper halves, pictures with the adversary are at least 1.4 times as sharp as without",
      "half/gan/sharpness",
      .atLeast(1.4, of: "half/plain/sharpness"))
    lab.claim(
      "On upper halves, pictures with the adversary are about as sharp as digits",
      "half/gan/sharpness", .within(0.85...1.15))
    lab.claim(
      "With the adversary pixels differ from the original's by at most an eighth more than without",
      "half/gan/absolute-error", .atMost(1.125, of: "half/plain/absolute-error"))
    lab.claim(
      "The judge reads at most 4 percentage points fewer as the original's label than without",
      half.measures[2].agreement.overall, .atLeast(half.measures[1].agreement.overall - 0.04),
      unit: "share")
    func gain(_ measures: [PictureFidelity]) -> Double {
      measures[2].sharpness / measures[1].sharpness
    }
    lab.claim(
      "The adversary sharpens digits from skeletons less than those from upper halves",
      gain(skeleton.measures), .below(gain(half.measures)))
  }
}

import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Conditional variational autoencoder
//:
//: A variational autoencoder draws digits, but not the digit one asks for. A conditional one (Sohn and others, 2015)
//: has the label as an input of both networks. The encoder need not put into the code which digit it sees, for the
//: decoder has the label anyway. So the code can hold everything else, the **style**: thickness, slant and shape.
//: And a style can be transferred from one digit to another.

struct CVAE: Notebook {
  static let name = "cvae"
  static let title = "Conditional variational autoencoder"
  static let summary = "The digit one asks for, in the style of another"
  static let articles = [
    Article(
      "Surtsukov", 2017, "Автоэнкодеры в Keras, часть 4: conditional VAE",
      "https://msurtsukov.github.io/AE4/",
      items: [
        .number("Test loss at the 564th of 1000 epochs", "114.5 nats per digit", "loss/test"),
        .figure("A sine and a circle, decoded with and without labels", "toy"),
        .figure("Test digits above their reconstructions", "reconstructions"),
        .figure("The decoded plane of each label", "manifolds"),
        .figure("The same while training", "training"),
        .figure("Codes of each label", "codes"),
        .figure("Ten sevens and other digits in their styles", "transfer"),
      ])
  ]
  static let references = [
    Citation(
      "Kingma and Welling", 2013,
      "Auto-Encoding Variational Bayes",
      "https://arxiv.org/abs/1312.6114"),
    Citation(
      "Sohn, Lee and Yan", 2015,
      "Learning Structured Output Representation using Deep Conditional Generative Models",
      "https://papers.nips.cc/paper/5775-learning-structured-output-representation-using-deep-conditional-generative-models"
    ),
    Citation(
      "Castro and others", 2019,
      "Morpho-MNIST: Quantitative Assessment and Diagnostics for Representation Learning",
      "https://arxiv.org/abs/1809.10780"),
  ]
  static let minutes = Minutes(smoke: 0.03, standard: 0.6, article: 9)
  static let sourcePath = #filePath

  @Setting("dimensions of the latent space", in: 2...64)
  var latent = 8
  @Setting("epochs, passes over the training digits", smoke: 2, article: 1000, in: 1...10_000)
  var epochs = 60
  @Setting("batch size, digits in a training step", in: 1...10_000)
  var batchSize = 500
  @Setting("training digits, from the first on", smoke: 3000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("dropout rate of the hidden layers", in: 0...0.9)
  var dropoutRate: Float = 0.3
  @Setting("learning rate of Adam", in: 0...1)
  var learningRate: Float = 1e-3
  @Setting("factor of the codes in style transfer", article: 1, in: 0...1)
  var transferStrength: Float = 0.75
  @Setting("epochs over the points of the two curves", smoke: 2, in: 1...10_000)
  var toyEpochs = 300
  var work: Double {
    // A step also takes as long as 20 digits more, for the optimiser; an epoch over the curves as long as 440.
    Double(epochs) * Double(trainingDigits) * (1 + 20 / Double(batchSize))
      + 440 * Double(toyEpochs)
  }
}

//: ## Why labels help: two curves
//:
//: A thousand points on a sine and a thousand on a circle, with a little noise. An autoencoder whose code is a single
//: number decodes to a curve, and that curve has to pass through all of them. It is continuous, so somewhere it crosses
//: from the sine to the circle, by points that belong to neither. A decoder that has the label of the curve as another
//: input decodes to one curve for each label.

/// A sine on [−2.2, 2.2], label 0, or a circle of radius 0.5 about (1.5, −0.5), label 1.
func pointOfCurve(_ label: Int, at place: Float) -> [Float] {
  let x = 4.4 * place - 2.2
  if label == 0 { return [x, Elementary.sin(x)] }
  let (sine, cosine) = Elementary.sincos(turns: place)
  return [1.5 + 0.5 * cosine, -0.5 + 0.5 * sine]
}

final class CurveAutoencoder: Network {
  let encoder, decoder: Sequential
  private let isConditional: Bool

  init(isConditional: Bool, using seeds: inout Seeds) {
    self.isConditional = isConditional
    let labels = isConditional ? 2 : 0
    encoder = Sequential(
      Dense(2 + labels, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
      Dense(64, 1, using: &seeds))
    decoder = Sequential(
      Dense(1 + labels, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
      Dense(64, 2, using: &seeds))
  }

  func codes(_ points: Tensor, _ labels: Tensor) -> Tensor {
    encoder(isConditional ? points.concatenated(with: labels) : points)
  }

  func points(_ codes: Tensor, _ labels: Tensor) -> Tensor {
    decoder(isConditional ? codes.concatenated(with: labels) : codes)
  }
}

extension CVAE {
  /// Trains an autoencoder of the points, and decodes codes from the least to the greatest: of all points, or of each label's.
  func decodedCurves(
    of points: Tensor, _ labels: Tensor, isConditional: Bool, in lab: Lab, _ line: Int
  ) throws -> [Tensor] {
    var seeds = Seeds(lab.stream(isConditional ? "told weights" : "untold weights"))
    let network = CurveAutoencoder(isConditional: isConditional, using: &seeds)
    let adam = Adam(for: network, learningRate: 1e-3)
    try lab.train(
      adam, examples: 2000, batchSize: 30, epochs: toyEpochs, order: lab.stream("toy order"),
      line: line
    ) { indices in
      let points = points.rows(at: indices), labels = labels.rows(at: indices)
      let decoded = network.points(network.codes(points, labels), labels)
      let loss = squaredErrorLoss(predicted: decoded, expected: points, reduction: .mean)
      try adam.minimize(loss)
      return [isConditional ? "toy/conditional" : "toy/plain": loss.scalar]
    }
    let codes = network.codes(points, labels).values
    let parts = isConditional ? [codes[..<1000], codes[1000...]] : [codes[...]]
    return parts.enumerated().map { label, codes in
      let (least, greatest) = (codes.min() ?? 0, codes.max() ?? 0)
      let even = (0..<600).map { least + (greatest - least) * Float($0) / 599 }
      let labels = Tensor.oneHot([UInt8](repeating: UInt8(label), count: 600), classes: 2)
      return network.points(Tensor([600, 1], even), labels)
    }
  }

  func compareCurves(in lab: Lab, line: Int = #line) throws {
    let place = lab.stream("toy").child(0), noise = lab.stream("toy").child(1)
    let labels = Tensor.oneHot((0..<2000).map { UInt8($0 / 1000) }, classes: 2)
    let noisy = (0..<2000).flatMap { index in
      pointOfCurve(index / 1000, at: place.uniform(index)).enumerated().map { axis, coordinate in
        coordinate + 0.06 * noise.normal(2 * index + axis)
      }
    }
    let points = Tensor([2000, 2], noisy)
    let exact = Tensor(
      [800, 2], (0..<800).flatMap { pointOfCurve($0 / 400, at: Float($0 % 400) / 400) })
    lab.describe([
      "toy/plain": "Squared error of a coordinate without labels, mean over an epoch",
      "toy/conditional": "Squared error of a coordinate with labels, mean over an epoch",
    ])
    let plain = try decodedCurves(of: points, labels, isConditional: false, in: lab, line)
    let conditional = try decodedCurves(of: points, labels, isConditional: true, in: lab, line)

    lab.curves(
      "toy", "Decoded curves of an autoencoder that is not told the label, and of one that is",
      through: points, ["plain": plain, "conditional": conditional], range: -2.5...2.5)
    for (name, curves) in [("plain", plain), ("conditional", conditional)] {
      lab.metric(
        "toy/off-\(name)", shareOfLength(of: curves, fartherThan: 0.2, from: exact), unit: "share",
        "Share of the length of the \(name) autoencoder's curves that is off both curves")
    }
    lab.claim("With labels, curves keep to the points", "toy/off-conditional", .below(0.05))
    lab.claim(
      "At most half of that without", "toy/off-conditional", .atMost(0.5, of: "toy/off-plain"))
  }
}

//: The part between the curves is as long as they are far apart, and no amount of training removes it: the code has to
//: hold the label, too.
//:
//: ## Networks
//:
//:include Shared/ConditionalAutoencoder.swift

extension CVAE {
  static let diagrams = [
    Diagram(
      "networks",
      """
      As in the variational autoencoder, but the label is an input of both networks: the encoder makes a mean and a logarithm of the \
      variance of digit and label, the decoder a picture of code and label. Gradients of both parts of the loss come back to the \
      networks, but not to digit, label and noise
      """,
      .init(
        given: ["digit X", "label Y", "noise ε"], trained: ["encoder", "decoder"],
        losses: ["divergence", "cross-entropy"],
        [
          "digit X → encoder ⇄ mean μ ⇄ code Z = μ + σε ⇄ decoder ⇄ picture ⇄ cross-entropy",
          "encoder ⇄ log variance log σ² ⇄ code Z = μ + σε", "noise ε → code Z = μ + σε",
          "digit X → cross-entropy", "mean μ ⇄ divergence", "log variance log σ² ⇄ divergence",
          "label Y → encoder", "label Y → decoder",
        ]))
  ]
}

//: ## Training
//:
//: As in the article but for its length: there 1000 epochs, of which the 564th was the best with a test loss
//: of 114.5 nats. `--profile article` goes all the way.

extension CVAE {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64, images: .any)
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(trainingDigits)
    let pixels = digits.shape.size, labels = digits.distinctLabels
    try train.check(batchesOf: batchSize)
    try compareCurves(in: lab)
    var seeds = Seeds(lab.stream("weights"))
    let model = ConditionalAutoencoder(
      pixels: pixels, classes: digits.classes, latent: latent, dropoutRate: dropoutRate,
      using: &seeds)
    let adam = Adam(for: model.encoder, model.decoder, learningRate: learningRate)
    let noise = lab.stream("noise"), testNoise = lab.stream("test noise")
    let dropout = lab.stream("dropout")

    lab.describe(
      [
        "loss/train": "Reconstruction loss and divergence of training digits, mean over an epoch",
        "loss/test": "Reconstruction loss and divergence of the test digits",
        "loss/test-divergence": "Divergence of the test digits' codes from the prior",
      ], unit: "nats per digit")
    try lab.train(adam, on: train, batchSize: batchSize, epochs: epochs) { batch in
      let loss = model.loss(of: batch, noise: noise, dropout: dropout)
      try adam.minimize(loss / Float(2 * pixels))
      return ["loss/train": loss.scalar]
    } afterEpoch: { epoch in
      let (reconstruction, divergence) = model.losses(
        of: test.tensor, test.labels, noise: testNoise.at(step: UInt64(epoch)), .inference)
      lab.log("loss/test", (reconstruction + divergence).scalar, step: epoch)
      lab.log("loss/test-divergence", divergence.scalar, step: epoch)
    } atFrame: { epoch in
      lab.labelManifolds(of: labels, dimensions: latent, step: epoch, decode: model.images)
      lab.latents(model.codes(test.tensor, test.labels), labels: test.labels, step: epoch)
    }
    lab.learningCurves(
      "Loss over the epochs", article: digits.isMNIST ? ("564 epochs", 114.5) : nil)
    lab.claim(
      "The test loss comes within 3 % of the article's 114.5 nats", "loss/test", .atMost(118),
      unless: digits.besidesArticle)

    //: ## Reconstructions
    //:
    //: Eight numbers and a label hold more than two numbers: thin and thick, upright and slanted digits are
    //: reconstructed as such. They are blurred, as their sharpness says, that of the digits being 1.

    let style = StyleModel(strength: transferStrength, encode: model.codes, decode: model.images)
    lab.reconstructions(of: test, by: ["decoded": style])

    //: ## The manifold of each label
    //:
    //: The plane of the first two of the latent variables, decoded with each label, the others being 0. The same place
    //: is the same style in every plane.

    lab.labelPlanes(
      "manifolds", "The decoded plane of each label", of: labels, dimensions: latent,
      decode: model.images)
    lab.labelManifoldAnimation(
      "training", "The decoded planes while training", of: labels, isCover: true)

    //: The other variables are at work, too. One label with each of them changed in turn:

    lab.traversals(latent: latent, label: labels[labels.count / 3], decode: model.images)

    //: ## What the codes tell of the label
    //:
    //: The first two coordinates of the test digits' codes, for each label. The codes of an unconditional model have
    //: regions of labels. Here those of all labels lie about the origin: the code need not repeat what the decoder has as an
    //: input. Their distributions still differ, since some labels are written in fewer ways than others. A small
    //: classifier of codes tells the label far more often than by chance.

    lab.codesAnimation("codes", "The codes of each label while training", of: labels, range: -4...4)
    try lab.readLabelsFromCodes(of: model.codes, train: train, test: test)

    //: ## Style transfer
    //:
    //: Encode a seven as a seven, decode its code as every other digit. Row 7 has the sevens themselves.
    //: A style that is extreme for a seven may be one that no five of the training set has, and the decoder has never
    //: learned what to make of it. The article takes codes as they are, strength 1; here they are multiplied by ¾ before they are
    //: decoded, which leaves less of the style and more of the digit.

    lab.transfer(by: style, of: test, to: labels)

    //: Is the style kept for all test digits? Each is decoded as another one. The
    //: [judge](../../measures.md#the-judge), a classifier of digits, should read the new label. Slant and
    //: thickness are measured in the pictures; since a 7 is more slanted than a 0, each is taken less the mean of its label.
    //: A correlation with the original's does not see how much is kept: a style that is all but thrown away correlates as well.
    //: So the slopes of the regression lines are claimed, 1 being all of it and 0 nothing. The table has how much
    //: of the factors of a style can be predicted from the codes, and how much when the new digit is encoded in its turn.

    try lab.measureTransfer(by: style, of: test, to: labels, judge: lab.judge(for: digits))
    lab.claim("New digits are legible", "transfer/agreement", .atLeast(0.8))
    lab.claim("Half of the slant is kept", "transfer/slant-slope", .within(0.5...1.1))
    lab.claim("Half of the thickness is kept", "transfer/thickness-slope", .within(0.5...1.1))

    //: ## How good are the samples?
    //:
    //: Ten thousand pictures from standard normal codes, each label in turn, here the first ten of each; and their
    //: [measures](../../measures.md).

    let asked = Lab.inTurn(labels, count: 10_000)
    let samples = model.images(lab.sampleCodes(10_000, latent), asked)
    lab.samples(samples, "Ten pictures of each label", labels: asked, rows: 10)
    try lab.evaluate(samples: samples, labels: asked, against: digits, latent: latent)

    //: Codes of real digits do better. Each test digit's label is decoded with the code of another digit of that
    //: label: the codes of a label fill only a part of the normal distribution, and from the rest the decoder has never
    //: learned to draw that digit.

    try lab.exchangeCodes(by: style, of: test, judge: lab.judge(for: digits))
    lab.claim(
      "Pictures of other digits' codes are read right more often", "own-codes/agreement",
      .above("quality/label-agreement"))

    //: Between two styles of one label there are others, along a straight line or along a great circle.

    lab.interpolation(
      latent: latent, labels: digits.labels(preferring: [2, 3, 5, 8]), decode: model.images)
    lab.save(
      model.encoder, as: "encoder", taking: ["digits": [pixels], "labels": [digits.classes]]
    ) {
      let codes = model.encoder($0.concatenated(along: 1), .inference)
      return ["mean": codes.mean, "logVariance": codes.logVariance]
    }
    lab.save(model.decoder, as: "decoder", taking: ["codes": [latent], "labels": [digits.classes]])
    {
      ["pictures": model.decoder($0.concatenated(along: 1), .inference).activated(.sigmoid)]
    }
  }
}

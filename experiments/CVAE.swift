import Digits  //hide
import Evaluation  //hide
import Notebooks  //hide
import Kernels  //hide
import Layers  //hide
import Tensors  //hide

//: # Conditional variational autoencoder
//:
//: A variational autoencoder draws digits, but not the digit one asks for. The remedy is simple: tell both networks
//: the label. The encoder need not put into the code which digit it sees, and the decoder hears it anyway. So the
//: code is free for everything else, the **style**: how thick the pen, how slanted the hand. And a style can be
//: carried over from one digit to another.

struct CVAE: Notebook {  //hide
  static let name = "cvae"  //hide
  static let title = "Conditional variational autoencoder"  //hide
  static let summary = "The digit one asks for, in the style of another"  //hide
  static let minutes = Minutes(smoke: 0.03, standard: 0.6, article: 9)  //hide
  static let sourcePath = #filePath  //hide

  @Setting("dimensions of the latent space", in: 2...64)  //hide
  var latent = 8  //hide
  @Setting("passes over the training digits", smoke: 2, article: 1000, in: 1...10_000)  //hide
  var epochs = 60  //hide
  @Setting("digits in a training step", in: 1...10_000)  //hide
  var batchSize = 500  //hide
  @Setting("training digits, from the first on", smoke: 3000, in: 500...60_000)  //hide
  var trainingDigits = 60_000  //hide
  @Setting("share of the neurons that a step leaves out", in: 0...0.9)  //hide
  var dropRate = 0.3  //hide
  @Setting("learning rate of Adam", in: 0...1)  //hide
  var learningRate = 1e-3  //hide
  @Setting("share of a style that is carried over", in: 0...1)  //hide
  var transferStrength = 0.75  //hide
  @Setting("passes over the points of the toy", smoke: 2, in: 1...10_000)  //hide
  var toyEpochs = 300  //hide
  var work: Double {  //hide
    // A step also takes as long as 20 digits more, for the optimiser; a pass over the toy as long as 440.  //hide
    Double(epochs) * Double(trainingDigits) * (1 + 20 / Double(batchSize))  //hide
      + 440 * Double(toyEpochs)  //hide
  }  //hide
}  //hide

//: ## Why labels help: two curves
//:
//: A thousand points on a sine and a thousand on a circle, with a little noise. An autoencoder whose code is a single
//: number has to lay one thread through all of them. The thread does not break, so somewhere it leaps from one
//: curve to the other, and there it decodes to points that belong to neither. Told which curve a point is
//: from, the decoder may keep a thread for each.

final class ThreadAutoencoder: Network {
  let encoder, decoder: Sequential

  init(labels: Int, using seeds: inout Seeds) {
    encoder = Sequential(
      Dense(2 + labels, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
      Dense(64, 1, using: &seeds))
    decoder = Sequential(
      Dense(1 + labels, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
      Dense(64, 2, using: &seeds))
  }
}

/// The two curves: a thousand points on each, one curve after the other, and their labels as one-hot rows.
struct TwoCurves {
  let points, labels: Tensor

  init(using stream: RandomStream) {
    let place = stream.child(0), noise = stream.child(1)
    let points = (0..<2000).flatMap { index -> [Float] in
      let (x, y) = Self.curve(index / 1000, at: place.uniform(index))
      return [x + 0.06 * noise.normal(2 * index), y + 0.06 * noise.normal(2 * index + 1)]
    }
    self.points = Tensor([2000, 2], points)
    labels = .oneHot((0..<2000).map { UInt8($0 / 1000) }, classes: 2)
  }

  /// A sine on [−2.2, 2.2], and a circle of radius 0.5 about (1.5, −0.5).
  static func curve(_ label: Int, at place: Float) -> (x: Float, y: Float) {
    let x = 4.4 * place - 2.2
    if label == 0 { return (x, Elementary.sin(x)) }
    let (sine, cosine) = Elementary.sincos(turns: place)
    return (1.5 + 0.5 * cosine, -0.5 + 0.5 * sine)
  }
}

extension CVAE {
  /// Trains the toy and returns how it decodes a number, along with the codes of all points.
  func laidThread(
    through curves: TwoCurves, isTold: Bool, in lab: Lab
  ) throws -> (codes: Tensor, decode: (_ codes: Tensor, _ label: UInt8) -> Tensor) {
    var seeds = Seeds(lab.stream(isTold ? "told weights" : "untold weights"))
    let network = ThreadAutoencoder(labels: isTold ? 2 : 0, using: &seeds)
    let adam = Adam(for: network, learningRate: 1e-3)
    func told(_ tensor: Tensor, _ labels: Tensor) -> Tensor {
      isTold ? tensor.concatenated(with: labels) : tensor
    }
    let order = lab.stream("toy order")
    for epoch in 0..<toyEpochs {
      let permutation = order.at(step: UInt64(epoch)).permutation(curves.points.shape[0])
      for indices in BatchOrder(permutation: permutation, batchSize: 30) {
        let points = curves.points.rows(at: indices), labels = curves.labels.rows(at: indices)
        let decoded = network.decoder(told(network.encoder(told(points, labels)), labels))
        try adam.minimize(
          squaredErrorLoss(predicted: decoded, expected: points, reduction: .mean))
      }
    }
    return (
      network.encoder(told(curves.points, curves.labels)).detached,
      { codes, label in
        let labels = [UInt8](repeating: label, count: codes.shape[0])
        return network.decoder(told(codes, .oneHot(labels, classes: 2)))
      }
    )
  }
}

extension TwoCurves {
  /// Codes of one curve's points, or of all, evenly spaced from the least to the greatest, [count, 1].
  static func evenlySpaced(_ codes: ArraySlice<Float>, count: Int) -> Tensor {
    let least = codes.min() ?? 0, greatest = codes.max() ?? 0
    return Tensor(
      [count, 1], (0..<count).map { least + (greatest - least) * Float($0) / Float(count - 1) })
  }

  /// The share of a thread's length that is further than 0.2 from both curves; points are [x, y] pairs.
  static func shareOff(_ threads: [[Float]]) -> Double {
    let onCurves = (0..<2).flatMap { label in (0..<400).map { curve(label, at: Float($0) / 400) } }
    var (length, off) = (0.0, 0.0)
    for thread in threads {
      for index in stride(from: 2, to: thread.count, by: 2) {
        let (x, y) = (thread[index], thread[index + 1])
        let (dx, dy) = (x - thread[index - 2], y - thread[index - 1])
        let piece = Double((dx * dx + dy * dy).squareRoot())
        let nearest = onCurves.map { ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) }.min()
        length += piece
        if let nearest, nearest > 0.04 { off += piece }
      }
    }
    return length > 0 ? off / length : 0
  }
}

//: ## Networks
//:
//: One hidden layer on either side, and the label beside the input of both, as ten numbers of which one is 1. The
//: loss is the variational autoencoder's.

final class ConditionalEncoder: Network {
  let hidden: Sequential
  let mean, logVariance: Dense
  private let classes: Int

  init(latent: Int, classes: Int, dropRate: Float, using seeds: inout Seeds) {
    self.classes = classes
    hidden = Sequential(
      Dense(784 + classes, 256, .relu, using: &seeds), BatchNormalization(256), Dropout(dropRate))
    mean = Dense(256, latent, using: &seeds)
    logVariance = Dense(256, latent, using: &seeds)
  }

  func callAsFunction(
    _ images: Tensor, _ labels: [UInt8], _ phase: Phase
  ) -> (mean: Tensor, logVariance: Tensor) {
    let features = hidden(images.concatenated(with: .oneHot(labels, classes: classes)), phase)
    return (mean(features), logVariance(features))
  }
}

final class ConditionalDecoder: Network {
  let hidden: Sequential
  let logits: Dense
  private let classes: Int

  init(latent: Int, classes: Int, dropRate: Float, using seeds: inout Seeds) {
    self.classes = classes
    hidden = Sequential(
      Dense(latent + classes, 256, .leakyReLU(slope: 0.3), using: &seeds), BatchNormalization(256),
      Dropout(dropRate))
    logits = Dense(256, 784, using: &seeds)
  }

  /// Logits of the pixels.
  func callAsFunction(_ codes: Tensor, _ labels: [UInt8], _ phase: Phase) -> Tensor {
    logits(hidden(codes.concatenated(with: .oneHot(labels, classes: classes)), phase))
  }

  /// Pictures of the digits `labels` in the styles `codes`, pixels in [0, 1].
  func images(_ codes: Tensor, _ labels: [UInt8]) -> Tensor {
    self(codes, labels, .inference).activated(.sigmoid)
  }
}

extension CVAE {
  /// Reconstruction and divergence, in nats per digit, for codes drawn with the standard normal `epsilon`.
  func losses(
    of images: Tensor, _ labels: [UInt8], _ encoder: ConditionalEncoder,
    _ decoder: ConditionalDecoder, epsilon: Tensor, _ phase: Phase
  ) -> (reconstruction: Tensor, divergence: Tensor) {
    let (mean, logVariance) = encoder(images, labels, phase.child(0))
    let codes = mean + (0.5 * logVariance).exponential() * epsilon
    let logits = decoder(codes, labels, phase.child(1))
    return (
      crossEntropyLoss(logits: logits, expected: images, reduction: .perExample),
      gaussianDivergenceLoss(mean: mean, logVariance: logVariance, reduction: .perExample)
    )
  }
}

extension CVAE {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(labels: 2...64)
    let train = digits.train.prefix(trainingDigits)
    let test = digits.test.prefix(trainingDigits)
    try train.check(batchesOf: batchSize)
    try showThreads(in: lab)

    //: The leap is as long as the curves are far apart, and no amount of training takes it away: it is the price
    //: of a code that has to hold the label too.

    let classes = digits.classes, labels = digits.distinctLabels
    var seeds = Seeds(lab.stream("weights"))
    let encoder = ConditionalEncoder(
      latent: latent, classes: classes, dropRate: Float(dropRate), using: &seeds)
    let decoder = ConditionalDecoder(
      latent: latent, classes: classes, dropRate: Float(dropRate), using: &seeds)
    let adam = Adam(for: encoder, decoder, learningRate: Float(learningRate))
    let noise = lab.stream("noise"), dropout = lab.stream("dropout")
    let frames = FrameSchedule(upTo: epochs)
    let testImages = test.tensor
    func code(_ images: Tensor, _ labels: [UInt8]) -> Tensor {
      encoder(images, labels, .inference).mean
    }

    //: ## Training
    //:
    //: As in the article but for its length: there 1000 epochs, of which the 564th was the best with a test loss
    //: of 114.5 nats. `--profile article` goes all the way.

    try lab.train(
      on: train, batchSize: batchSize, epochs: epochs, saving: [encoder, decoder, adam]
    ) { batch in
      let (reconstruction, divergence) = losses(
        of: batch.images, batch.labels, encoder, decoder,
        epsilon: .normal([batch.size, latent], using: batch.stream(noise)),
        .training(batch.stream(dropout)))
      let loss = reconstruction + divergence
      try adam.minimize(loss / (2 * 784))
      return ["loss/train": loss.scalar]
    } afterEpoch: { epoch in
      let (reconstruction, divergence) = losses(
        of: testImages, test.labels, encoder, decoder,
        epsilon: .normal(
          [test.count, latent], using: lab.stream("test noise").at(step: UInt64(epoch))), .inference
      )
      let loss = Double((reconstruction + divergence).scalar)
      lab.metric("loss/test", loss, step: epoch, "nats per digit")
      lab.metric("loss/test-divergence", Double(divergence.scalar), step: epoch, "nats per digit")
      if frames.contains(epoch) {
        lab.labelManifolds(of: labels, dimensions: latent, step: epoch, decode: decoder.images)
        lab.latents(code(testImages, test.labels).values, labels: test.labels, step: epoch)
      }
    }
    let trainingLoss = lab.lastValue(of: "loss/train") ?? .nan
    let loss = lab.lastValue(of: "loss/test") ?? .nan
    lab.figure(
      "learning", caption: "Loss over the epochs",
      .lines(
        [.init("loss/train", name: "training"), .init("loss/test", name: "test")],
        guides: digits.isMNIST ? [.init("article, 564 epochs", at: 114.5)] : [],
        title: "Loss", x: PlotAxis("epoch"),
        y: PlotAxis("nats per digit", from: 0.95 * loss, to: 1.25 * trainingLoss)))
    lab.result("loss/test", loss, unit: "nats", "Test loss per digit", better: .less)
    lab.result("loss/train", trainingLoss, unit: "nats", "Training loss per digit", better: .less)
    if digits.isMNIST {
      lab.claim(
        "The test loss comes within 3 % of the article's 114.5 nats", loss <= 118,
        detail: "\(loss.short) ≤ 118")
    }

    //: ## Reconstructions
    //:
    //: Eight numbers and a label say far more than two numbers: thin and thick, upright and slanted come back.

    let few = test.prefix(10), originals = few.tensor
    lab.record(
      originals.greyLevels + decoder.images(code(originals, few.labels), few.labels).greyLevels,
      at: "reconstructions/images", shape: [2, few.count, 28, 28],
      description: "Ten test digits, then their reconstructions [row, column, y, x]")
    lab.figure(
      "reconstructions", caption: "Test digits above their reconstructions",
      .digits("reconstructions/images", columns: few.count, rowLabels: ["digit", "decoded"]))

    //: ## Ten manifolds
    //:
    //: One plane for each label, cut through the eight dimensions along the first two. At the same place of every
    //: plane stands the same style.

    lab.labelPlanes(of: labels, dimensions: latent, decode: decoder.images)
    lab.figure(
      "manifolds", caption: "The planes of the \(labels.count.inWords) labels",
      .labelPanels(labels) { .image(.whole("planes/label-\($0)"), scale: 1, greys: 16) })
    lab.animation(
      "training", caption: "The planes of the labels while training, on coarser grids",
      .labelPanels(labels) { .image(.each("manifold/label-\($0)")) }, steps: "manifold/steps",
      unit: "epoch", maximumFrames: 7, isCover: true)

    //: ## The codes do not tell the label
    //:
    //: The first two coordinates of the test digits' codes, one picture for each label. Where the unconditional
    //: model had regions of labels, now all ten lie about the middle: what the decoder hears anyway, the
    //: code need not repeat. Their shapes still differ. Ones have little but slant and thickness to tell, and
    //: leave a narrow trace.

    lab.animation(
      "codes", caption: "The codes of each label while training",
      .labelPanels(labels) { label in
        .scatter(
          [.init(.each("latents/codes"), labels: "latents/labels", onlyLabel: Int(label))],
          title: "label \(label)", x: PlotAxis("z1", -4...4), y: PlotAxis("z2", -4...4), side: 340)
      },
      steps: "latents/steps", unit: "epoch", maximumFrames: 10)

    //: ## Another digit in the same style
    //:
    //: Encode a seven as a seven, decode its code as every other digit. Row 7 shows the sevens themselves.
    //: A style that is extreme for a seven may be one that no five ever had, and what the decoder makes of it is
    //: anybody's guess. So codes are brought nearer to the middle, to three quarters of their length; the
    //: article takes them as they are, as does `--set transferStrength=1`.

    let model = StyleModel(encode: code, decode: decoder.images)
    let sevens = StyleOriginals(from: test, labels: labels)
    lab.transfer(
      sevens, by: model, strength: transferStrength, to: labels, at: "transfer/images")
    lab.figure(
      "transfer", caption: "\(sevens.words), and each other digit in their styles",
      .digits(
        "transfer/images", columns: sevens.digits.count, rowLabels: labels.map { "\($0)" }))

    //: Is that so for all test digits? Each is decoded as another one. The **judge**, a small network that has
    //: learned to read from the training digits and is never part of a loss, should read the new label. Slant and
    //: thickness, measured in the pictures, should follow those of the original; since a 7 leans more than
    //: a 0 by nature, each is taken less the mean of its label. The table says what the codes know of the
    //: hand, and what still knows it when the new digit is encoded in its turn.

    let transfer = lab.measureTransfer(
      by: model, strength: transferStrength, of: test, to: labels,
      judge: try lab.judge(for: digits))
    lab.claim(
      "A transferred style leaves the new digit legible", transfer.agreement.overall >= 0.95,
      detail: "\((100 * transfer.agreement.overall).short) % are read as the new label")
    lab.claim(
      "Slant is kept across labels", transfer.slant >= 0.8,
      detail: "correlation \(transfer.slant.short)")
    lab.claim(
      "Thickness is kept across labels", transfer.thickness >= 0.8,
      detail: "correlation \(transfer.thickness.short)")

    //: ## How good are the samples?
    //:
    //: A thousand pictures of each digit from normal codes, here the first ten of each. The judge's last hidden
    //: layer describes a picture by 64 features; taken for Gaussians, those of samples and of test digits are some
    //: way apart, the **Fréchet distance**. **Sharpness** is the mean square of the Laplacian.

    let asked = (0..<10_000).map { labels[$0 % labels.count] }
    let samples = decoder.images(
      Tensor.normal([asked.count, latent], using: lab.stream("samples")), asked)
    lab.samples(samples.greyLevels, labels: asked)
    lab.figure(
      "samples", caption: "Ten pictures of each digit",
      .digits("samples/images", columns: labels.count, count: 10 * labels.count))
    try lab.evaluate(samples: samples, labels: asked, against: digits)
    lab.warnOfFailure(falling: ["loss/train", "loss/test"])

    //: Between two styles of a three lie many more, along a straight line or along a great circle.

    let shown = digits.labels(preferring: [3])[0]
    let ends = Tensor.normal([8, latent], using: lab.stream("interpolation"))
    lab.interpolation(
      caption: "Four ways from one style of a \(Int(shown).inWords) to another",
      from: ends.firstRows(4), to: ends.lastRows(4)
    ) { codes in decoder.images(codes, [UInt8](repeating: shown, count: codes.shape[0])) }
    lab.save(encoder, as: "encoder")  //hide
    lab.save(decoder, as: "decoder")  //hide
  }

  /// Draws the threads that the toy lays and measures how much of them leads through nowhere.
  func showThreads(in lab: Lab, line: Int = #line) throws {
    let curves = TwoCurves(using: lab.stream("toy"))
    lab.record(
      curves.points.values, at: "toy/points", shape: curves.points.shape,
      description: "Points on a sine and a circle [point, x and y]", line: line)
    var shares: [Double] = []
    for (name, isTold) in [("untold", false), ("told", true)] {
      let (codes, decode) = try laidThread(through: curves, isTold: isTold, in: lab)
      // Without labels there is one thread, whatever label is given.
      let threads = (0..<(isTold ? 2 : 1)).map { label in
        let ends = isTold ? codes.values[label * 1000..<(label + 1) * 1000] : codes.values[...]
        return decode(TwoCurves.evenlySpaced(ends, count: 600), UInt8(label)).values
      }
      for (label, thread) in threads.enumerated() {
        lab.record(
          thread, at: "toy/\(name)-\(label)", shape: [thread.count / 2, 2],
          description: "Points along a thread [point, x and y]", line: line)
      }
      shares.append(TwoCurves.shareOff(threads))
    }
    lab.figure(
      "threads", caption: "One thread through both curves, and one for each",
      .panels(
        [
          ("without the label", [("untold-0", "thread")]),
          ("told the label", [("told-0", "sine's thread"), ("told-1", "circle's thread")]),
        ].map { title, threads in
          // The same longest name in both legends leaves both plots the same room.
          .scatter(
            [.init("toy/points", name: "points of the curves")]
              + threads.map { .init(.whole("toy/\($0)"), name: $1, isCurve: true) },
            title: title, x: PlotAxis("x", -2.5...2.5), y: PlotAxis("y", -2.5...2.5), square: true)
        }), line: line)
    lab.result(
      "toy/off-untold", shares[0], unit: "", "Share of the thread off both curves, without labels",
      line: line)
    lab.result(
      "toy/off-told", shares[1], unit: "", "The same of the threads with labels", line: line)
    lab.claim(
      "Told the label, the threads do not leap from curve to curve",
      shares[1] < 0.05 && shares[1] < shares[0] / 2,
      detail:
        "\((100 * shares[1]).short) % of their length lie off the curves, \((100 * shares[0]).short) % without",
      line: line)
  }
}

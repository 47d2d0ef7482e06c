import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Records
import Tensors

//: # Manifolds
//:
//: A set of points is a **manifold** if it looks, near each of its points, like a piece of a space of few dimensions:
//: of a line or of a plane, perhaps bent. A curve in the plane is one of dimension 1: two numbers tell where a point
//: lies, and one would do.
//:
//: The pictures of digits are points in a space of 784 dimensions, and they, too, lie near something thin. A digit
//: can become a little thicker, more slanted, or rounder, and is still a digit. Most other changes do not lead to digits. An autoencoder looks for the few numbers.

struct Manifolds: Notebook {
  static let name = "manifolds"
  static let title = "Manifolds"
  static let summary = "Where digits lie, and the ways between them"
  static let articles = [
    Article(
      "Surtsukov", 2017,
      "Автоэнкодеры в Keras, часть 2: manifold learning и скрытые (latent) переменные",
      "https://msurtsukov.github.io/AE2/")
  ]
  static let references = [
    Citation(
      "Borsuk", 1933,
      "Drei Sätze über die n-dimensionale euklidische Sphäre",
      "https://doi.org/10.4064/fm-20-1-177-190"),
    Citation(
      "Tenenbaum, de Silva and Langford", 2000,
      "A global geometric framework for nonlinear dimensionality reduction",
      "https://doi.org/10.1126/science.290.5500.2319"),
    Citation(
      "Hinton and Salakhutdinov", 2006,
      "Reducing the dimensionality of data with neural networks",
      "https://doi.org/10.1126/science.1127647"),
    Citation(
      "Shao, Kumar and Fletcher", 2018,
      "The Riemannian Geometry of Deep Generative Models",
      "https://arxiv.org/abs/1711.08014"),
  ]
  static let minutes = Minutes(smoke: 0.05, standard: 0.9, article: 2)
  static let sourcePath = #filePath

  @Setting("points of each curve", in: 30...100_000)
  var points = 1000
  @Setting("standard deviation of the noise of the points", in: 0...1)
  var pointNoise: Float = 0.06
  @Setting("epochs over the points of the curves", smoke: 2, in: 1...10_000)
  var curveEpochs = 300
  @Setting("epochs, passes over the training digits", smoke: 2, article: 50, in: 1...10_000)
  var epochs = 20
  @Setting("batch size, digits in a training step", article: 256, in: 1...10_000)
  var batchSize = 128
  @Setting("training digits, from the first on", smoke: 3000, in: 500...60_000)
  var trainingDigits = 60_000
  @Setting("learning rate of Adam on digits", article: 1e-3, in: 0...1)
  var learningRate = 2e-3
  @Setting(
    "fraction of the steps after which the learning rate falls linearly to 0", article: 1, in: 0...1
  )
  var decayStart = 0.3
  @Setting("steps in search of a shortest way", smoke: 50, in: 1...10_000)
  var waySteps = 400
  var work: Double {
    // A step also takes as long as 20 digits more, for the optimiser; an epoch over the curves as long as 1000.
    Double(epochs) * Double(trainingDigits) * (1 + 20 / Double(batchSize))
      + Double(curveEpochs) * Double(points)
  }
}

//: ## Two curves
//:
//: A thousand points near a sine, and a thousand near a circle. Two autoencoders, one for each, whose code is a
//: single number: what their decoders can draw is a curve, by a single number for each of its points. Nobody tells
//: them of sines and circles; they see points, and noise.

extension Manifolds {
  /// Points of the sine on [−2.2, 2.2], or of the circle of radius 1, for places in [0, 1].
  func curve(_ name: String, at places: [Float]) -> Tensor {
    let points = places.flatMap { place -> [Float] in
      let (sine, cosine) = Elementary.sincos(turns: place), x = 4.4 * place - 2.2
      return name == "circle" ? [cosine, sine] : [x, Elementary.sin(x)]
    }
    return Tensor([places.count, 2], points)
  }

  func findCurves(in lab: Lab, line: Int = #line) throws {
    let names = ["sine", "circle"]
    var seeds = Seeds(lab.stream("curve weights"))
    let models = names.map { _ in
      Autoencoder(pixels: 2, hidden: [64, 64], latent: 1, using: &seeds)
    }
    let adam = Adam(for: models[0], models[1], learningRate: 1e-3)
    let noisy = names.map { name in
      let places = (0..<points).map { lab.stream(name).child(0).uniform($0) }
      let noise = Tensor.normal([points, 2], using: lab.stream(name).child(1))
      return curve(name, at: places) + pointNoise * noise
    }
    lab.describe([
      "sine/loss": "Squared error of a coordinate of the sine's points, mean over an epoch",
      "circle/loss": "Squared error of a coordinate of the circle's points, mean over an epoch",
    ])
    try lab.train(
      adam, examples: points, batchSize: 30, epochs: curveEpochs, order: lab.stream("curve order"),
      line: line
    ) { indices in
      let losses = zip(models, noisy.map { $0.rows(at: indices) }).map { model, points in
        squaredErrorLoss(predicted: model.logits(points), expected: points, reduction: .mean)
      }
      try adam.minimize(losses[0] + losses[1])
      return ["sine/loss": losses[0].scalar, "circle/loss": losses[1].scalar]
    } atFrame: { epoch in
      for (name, (model, points)) in zip(names, zip(models, noisy)) {
        lab.appendCurve("curves", name, model.curve(through: points), step: epoch)
      }
    }

    for (name, points) in zip(names, noisy) { lab.curvePoints("curves", name, points) }
    for (name, model) in zip(names, models) {
      lab.save(Autoencoder.Half(model.encoder), as: "\(name)-encoder", taking: ["points": [2]]) {
        ["codes": model.encoder($0[0])]
      }
      lab.save(Autoencoder.Half(model.decoder), as: "\(name)-decoder", taking: ["codes": [1]]) {
        ["points": model.decoder($0[0])]
      }
    }
    lab.curvesAnimation(
      "curves", "The decoded curves while the autoencoders learn", of: names, range: -2.5...2.5)
    let places = (0..<2000).map { Float($0) / 2000 }
    let (sine, circle) = (curve("sine", at: places), curve("circle", at: places))
    let found = models[0].curve(through: noisy[0])
    lab.metric(
      "sine/off", shareOfLength(of: [found], fartherThan: 0.1, from: sine), unit: "share",
      "Share of the decoded curve's length that is farther than 0.1 from the sine")
    lab.claim("The decoded curve keeps to the sine", "sine/off", .atMost(0.05))
    let torn = models[1].logits(circle).distances(to: circle).max()
    lab.metric(
      "circle/tear", torn ?? 0,
      "How far off a point of the circle comes back, at most; its radius is 1")
  }
}

extension Autoencoder {
  /// What is decoded from the least code of some points to the greatest, for a code of one number, [1000, 2].
  func curve(through points: Tensor) -> Tensor {
    let codes = encoder(points).values
    let ends = [codes.min() ?? 0, codes.max() ?? 0].map { Tensor([1, 1], [$0]) }
    return decoder(Interpolation.linear.path(from: ends[0], to: ends[1], steps: 1000))
  }
}

//: The circle is a manifold, too, of dimension 1 as well. Near each point one number would do, and yet one number
//: will not do for all. An encoder is continuous, and a continuous number on a circle takes some value at two
//: opposite points (the theorem of Borsuk and Ulam; Borsuk, 1933). These get the same code and the same reconstruction, which is off by a radius
//: for one of them at least. So the autoencoder cuts the circle open somewhere: neighbours on either side of the cut
//: get the least code and the greatest.
//:
//: ## The manifold of digits
//:
//: Random pixels are no digits. Nor are pixels that come from digits, each from another one: every pixel is as grey
//: as a digit's often is, and what is missing is that they depend on each other.
//:
//: How many numbers do they depend on? More than two: the loss below is more than twice that of 49 numbers in the notebook
//: [autoencoders](../autoencoders/report.md). Two are the most that can be looked at. The network is the deep one of that notebook,
//: with 256, 128 and 2 numbers.
//:
//:use Shared/Autoencoder.swift

extension Manifolds {
  func run(in lab: Lab) throws {
    let digits = try lab.digits(images: .any)
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(trainingDigits)
    try train.check(batchesOf: batchSize)
    try findCurves(in: lab)
    let pixels = digits.shape.size, images = test.tensor
    let few = train.prefix(10).tensor, stream = lab.stream("shuffled")
    let shuffled = (0..<few.count).map { index in
      let digit = Int(stream.uniform(index) * Float(train.count))
      return Float(train.images[digit * pixels + index % pixels]) / 255
    }
    lab.images(
      "pixels", "Random pixels, pixels each from another digit, and digits",
      rows: [
        "random": .uniform(few.shape, using: lab.stream("pixels")),
        "shuffled": Tensor(few.shape, shuffled), "digit": few,
      ])
    var seeds = Seeds(lab.stream("weights"))
    let model = Autoencoder(
      pixels: pixels, hidden: [256, 128], latent: 2, using: &seeds)
    let adam = Adam(for: model, learningRate: 0)
    let rates = LearningRateSchedule.linear(
      from: learningRate, steps: epochs * (train.count / batchSize), after: decayStart)

    lab.describe(
      [
        "loss/train": "Cross-entropy of training digits, mean over an epoch",
        "loss/test": "Cross-entropy of the test digits",
      ], unit: "nats per digit")
    try lab.train(adam, on: train, batchSize: batchSize, epochs: epochs) { batch in
      adam.learningRate = rates(batch.step)
      let loss = model.loss(of: batch.images)
      try adam.minimize(loss)
      return ["loss/train": Float(pixels) * loss.scalar]
    } afterEpoch: { epoch in
      lab.log("loss/test", Float(pixels) * model.loss(of: images).scalar, step: epoch)
    } atFrame: { epoch in
      // Before training all codes lie at 0.
      if epoch > 0 { lab.latents(model.encoder(images), labels: test.labels, step: epoch) }
    }
    lab.learningCurves("Loss over the epochs")
    lab.animation(
      "codes", caption: "Codes of the test digits while training",
      .scatter(
        .each("latents/codes"), labels: "latents/labels", x: PlotAxis("z1"), y: PlotAxis("z2")),
      steps: "latents/steps", maximumFrames: 12, isCover: true)

    //: ## Joint codes
    //:
    //: The codes of all training digits, as shades: how both numbers are distributed together, from the hundredth part
    //: of each to the ninety-ninth. It is no normal distribution, and far from the standard one. Some labels have arms of their own, as
    //: the animation above shows, and others crowd together near 0; beside and between the arms there are regions where hardly a
    //: digit has its code. Below it the plane in the same ranges, decoded: the decoder draws something everywhere, also where it has
    //: learned nothing.

    let codes = train.tensor.mapRows { model.encoder($0) }, axes = codes.middleAxes
    lab.moments("codes", "codes", of: codes)
    lab.joint("joint", "How the codes of training digits are distributed", of: codes, axes: axes)
    lab.plane(
      "plane", "The same part of the plane, decoded", images: model.images(.grid(over: axes)),
      over: axes)

    //: ## From one digit to another
    //:
    //: A **homotopy** leads from one digit to another without a leap. In pixels, it fades one out and the other in;
    //: on the way both are there, and that is no digit. In codes, it goes straight through the plane, and what is
    //: decoded stays on what the autoencoder takes for the manifold. But equal steps in codes are not equal steps in
    //: pictures: where many codes crowd together a small step changes the picture a lot.
    //:
    //: The **shortest way** on the manifold is measured in pictures (Shao, Kumar and Fletcher, 2018). Of all curves between two codes it is the one
    //: along which the pictures change least: a geodesic, found by moving codes, from the straight way on, until the squared differences
    //: of neighbouring pictures have the least sum. Shortest does not mean nearest to digits: nothing in that sum asks for digits, and
    //: halfway the table finds pictures on shortest ways no nearer to training digits than those on straight ones. Sixty pairs of test digits, the first three of them in strips, where
    //: those in codes begin and end with reconstructions; the first eight on the way; and the second pair in the plane
    //: of codes.

    let pairs = min(60, test.count / 2)
    try lab.ways(
      "ways", from: images.firstRows(pairs), to: images.slice(pairs..<2 * pairs, along: 0),
      near: train, searchSteps: waySteps, among: model.encoder(images),
      encode: { model.encoder($0) }, decode: model.images)
    lab.claim(
      "The shortest ways are shorter than the straight ones between the same codes", "ways/length",
      .below(1))
    lab.claim(
      "Halfway in codes one is nearer to digits than in pixels", "ways/codes", .below("ways/pixels")
    )

    //: A part of that is blur: a blurred picture is nearer to many digits, as the anchors of the [measures](../../measures.md) show.

    lab.save(Autoencoder.Half(model.encoder), as: "encoder", taking: ["digits": [pixels]]) {
      ["codes": model.encoder($0[0])]
    }
    lab.save(Autoencoder.Half(model.decoder), as: "decoder", taking: ["codes": [2]]) {
      ["pictures": model.images($0[0])]
    }
  }
}

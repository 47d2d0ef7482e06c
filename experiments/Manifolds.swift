import Digits
import Evaluation
import Kernels
import Layers
import Notebooks
import Tensors

//: # Manifolds
//:
//: A set of points is a **manifold** if it looks, near each of its points, like a piece of a space of few dimensions:
//: of a line or of a plane, perhaps bent. A curve in the plane is one of dimension 1: two numbers tell where a point
//: lies, and one would do.
//:
//: The pictures of digits are points in a space of 784 dimensions, and they, too, lie near something thin. A digit
//: can become a little thicker, more slanted, or rounder, and is still a digit. All other changes lead to pictures
//: that nobody would write. An autoencoder looks for the few numbers.

struct Manifolds: Notebook {
  static let name = "manifolds"
  static let title = "Manifolds"
  static let summary = "Where digits lie, and the ways between them"
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
  /// A point of the sine on [−2.2, 2.2], or of the circle of radius 1, for a place in [0, 1].
  static func point(ofCircle isCircle: Bool, at place: Float) -> [Float] {
    let (sine, cosine) = Elementary.sincos(turns: place)
    return isCircle ? [cosine, sine] : [4.4 * place - 2.2, Elementary.sin(4.4 * place - 2.2)]
  }

  final class CurveAutoencoder: Network {
    let encoder, decoder: Sequential

    init(using seeds: inout Seeds) {
      encoder = Sequential(
        Dense(2, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
        Dense(64, 1, using: &seeds))
      decoder = Sequential(
        Dense(1, 64, .elu, using: &seeds), Dense(64, 64, .elu, using: &seeds),
        Dense(64, 2, using: &seeds))
    }

    func reconstructions(_ points: Tensor) -> Tensor { decoder(encoder(points)) }

    /// What is decoded from the least code of some points to the greatest, [1000, 2].
    func curve(through points: Tensor) -> Tensor {
      let codes = encoder(points).values
      let ends = [codes.min() ?? 0, codes.max() ?? 0].map { Tensor([1, 1], [$0]) }
      return decoder(Interpolation.linear.path(from: ends[0], to: ends[1], steps: 1000))
    }
  }

  func findCurves(in lab: Lab) throws {
    let names = ["sine", "circle"]
    var seeds = Seeds(lab.stream("curve weights"))
    let models = names.map { _ in CurveAutoencoder(using: &seeds) }
    let adam = Adam(for: models[0], models[1], learningRate: 1e-3)
    let noisy = names.enumerated().map { index, name in
      let place = lab.stream(name).child(0), noise = lab.stream(name).child(1)
      let exact = (0..<points).flatMap { Self.point(ofCircle: index == 1, at: place.uniform($0)) }
      return Tensor([points, 2], exact) + pointNoise * .normal([points, 2], using: noise)
    }
    for (name, points) in zip(names, noisy) {
      lab.record(
        points, at: "curves/\(name)-points", description: "Points near a \(name) [point, x and y]")
    }
    let frames = FrameSchedule(upTo: curveEpochs), order = lab.stream("curve order")
    for epoch in 0...curveEpochs {
      if frames.contains(epoch) {
        for (index, name) in names.enumerated() {
          lab.append(
            models[index].curve(through: noisy[index]).values, to: "curves/\(name)",
            shape: [1000, 2],
            step: epoch, description: "Decoded curve [frame, vertex, x and y]")
        }
      }
      if epoch == curveEpochs { break }
      let permutation = order.at(step: UInt64(epoch)).permutation(points)
      for indices in BatchOrder(permutation: permutation, batchSize: 30) {
        let losses = zip(models, noisy).map { model, points in
          let points = points.rows(at: indices)
          return squaredErrorLoss(
            predicted: model.reconstructions(points), expected: points, reduction: .mean)
        }
        try adam.minimize(losses[0] + losses[1])
      }
    }

    lab.animation(
      "curves", caption: "The decoded curves while the autoencoders learn",
      .panels(
        names.map { name in
          .scatter(
            [
              .init(.whole("curves/\(name)-points"), name: "points"),
              .init(.each("curves/\(name)"), name: "decoded", isCurve: true),
            ], title: name, x: PlotAxis("x", -2.5...2.5), y: PlotAxis("y", -2.5...2.5))
        }), steps: "curves/steps", maximumFrames: 20, delay: 25)
    let exact = [false, true].map { isCircle in
      Tensor(
        [2000, 2], (0..<2000).flatMap { Self.point(ofCircle: isCircle, at: Float($0) / 2000) })
    }
    lab.metric(
      "sine/off",
      shareOfLength(
        of: [models[0].curve(through: noisy[0])], fartherThan: 0.1, from: exact[0]), unit: "share",
      "Share of the length of the decoded curve that is farther than 0.1 from the sine")
    lab.claim("The autoencoder finds the sine from noisy points", "sine/off", .atMost(0.05))
    lab.metric(
      "circle/greatest-error",
      exact[1].distances(to: models[1].reconstructions(exact[1])).max() ?? .nan,
      "Greatest distance of a point of the circle from its reconstruction; the radius is 1")
    lab.claim(
      "It tears the circle: some point comes back half a radius off", "circle/greatest-error",
      .atLeast(0.5))
  }
}

//: The circle is a manifold, too, of dimension 1 as well. Near each point one number would do, and yet one number
//: will not do for all. An encoder is continuous, and a continuous number on a circle takes some value at two
//: opposite points (Borsuk and Ulam). These get the same code and the same reconstruction, which is off by a radius
//: for one of them at least. So the autoencoder cuts the circle open somewhere, and joins neighbours by a leap.
//:
//: ## The manifold of digits
//:
//: Random pixels are no digits. Nor are pixels that come from digits, each from another one: every pixel is as grey
//: as a digit's often is, and what is missing is that they depend on each other.
//:
//: How many numbers do they depend on? Here it is two, the most that can be looked at. The network is the deep one of
//: the notebook [autoencoders](../autoencoders/report.md), with 256, 128 and 2 numbers.
//:
//:use Shared/Autoencoder.swift

extension Manifolds {
  func run(in lab: Lab) throws {
    try findCurves(in: lab)
    let digits = try lab.digits(images: .any)
    let train = digits.train.prefix(trainingDigits), test = digits.test.prefix(trainingDigits)
    let pixels = digits.shape.size, images = test.tensor
    let shuffled = Tensor(
      [10, pixels],
      (0..<10 * pixels).map { index in
        let digit = Int(lab.stream("shuffled").uniform(index) * Float(train.count))
        return Float(train.images[digit * pixels + index % pixels]) / 255
      })
    lab.images(
      "pixels", "Random pixels, pixels of ten thousand digits, and digits",
      rows: [
        "random": .uniform([10, pixels], using: lab.stream("pixels")), "shuffled": shuffled,
        "digit": train.prefix(10).tensor,
      ])
    var seeds = Seeds(lab.stream("weights"))
    let model = Autoencoder.deep(pixels: pixels, hidden: [256, 128], latent: 2, using: &seeds)
    let adam = Adam(for: model, learningRate: 0)
    let rates = LearningRateSchedule.linear(
      from: learningRate, steps: epochs * (train.count / batchSize), after: decayStart)

    try lab.train(adam, on: train, batchSize: batchSize, epochs: epochs) { batch in
      adam.learningRate = rates(batch.step)
      let loss = model.loss(of: batch.images)
      try adam.minimize(loss)
      return ["loss/train": Float(pixels) * loss.scalar]
    } afterEpoch: { epoch in
      lab.log(
        "loss/test", Float(pixels) * model.loss(of: images).scalar, step: epoch, "nats per digit")
    } atFrame: { epoch in
      lab.latents(model.codes(images), labels: test.labels, step: epoch)
    }
    lab.learningCurves("Loss over the epochs", unit: "nats per digit")
    lab.animation(
      "codes", caption: "Codes of the test digits while training",
      .scatter(
        .each("latents/codes"), labels: "latents/labels", x: PlotAxis("z1"), y: PlotAxis("z2")),
      steps: "latents/steps", maximumFrames: 12, isCover: true)

    //: ## Joint codes
    //:
    //: The codes of all training digits, as shades: how both numbers are distributed together. Arms reach out for
    //: single labels, and between them no digit has its code. Beside it the plane in the same ranges, decoded. The
    //: decoder has an answer everywhere, also where it was never asked.

    let codes = train.tensor.mapRows(model.codes)
    let ranges = [0, 1].map { axis in
      let sorted = codes.column(axis).sorted()
      return (Double(sorted[sorted.count / 100]), Double(sorted[sorted.count * 99 / 100]))
    }
    let axes = ranges.enumerated().map { PlotAxis("z\($0 + 1)", from: $1.0, to: $1.1) }
    lab.moments("codes", "codes", of: codes)
    lab.joint(
      "joint", "How the codes of the training digits are distributed", of: codes, axes: axes)
    func place(_ axis: Int, _ step: Int) -> Float {
      Float(ranges[axis].0 + (ranges[axis].1 - ranges[axis].0) * Double(step) / 14)
    }
    let grid = (0..<225).flatMap { [place(0, $0 % 15), place(1, 14 - $0 / 15)] }
    lab.plane(
      "plane", "The same part of the plane, decoded", images: model.images(Tensor([225, 2], grid)))

    //: ## From one digit to another
    //:
    //: A **homotopy** leads from one digit to another without a leap. In pixels, it fades one out and the other in;
    //: on the way both are there, and that is no digit. In codes, it goes straight through the plane, and what is
    //: decoded stays on what the autoencoder takes for the manifold. But straight in codes is not straight in
    //: pictures, and where codes lie close the decoder is in a hurry.
    //:
    //: The **shortest way** on the manifold asks how far the pictures travel. Of all curves between two codes it
    //: is the one along which the pictures change least: a geodesic, found by moving codes until the squared
    //: differences of neighbouring pictures have the least sum.

    let pairs = min(60, test.count / 2), steps = 21
    let (from, to) = (test.tensor(0..<pairs), test.tensor(pairs..<2 * pairs))
    let blends = Interpolation.linear.path(from: from, to: to, steps: steps)
    let (start, end) = (model.codes(from), model.codes(to))
    let straight = Interpolation.linear.path(from: start, to: end, steps: steps)
    let shortest = try shortestWays(
      from: start, to: end, nodes: steps, steps: waySteps, decode: model.images)
    let ways = [
      ("pixels", blends), ("codes", model.images(straight)), ("shortest", model.images(shortest)),
    ]
    lab.images(
      "ways", "From one test digit to another, three times",
      (0..<min(3, pairs)).flatMap { pair in
        ways.map { $0.1.rows(at: (0..<11).map { Int32(pair * steps + 2 * $0) }[...]) }
      }.concatenated(along: 0), columns: 11,
      rowLabels: (0..<min(3, pairs)).flatMap { _ in ways.map(\.0) })
    for step in 0..<steps {
      lab.appendImages(
        "morphing",
        ways.map { way in
          way.1.rows(at: (0..<min(8, pairs)).map { Int32($0 * steps + step) }[...])
        }.concatenated(along: 0), step: step, "One picture of every way [pixels, codes, shortest]")
    }
    lab.animation(
      "morphing", caption: "Eight digits become eight others, at the same pace",
      .digits(.each("morphing/images"), columns: min(8, pairs), rowLabels: ways.map(\.0)),
      maximumFrames: steps, delay: 15)

    //: On the plane of codes, the second of these ways. It bends to where pictures change slowly.

    lab.record(
      model.codes(images), at: "ways/digits", description: "Codes of the test digits [digit, z]")
    for (name, codes) in [("straight", straight), ("shortest", shortest)] {
      let nodes = codes.slice(steps..<2 * steps, along: 0)
      let (starts, ends) = (nodes.firstRows(steps - 1), nodes.lastRows(steps - 1))
      lab.record(
        Interpolation.linear.path(from: starts, to: ends, steps: 20), at: "ways/\(name)",
        description: "Codes on the second way [vertex, z]")
    }
    lab.figure(
      "plane-ways", caption: "The straight and the shortest way among the codes of the test digits",
      .scatter(
        [
          .init(.whole("ways/digits"), name: "digits"),
          .init(.whole("ways/straight"), name: "straight", isCurve: true),
          .init(.whole("ways/shortest"), name: "shortest", isCurve: true),
        ], x: axes[0], y: axes[1]))

    //: Over all pairs: how long the ways are, and how far pictures halfway are from the nearest of the training digits.

    let travelled = [straight, shortest].map { lengths(of: $0, nodes: steps, decode: model.images) }
    lab.metric(
      "ways/length", zip(travelled[1], travelled[0]).map { $0 / $1 }.reduce(0, +) / Double(pairs),
      "Mean length of the shortest ways, those straight in codes being 1", better: .less)
    lab.claim("The shortest ways are shorter by a tenth", "ways/length", .atMost(0.9))
    let search = NearestDigits(in: train, first: 10_000)
    let distances = ways.map { name, pictures in
      let halfway = pictures.rows(at: (0..<pairs).map { Int32($0 * steps + steps / 2) }[...])
      let distances = search.matches(for: halfway).map { Double($0.distance) }
      lab.metric(
        "halfway/\(name)", distances.reduce(0, +) / Double(pairs),
        "Mean distance halfway from the nearest training digit, \(name)", better: .less)
      return distances
    }
    lab.metric(
      "halfway/nearer", shareLess(distances[1], distances[0]), unit: "share",
      "Pairs whose picture halfway in codes is nearer to a digit than halfway in pixels")
    lab.claim(
      "Halfway in codes is nearer to digits than in pixels", "halfway/codes",
      .below("halfway/pixels"))
    lab.save(model, as: "autoencoder")
  }
}

import Notebooks
import Records
import Kernels
import Tensors

//: # One distribution made into another
//:
//: A generative model needs no clever distribution to start from. Take points from the plainest one
//: there is, the standard normal distribution in the plane, and send every point $Z$ through
//:
//: $$X = \frac{Z}{|Z|} + \frac{Z}{10}.$$
//:
//: The function is simple, and yet what comes out looks nothing like what went in: a **ring**. The first
//: term throws away how far a point lies from the origin and keeps its direction; the second brings a
//: tenth of the distance back. A decoder of an autoencoder is such a function too, only a learned one,
//: and its output is not a point in the plane but an image. The example goes back to Doersch's tutorial
//: on variational autoencoders (2016).

struct Swirl: Notebook {
  static let name = "swirl"
  static let title = "One distribution made into another"
  static let summary = "A normal cloud becomes a ring"
  static let articles = [
    Article(
      "Surtsukov", 2017, "Автоэнкодеры в Keras, часть 3: вариационные автоэнкодеры (VAE)",
      "https://msurtsukov.github.io/AE3/",
      items: [
        .figure("Normal points and their images, two clouds", "clouds")
      ])
  ]
  static let references = [
    Citation(
      "Doersch", 2016,
      "Tutorial on Variational Autoencoders",
      "https://arxiv.org/abs/1606.05908")
  ]
  static let minutes = Minutes(smoke: 0.01, standard: 0.02, article: 0.02)
  static let sourcePath = #filePath

  @Setting("points in the figure of the two clouds", in: 10...10_000)
  var points = 150
  @Setting("points in the picture of the density", smoke: 20_000, in: 1000...10_000_000)
  var densePoints = 1_000_000
  var work: Double { Double(densePoints) }
}

//: ## The map

/// X = Z/|Z| + Z/10 for points in the plane, x and y in turn.
func swirl(_ z: [Float]) -> [Float] {
  stride(from: 0, to: z.count, by: 2).flatMap { i in
    let radius = (z[i] * z[i] + z[i + 1] * z[i + 1]).squareRoot()
    return [z[i] / radius + z[i] / 10, z[i + 1] / radius + z[i + 1] / 10]
  }
}

extension Swirl {
  func run(in lab: Lab) throws {
    //: ## Two clouds
    //:
    //: On the left the points $Z$, on the right the same points as $X$. The axes differ: the ring would be
    //: small in the left one.

    let z = Tensor.normal([points, 2], using: lab.stream("points")).values
    let x = swirl(z)
    lab.record(z, at: "swirl/z", shape: [points, 2], description: "Normal points [point, x and y]")
    lab.record(x, at: "swirl/x", shape: [points, 2], description: "The ring [point, x and y]")
    lab.figure(
      "clouds", caption: "Normal points, and what the map makes of them",
      .panels([
        .scatter(
          [.init("swirl/z", name: "Z")], title: "Z", x: PlotAxis("x", -5...5),
          y: PlotAxis("y", -5...5), circles: [.prior]),
        .scatter(
          [.init("swirl/x", name: "X")], title: "X", x: PlotAxis("x", -2...2),
          y: PlotAxis("y", -2...2)),
      ]))

    //: Between the two, every point travels along a straight line. The middle empties, for no point has a
    //: direction without having a length of one.

    let frames = 25
    for frame in 0..<frames {
      let share = Float(frame) / Float(frames - 1)
      let between = zip(z, x).map { (1 - share) * $0 + share * $1 }
      lab.append(
        between, to: "motion/points", shape: [points, 2], step: frame * 100 / (frames - 1),
        description: "Points on their way from Z to X [frame, point, x and y]")
    }
    lab.animation(
      "motion", caption: "From the cloud to the ring",
      .scatter(
        [.init(.each("motion/points"), name: "points")], x: PlotAxis("x", -3...3),
        y: PlotAxis("y", -3...3)),
      steps: "motion/steps", unit: "percent", delay: 8, isCover: true)

    //: ## The density
    //:
    //: With many more points the ring shows its profile. Its inner edge is sharp, since $|X| = 1 + |Z|/10$
    //: is never below one; outwards it fades as slowly as the distance of a normal point does.

    let many = swirl(Tensor.normal([densePoints, 2], using: lab.stream("density")).values)
    let side = 240
    var counts = [Int32](repeating: 0, count: side * side)
    for i in stride(from: 0, to: many.count, by: 2) {
      let column = ((many[i] + 2) / 4 * Float(side)).rounded(.down)
      let row = ((many[i + 1] + 2) / 4 * Float(side)).rounded(.down)
      guard column >= 0, column < Float(side), row >= 0, row < Float(side) else { continue }
      counts[Int(row) * side + Int(column)] += 1
    }
    lab.record(
      counts, at: "density/counts", shape: [side, side],
      description: "Points in each cell of the square from -2 to 2, from below [row, column]")
    lab.figure(
      "density", caption: "How densely the points lie",
      .density("density/counts", title: "X", x: PlotAxis("x", -2...2), y: PlotAxis("y", -2...2)))

    //: ## A ring, measured
    //:
    //: The distance of a normal point from the origin has a Rayleigh distribution, with mean $\sqrt{\pi/2}$
    //: and variance $2 - \pi/2$. So the ring has a mean radius of $1 + \sqrt{\pi/2}/10 = 1.1253$ and a standard
    //: deviation of $\sqrt{2 - \pi/2}/10 = 0.0655$. Both can be checked, within four standard errors: $\sigma/\sqrt n$ of the mean, and
    //: of the deviation $\sigma\sqrt{(\kappa - 1) / 4n}$ with the kurtosis $\kappa = 3.245$ of the Rayleigh distribution.

    let radii = stride(from: 0, to: many.count, by: 2).map { i in
      (Double(many[i]) * Double(many[i]) + Double(many[i + 1]) * Double(many[i + 1])).squareRoot()
    }
    let count = Double(radii.count)
    let mean = radii.reduce(0, +) / count
    let deviation = (radii.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let expectedMean = 1 + (Double.pi / 2).squareRoot() / 10
    let expectedDeviation = (2 - Double.pi / 2).squareRoot() / 10
    let tolerance = 4 * expectedDeviation / count.squareRoot()
    let kurtosis = (32 - 3 * Double.pi * Double.pi) / ((4 - Double.pi) * (4 - Double.pi))
    let toleranceOfDeviation = tolerance * ((kurtosis - 1) / 4).squareRoot()
    lab.metric("radius/mean", mean, "Mean distance from the origin")
    lab.metric("radius/deviation", deviation, "Standard deviation of the distance")
    lab.claim(
      "The ring has a mean radius of 1.1253", "radius/mean",
      .within(expectedMean - tolerance...expectedMean + tolerance))
    lab.claim(
      "Its standard deviation is 0.0655", "radius/deviation",
      .within(
        expectedDeviation - toleranceOfDeviation...expectedDeviation + toleranceOfDeviation))
    lab.claim("No point falls inside the unit circle", radii.min() ?? .nan, .above(0.999_999))
  }
}

import Kernels

@testable import Notebooks
@testable import Records

//: # A ring
//:
//: A notebook for the tests of the program.

/// Leaves every kind of output, in no time and without data.
struct Ring: Notebook {
  static let name = "ring"
  static let title = "A ring"
  static let summary = "Every kind of output"
  static let minutes = Minutes(smoke: 0.01, standard: 0.02, article: 0.03)
  static let sourcePath = #filePath

  @Setting("points that are drawn", smoke: 20, in: 2...1000) var points = 50
  @Setting("whether the claim about the moon is made") var moon = false

  func run(in lab: Lab) throws {
    //: ## Points
    let stream = lab.stream("points")
    for frame in 0..<3 {
      let values = (0..<2 * points).map { stream.at(step: UInt64(frame)).normal($0) }
      lab.append(
        values, to: "ring/points", shape: [points, 2], step: frame,
        description: "Points [frame, point, x and y]")
      lab.metric("spread", values[0], step: frame, "Spread, in units")
    }
    lab.samples([UInt8](repeating: 128, count: 784 * 2), labels: [3, 4])
    //: ## Pictures
    lab.figure(
      "cloud", caption: "The points",
      .scatter(.last("ring/points"), x: PlotAxis("x", -4...4), y: PlotAxis("y", -4...4)))
    lab.figure(
      "spread", caption: "The spread",
      .lines([.init("spread")], x: PlotAxis("step"), y: PlotAxis("spread")))
    lab.figure("digits", caption: "Digits", .digits("samples/images", columns: 2))
    lab.animation(
      "moving", caption: "Moving points",
      .scatter(.each("ring/points"), x: PlotAxis("x"), y: PlotAxis("y")), steps: "ring/steps")
    lab.result("count", points, unit: "points", "Points drawn")
    lab.claim("There are points", points > 0, detail: "\(points) > 0")
    if moon { lab.claim("The moon is made of cheese", false) }
  }
}

/// Meets trouble.
struct Fails: Notebook {
  static let name = "fails"
  static let title = "Trouble"
  static let summary = "Always fails"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath

  @Setting("what to say") var words = "no luck"

  func run(in lab: Lab) throws { throw Trouble(description: words) }

  struct Trouble: Error, CustomStringConvertible { let description: String }
}

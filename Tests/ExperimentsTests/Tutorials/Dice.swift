import Notebooks
import Tensors

//: # The mean of many throws
//:
//: A die shows 3.5 on average. How many throws does it take until one sees it?

struct Dice: Notebook {
  static let name = "dice"
  static let title = "The mean of many throws"
  static let summary = "How the mean of a die comes to 3.5"
  static let minutes = Minutes(smoke: 0.01, standard: 0.01, article: 0.01)
  static let sourcePath = #filePath

  @Setting("throws of the die", smoke: 1000, in: 100...1_000_000)
  var count = 10_000
}

extension Dice {
  func run(in lab: Lab) throws {
    let numbers = Tensor.uniform([count], using: lab.stream("throws")).values
    let eyes = numbers.map { Double(($0 * 6).rounded(.down) + 1) }

    var sum = 0.0
    for (index, thrown) in eyes.enumerated() {
      sum += thrown
      let throwsSoFar = index + 1
      if throwsSoFar.isMultiple(of: count / 100) {
        lab.log("mean", sum / Double(throwsSoFar), step: throwsSoFar, "eyes")
      }
    }

    //: The mean of $n$ throws has a standard error of $\sqrt{35/12}/\sqrt n$: it comes near fast, and then nearer and nearer
    //: ever more slowly.

    lab.plot(
      "mean", "The mean of all throws so far", ["mean": "mean"], x: "throws",
      y: PlotAxis("eyes", 3...4), isCover: true)
    lab.metric("mean", unit: "eyes", "Mean of all throws")

    let standardError = (35.0 / 12 / Double(count)).squareRoot()
    lab.claim(
      "It comes within four standard errors of 3.5", "mean",
      .within(3.5 - 4 * standardError...3.5 + 4 * standardError))
  }
}

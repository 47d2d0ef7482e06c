import Foundation
import Tensors
import TestSupport
import Testing

@testable import Evaluation

@Suite struct NumberTests {
  @Test("agreement is counted for each label, and the worst one named")
  func agreement() {
    let agreement = LabelAgreement(
      read: [0, 0, 1, 2, 2, 2, 2], expected: [0, 0, 1, 1, 2, 2, 0])
    #expect(agreement.overall == 5.0 / 7)
    #expect(agreement.classes.map(\.share) == [2.0 / 3, 0.5, 1])
    #expect(agreement.worst?.label == 1)
    #expect(LabelAgreement(read: [], expected: []).worst == nil)
  }

  @Test("the divergence of a histogram from uniform is that worked out by hand")
  func histogram() {
    // Shares ½, ¼, ¼, 0 of four classes: ½ log 2 + 2 · ¼ log 1.
    let labels: [UInt8] = [0, 0, 1, 2]
    let histogram = LabelHistogram(of: labels, classes: [0, 1, 2, 3])
    #expect(abs(histogram.divergenceFromUniform - 0.5 * log(2)) < 1e-7)
    #expect(histogram.counts == [2, 1, 1, 0])
    #expect(histogram.covered == 3 && histogram.missing == [3])
    #expect(LabelHistogram(of: [5, 6, 7], classes: [5, 6, 7]).divergenceFromUniform == 0)
    let one = LabelHistogram(of: [3, 3], classes: [2, 3])
    #expect(abs(one.divergenceFromUniform - log(2)) < 1e-7)
  }

  @Test("a label is missing below a tenth of its equal share, not above")
  func modes() {
    func histogram(_ rare: Int) -> LabelHistogram {
      LabelHistogram(
        of: [UInt8](repeating: 0, count: 1000 - rare) + [UInt8](repeating: 1, count: rare),
        classes: [0, 1])
    }
    #expect(histogram(50).missing == [])
    #expect(histogram(49).missing == [1])
  }

  @Test("correlation of lines, of a known sample and of constants")
  func correlations() {
    #expect(abs(correlation([1, 2, 3], [5, 7, 9]) - 1) < 1e-15)
    #expect(abs(correlation([1, 2, 3], [5, 3, 1]) + 1) < 1e-15)
    // Anscombe's first quartet.
    let x = [10.0, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    #expect(abs(correlation(x, y) - 0.81642) < 1e-5)
    #expect(correlation(x, x.map { _ in 2 }) == 0)
    // Within labels one falls as the other rises; over all they rise together.
    let labels: [UInt8] = [3, 3, 3, 200, 200]
    #expect(abs(correlation([1, 2, 3, 11, 12], [3, 2, 1, 12, 11], within: labels) + 1) < 1e-15)
    #expect(correlation([1, 2, 3, 11, 12], [3, 2, 1, 12, 11]) > 0.9)
  }

  @Test(
    "the rank correlation of curves that rise together is 1, and equal numbers share their ranks")
  func rankCorrelations() {
    let x = [3.0, 1, 10, 2]
    #expect(abs(rankCorrelation(x, x.map { $0 * $0 * $0 }) - 1) < 1e-15)
    #expect(abs(rankCorrelation(x, x.map { 1 / $0 }) + 1) < 1e-15)
    // SciPy 1.15: spearmanr([1, 2, 2, 4, 5], [2, 1, 3, 3, 9]).
    #expect(abs(rankCorrelation([1, 2, 2, 4, 5], [2, 1, 3, 3, 9]) - 0.763157894736842) < 1e-12)
  }

  @Test("a linear function of the codes is predicted fully, noise hardly, half of each by half")
  func prediction() {
    let count = 4000
    let codes = noise(count * 3, seed: 7)
    let prediction = LinearPrediction(from: Tensor([count, 3], codes))
    let line = (0..<count).map { Double(codes[3 * $0]) - 2 * Double(codes[3 * $0 + 2]) + 5 }
    let other = noise(count, seed: 8).map(Double.init)
    #expect(abs(prediction.rSquared(of: line) - 1) < 1e-12)
    #expect(prediction.rSquared(of: other) < 0.01)
    // The line's variance is five times that of the noise.
    let mixed = zip(line, other).map { $0 + $1 * 5.squareRoot() }
    #expect(abs(prediction.rSquared(of: mixed) - 0.5) < 0.03)
    #expect(prediction.rSquared(of: line.map { _ in 1 }) == 0)
  }

  @Test("codes that repeat each other or do not vary predict as well as without them")
  func collinear() {
    let count = 500
    let free = noise(count, seed: 9)
    let target = zip(free, noise(count, seed: 10)).map { Double($0 + 0.3 * $1) }
    let codes: [Float] = free.flatMap { [$0, 0.25, -2 * $0] }
    let all = LinearPrediction(from: Tensor([count, 3], codes)).rSquared(of: target)
    let alone = LinearPrediction(from: Tensor([count, 1], free)).rSquared(of: target)
    #expect(abs(all - alone) < 1e-9)
    #expect(abs(alone - correlation(free.map(Double.init), target).squared) < 1e-12)
  }

  @Test("both ways start and end at the codes themselves")
  func ends() {
    let start = Tensor([3, 5], noise(15, seed: 1))
    let end = Tensor([3, 5], noise(15, seed: 2))
    for way in [Interpolation.linear, .spherical] {
      let path = way.path(from: start, to: end, steps: 4)
      #expect(path.shape == [12, 5])
      for pair in 0..<3 {
        let codes = path.values[pair * 20..<pair * 20 + 20]
        #expect(Array(codes.prefix(5)) == Array(start.values[pair * 5..<pair * 5 + 5]))
        #expect(Array(codes.suffix(5)) == Array(end.values[pair * 5..<pair * 5 + 5]))
      }
    }
  }

  @Test("halfway between the axes of a circle: the chord's middle, and the arc's")
  func quarter() {
    let (x, y) = (Tensor([1, 2], [2, 0]), Tensor([1, 2], [0, 2]))
    #expect(Interpolation.linear.path(from: x, to: y, steps: 3).values[2...3] == [1, 1])
    let arc = Interpolation.spherical.path(from: x, to: y, steps: 7).values
    for step in 0...6 {
      let angle = Double(step) * .pi / 12
      #expect(abs(Double(arc[2 * step]) - 2 * cos(angle)) < 1e-6)
      #expect(abs(Double(arc[2 * step + 1]) - 2 * sin(angle)) < 1e-6)
    }
  }

  @Test("where no arc is defined the way is straight")
  func straight() {
    let x = Tensor([2, 1], [1, 1]), y = Tensor([2, 1], [-1, 3])
    let linear = Interpolation.linear.path(from: x, to: y, steps: 5).values
    #expect(Interpolation.spherical.path(from: x, to: y, steps: 5).values == linear)
    let zero = Tensor([1, 2], [0, 0]), one = Tensor([1, 2], [0, 1])
    #expect(
      Interpolation.spherical.path(from: zero, to: one, steps: 3).values == [0, 0, 0, 0.5, 0, 1])
  }

  @Test("angles have the value of the library's arc tangent")
  func angles() {
    for (y, x) in [(0.0, 1.0), (1, 0), (1, 1), (1e-9, 1), (3, 1e-9), (0.3, 0.7), (5, 2)] {
      #expect(abs(Interpolation.arcTangent(y, x) - atan2(y, x)) < 4e-16 * 4)
    }
  }
}

extension Double {
  fileprivate var squared: Double { self * self }
}

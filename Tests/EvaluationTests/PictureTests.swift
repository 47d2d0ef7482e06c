import Digits
import Kernels
import Tensors
import TestSupport
import Testing

@testable import Evaluation

@Suite struct PictureTests {
  /// A picture of 28 × 28 from the ink at column x and row y.
  private func picture(_ ink: (Double, Double) -> Double) -> [Float] {
    (0..<784).map { Float(ink(Double($0 % 28), Double($0 / 28))) }
  }

  /// A bar from row 4 to 23 about the middle column 14, `width` wide and sheared to the right, with grey
  /// edges: a pixel's ink is the part of it that the bar covers.
  private func bar(slant: Double, width: Double) -> [Float] {
    picture { x, y in
      guard y >= 4, y < 24 else { return 0 }
      let middle = 14 + slant * (13.5 - y)
      return max(0, min(x + 0.5, middle + width / 2) - max(x - 0.5, middle - width / 2))
    }
  }

  @Test("a sheared bar has its slant", arguments: [-0.6, -0.25, 0, 0.1, 0.5])
  func slant(_ slant: Double) {
    let moments = ImageMoments(of: Tensor([1, 784], bar(slant: slant, width: 3)))
    #expect(abs(moments.slants[0] - slant) < 0.01)
  }

  @Test("a bar has its thickness, less what its ends take", arguments: [2.0, 3, 3.5, 4])
  func thickness(_ width: Double) {
    let moments = ImageMoments(of: Tensor([1, 784], bar(slant: 0, width: width)))
    let expected = width * 20 / (20 + width)
    // Edges a quarter covered, as at 3.5, count as nothing.
    #expect(abs(moments.thicknesses[0] - expected) < 0.35)
  }

  @Test("a leaning bar is as thick as an upright one with the same width across")
  func leaningThickness() {
    let slant = 0.5
    // Across, a bar of horizontal width w is w / √(1 + slant²) wide.
    let width = 3 * (1 + slant * slant).squareRoot()
    let leaning = ImageMoments(of: Tensor([1, 784], bar(slant: slant, width: width)))
    let upright = ImageMoments(of: Tensor([1, 784], bar(slant: 0, width: 3)))
    #expect(abs(leaning.thicknesses[0] / upright.thicknesses[0] - 1) < 0.06)
  }

  @Test("blur hardly makes a bar look thicker")
  func blurredThickness() {
    let sharp = bar(slant: 0, width: 4)
    // The binomial kernel 1 4 6 4 1 across, as wide as a normal one with deviation 1.
    let soft = picture { x, y in
      zip(-2...2, [1, 4, 6, 4, 1]).reduce(0) { sum, step in
        let column = Int(x) + step.0
        return (0..<28).contains(column)
          ? sum + Double(sharp[Int(y) * 28 + column]) * step.1 / 16 : sum
      }
    }
    let moments = ImageMoments(of: Tensor([2, 784], sharp + soft))
    #expect(abs(moments.thicknesses[1] / moments.thicknesses[0] - 1) < 0.03)
  }

  @Test("an empty picture has neither slant nor thickness")
  func empty() {
    let moments = ImageMoments(of: Tensor([1, 784], repeating: 0))
    #expect(moments.slants == [0] && moments.thicknesses == [0])
  }

  @Test("drawn digits tell their writers' slant and thickness")
  func strokes() {
    let digits = Strokes(seed: 3).draw(0..<1000, on: Workers())
    let moments = ImageMoments(of: digits.pictures(0..<1000))
    let styles = digits.styles ?? []
    #expect(correlation(moments.slants, styles.map { Double($0.slant) }) > 0.7)
    #expect(correlation(moments.thicknesses, styles.map { Double($0.thickness) }) > 0.85)
  }

  @Test("a single point of ink has the sharpness counted by hand")
  func point() {
    // 4² in the middle and 1 at each of four neighbours; in a corner only two of them.
    let middle = Sharpness(of: Tensor([1, 784], picture { $0 == 14 && $1 == 9 ? 1 : 0 }))
    #expect(middle.meanSquaredLaplacian == 20.0 / 784)
    let corner = Sharpness(of: Tensor([1, 784], picture { $0 == 0 && $1 == 0 ? 1 : 0 }))
    #expect(corner.meanSquaredLaplacian == 18.0 / 784)
    #expect(corner.relative(to: middle) == 0.9)
  }

  @Test("blur lowers sharpness")
  func blur() {
    let sharp = Sharpness(of: Tensor([1, 784], bar(slant: 0, width: 3)))
    let soft = Sharpness(
      of: Tensor([1, 784], picture { x, _ in max(0, 1 - abs(x - 14) / 4) }))
    #expect(soft.relative(to: sharp) < 0.3)
  }

  @Test("pictures of a label that are all the same have no diversity")
  func diversity() {
    let (one, other) = (bar(slant: 0, width: 2), bar(slant: 0.5, width: 2))
    let images = Tensor([4, 784], one + one + other + one)
    let measured = Diversity(of: images, read: [1, 7, 7, 1])
    #expect(measured.labels == [1, 7])
    #expect(measured.distances[0] == 0)
    var square = 0.0
    for (a, b) in zip(one, other) { square += Double((a - b) * (a - b)) }
    #expect(abs(measured.distances[1] - square.squareRoot()) < 1e-5)
    #expect(measured.relative(to: measured).map(\.label) == [7], "ones have nothing to compare")
    #expect(measured.relative(to: measured).map(\.share) == [1])
  }

  @Test("a label whose pictures repeat each other is named, one that varies is not")
  func collapse() {
    let (one, other) = (bar(slant: 0, width: 2), bar(slant: 0.5, width: 2))
    let images = Tensor([6, 784], one + other + one + other + one + one)
    let real = Diversity(of: images, read: [1, 1, 7, 7, 9, 9])
    let collapsed = Diversity(of: images, read: [1, 7, 1, 9, 7, 7])
    #expect(TrainingHealth.lowDiversity(real, of: real) == nil)
    let sign = TrainingHealth.lowDiversity(collapsed, of: real) ?? ""
    #expect(sign.contains("samples of 1 hardly differ"))
  }

  @Test("copies are counted, and new pictures are not")
  func copies() {
    let digits = Strokes(seed: 3).draw(0..<200, on: Workers())
    let same = NearestDigits(in: digits).matches(for: digits.pictures(0..<50))
    #expect(Copies(same).share == 1 && Copies(same).meanDistance < 1e-3)
    let noise = Tensor([50, 784], TestSupport.noise(50 * 784).map { abs($0) })
    let far = Copies(NearestDigits(in: digits).matches(for: noise))
    #expect(far.share == 0 && far.meanDistance > 5)
    let few = NearestDigits(in: digits, first: 10).matches(for: digits.pictures(20..<50))
    #expect(few.allSatisfy { $0.index < 10 })
  }
}

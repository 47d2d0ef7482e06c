import Digits
import Kernels
import Tensors
import Testing

@testable import Evaluation

/// Measures of images of other sizes, and in colour.
@Suite struct ImageShapeTests {
  private static let colour = ImageShape(height: 32, width: 32, channels: 3)

  /// Strokes in the middle of a larger or smaller image, the same in every channel.
  private func framed(_ digits: DigitSet, _ shape: ImageShape, labels: [UInt8]) -> DigitSet {
    var pixels: [UInt8] = []
    for image in 0..<digits.count {
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          let (row, column) = (y - shape.height / 2 + 14, x - shape.width / 2 + 14)
          let isInside = 0..<28 ~= row && 0..<28 ~= column
          let level = isInside ? digits.images[image * 784 + row * 28 + column] : 0
          pixels += [UInt8](repeating: level, count: shape.channels)
        }
      }
    }
    return DigitSet(images: pixels, labels: labels, shape: shape)
  }

  @Test(
    "a judge reads images of any size from 4 × 4 on, and of any number of labels",
    arguments: [
      (colour, 5), (ImageShape(height: 20, width: 12), 47), (ImageShape(height: 4, width: 5), 2),
    ])
  func judge(shape: ImageShape, labels: Int) throws {
    try Engine(threads: 2).withCurrent {
      func part(_ range: Range<Int>) -> DigitSet {
        framed(
          Strokes(seed: 5).draw(range, on: Workers()), shape,
          labels: range.map { UInt8($0 % labels) })
      }
      let data = DigitData(name: "framed", train: part(0..<100), test: part(60_000..<60_047))
      let schedule = Judge.Schedule(
        name: "test", digits: 100, epochs: 1, batchSize: 20, learningRate: 1e-3)
      let judge = try Judge.trained(on: data, schedule)
      #expect(judge.classes == labels && judge.shape == shape)
      let copy = try #require(Judge(classes: labels, shape, values: judge.values))
      #expect(copy.values == judge.values)
      #expect(Judge(classes: labels, values: judge.values) == nil)
      let yardstick = Yardstick(judge, for: data, .smoke)
      let quality = yardstick.quality(of: data.test.pictures(0..<47), labels: data.test.labels)
      #expect(quality.frechetDistance < 1e-6 && quality.count == 47)
      #expect(quality.histogram.total == 47 && quality.histogram.classes.count == labels)
      #expect(yardstick.frechetFloor.isFinite && quality.sharpness.meanSquaredLaplacian > 0)
    }
  }

  @Test("equal channels are as sharp and as slanted as one, and a frame changes no sum")
  func channels() {
    let digits = Strokes(seed: 6).draw(0..<20, on: Workers())
    let grey = digits.pictures(0..<20)
    let framed = framed(digits, Self.colour, labels: digits.labels).pictures(0..<20)
    let sharpness = Sharpness(of: framed, Self.colour).meanSquaredLaplacian
    let expected = Sharpness(of: grey).meanSquaredLaplacian * 784 / 1024
    #expect(abs(sharpness - expected) < 1e-9)
    let (one, three) = (ImageMoments(of: grey), ImageMoments(of: framed, Self.colour))
    for index in 0..<20 {
      #expect(abs(one.slants[index] - three.slants[index]) < 1e-9)
      #expect(abs(one.thicknesses[index] - three.thicknesses[index]) < 1e-9)
    }
  }

  @Test("copies are found among images without labels, by the same mean square as MNIST's")
  func copies() {
    let shape = ImageShape(height: 9, width: 5, channels: 3)
    let pixels = (0..<6 * shape.size).map { UInt8(truncatingIfNeeded: $0 * $0 / 3) }
    let set = DigitSet(unlabelled: pixels, shape: shape)
    let matches = NearestDigits(in: set).matches(for: set.pictures(0..<6))
    #expect(matches.map(\.index) == Array(0..<6) && matches.allSatisfy { $0.label == nil })
    #expect(Copies(matches, shape).share == 1)
    #expect(Copies.distance(.digit) == 1)
    #expect(abs(Copies.distance(shape) - Float(135).squareRoot() / 28) < 1e-6)
  }

  @Test("modes of stacked digits are triples of what is read in the channels")
  func stacked() throws {
    try Engine(threads: 2).withCurrent {
      let data = DigitData(
        name: "few", train: Strokes(seed: 5).draw(0..<300, on: Workers()),
        test: Strokes(seed: 5).draw(60_000..<60_050, on: Workers()))
      let judge = try Judge.trained(on: data, .smoke)
      let stacks = StackedDigits(40, of: data.test, using: RandomStream(key: 2))
      let modes = StackedModes(
        of: stacks.images.pictures(0..<40), readBy: judge, labels: data.distinctLabels)
      let read = judge.reading(of: data.test.pictures(0..<50)).labels
      let expected = (0..<40).map { image in
        (0..<3).reduce(0) { $0 * 10 + Int(read[Int(stacks.indices[3 * image + $1])]) }
      }
      #expect(modes.modes == expected && modes.possible == 1000)
      #expect(modes.covered == Set(expected).count)
      // 40 samples of as many modes would be log(1000 / 40) nats from uniform.
      #expect(modes.divergenceFromUniform > 3.2 && modes.divergenceFromUniform < 6.91)
    }
  }

  @Test("the divergence of labels is 0 from themselves, and log 2 of half of them from all")
  func divergence() {
    let half = LabelHistogram(of: [1, 1, 2, 2], classes: [1, 2, 3, 4])
    let all = LabelHistogram(of: [1, 2, 3, 4], classes: [1, 2, 3, 4])
    #expect(half.divergence(from: half) == 0)
    #expect(abs(half.divergence(from: all) - 0.693147) < 1e-6)
    #expect(half.divergence(from: all) == half.divergenceFromUniform)
    #expect(all.divergence(from: half) == .infinity)
  }
}

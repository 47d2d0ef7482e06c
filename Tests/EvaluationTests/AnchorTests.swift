import Digits
import Kernels
import Tensors
import Testing

@testable import Evaluation

@Suite struct AnchorTests {
  private static let shape = ImageShape(height: 3, width: 4, channels: 1)

  private func data(_ images: [[UInt8]], labels: [UInt8]) -> DigitData {
    let set = DigitSet(images: images.flatMap(\.self), labels: labels, shape: Self.shape)
    return DigitData(name: "few", train: set, test: set)
  }

  @Test("anchors are training digits of which one thing is different")
  func pictures() {
    let data = DigitData(
      name: "few", train: Strokes(seed: 5).draw(0..<150, on: Workers()),
      test: Strokes(seed: 5).draw(60_000..<60_005, on: Workers()))
    let real = Anchor.real.pictures(of: data, count: 120)
    #expect(real.count == 120 && real.labels == Array(data.train.labels.prefix(120)))
    #expect(real.images == Array(data.train.images.prefix(120 * 784)))
    let repeated = Anchor.repeated.pictures(of: data, count: 120)
    #expect(repeated.prefix(100).images == real.prefix(100).images)
    #expect(repeated.suffix(20).images == real.prefix(20).images)
    #expect(repeated.suffix(20).labels == Array(real.labels.prefix(20)))
    let without = Anchor.withoutLabel.pictures(of: data, count: 120)
    #expect(without.count == 120 && !without.labels.contains(9))
    #expect(without.labels.prefix(20) == data.train.labels.filter { $0 != 9 }.prefix(20))
    for anchor in [Anchor.blurred, .noisy, .thresholded] {
      #expect(anchor.pictures(of: data, count: 120).labels == real.labels)
    }
    let thresholded = Anchor.thresholded.pictures(of: data, count: 120)
    for (level, old) in zip(thresholded.images, real.images) {
      #expect(level == (old > 127 ? 255 : 0))
    }
    // Where nothing is cut off, the noise has its mean and its deviation.
    let noisy = Anchor.noisy.pictures(of: data, count: 120)
    let changes = zip(noisy.images, real.images).filter { 100...155 ~= $1 }.map {
      (Float($0) - Float($1)) / 255
    }
    let moments = Moments(of: changes)
    #expect(changes.count > 500 && abs(moments.mean) < 0.01)
    #expect(abs(moments.deviation - Double(Anchor.noiseDeviation)) < 0.01)
    #expect(Anchor.allCases.map { $0.name(in: data) }.contains("without 9"))
  }

  @Test("a blurred point is the binomial kernel, and ink at the edge is lost to the ground")
  func blur() {
    var point = [UInt8](repeating: 0, count: 12)
    point[1 * 4 + 1] = 160
    var corner = [UInt8](repeating: 0, count: 12)
    corner[0] = 160
    let blurred = Anchor.blurred.pictures(of: data([point, corner], labels: [0, 1]), count: 2)
    #expect(
      blurred.images.prefix(12) == [
        10, 20, 10, 0,
        20, 40, 20, 0,
        10, 20, 10, 0,
      ])
    #expect(blurred.images.suffix(12) == [40, 20, 0, 0, 20, 10, 0, 0, 0, 0, 0, 0])
  }

  @Test(
    "where all digits have the same label, none is without it; fewer than a hundred are repeated, too"
  )
  func fewDigits() {
    let data = data(
      [[UInt8](repeating: 9, count: 12), [UInt8](repeating: 7, count: 12)], labels: [4, 4])
    #expect(Anchor.withoutLabel.pictures(of: data, count: 5).count == 0)
    #expect(Anchor.repeated.pictures(of: data, count: 5) == data.train)
    #expect(Anchor.repeated.name(in: data) == "2 repeated")
  }

  @Test("a reader of digits reads digits, on any number of threads the same; one of noise does not")
  func classificationAccuracy() throws {
    let data = DigitData(
      name: "few", train: Strokes(seed: 5).draw(0..<600, on: Workers()),
      test: Strokes(seed: 5).draw(60_000..<60_200, on: Workers()))
    let schedule = Judge.Schedule(
      name: "test", digits: 500, epochs: 3, batchSize: 25, learningRate: 3e-3)
    let extent = Yardstick.Extent(
      pictures: 500, searched: 10, trainingDigits: 100, anchorPictures: 200, reader: schedule,
      readDigits: 200)
    let scores = try [1, 2].map { threads in
      try Engine(threads: threads).withCurrent {
        let judge = try Judge.trained(on: data, schedule, steps: 3)
        let yardstick = Yardstick(judge, for: data, extent)
        let turned = DigitSet(
          images: data.train.images, labels: data.train.labels.map { ($0 + 1) % 10 })
        return [
          try yardstick.classificationAccuracy(of: data.train),
          try yardstick.classificationAccuracy(of: turned),
        ]
      }
    }
    #expect(scores[0] == scores[1])
    #expect(scores[0][0] > 0.5)
    #expect(scores[0][1] < 0.2)
  }
}

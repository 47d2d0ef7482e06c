import Digits
import Foundation
import Kernels
import Tensors
import Testing

@testable import Evaluation

@Suite struct JudgeTests {
  private static let data = DigitData(
    name: "few", train: Strokes(seed: 5).draw(0..<1200, on: Workers()),
    test: Strokes(seed: 5).draw(60_000..<60_300, on: Workers()))
  private static let schedule = Judge.Schedule(
    name: "test", digits: 1000, epochs: 3, batchSize: 50, learningRate: 3e-3)
  private static let extent = Yardstick.Extent(
    pictures: 300, searched: 20, trainingDigits: 500, anchorPictures: 200,
    reader: Judge.Schedule(
      name: "reader", digits: 300, epochs: 2, batchSize: 20, learningRate: 3e-3),
    readDigits: 300)

  @Test("a judge has the same bits on any number of threads, and so has what it measures")
  func threads() throws {
    let results = try [1, 2, 3].map { threads in
      try Engine(threads: threads).withCurrent {
        let judge = try Judge.trained(on: Self.data, Self.schedule, steps: 8)
        let yardstick = Yardstick(judge, for: Self.data, Self.extent)
        let quality = yardstick.quality(of: Self.data.train.pictures(300..<600))
        return (
          judge.values.map(\.bitPattern),
          [
            yardstick.frechetFloor, quality.frechetDistance, quality.copies.meanDistance,
            quality.sharpness.meanSquaredLaplacian, quality.histogram.divergenceFromUniform,
            quality.plainFrechetDistance, quality.precision, quality.recall, quality.confidentShare,
          ].map(\.bitPattern)
        )
      }
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test("a judge learns to read, and tells real digits from noise")
  func reading() throws {
    try Engine(threads: 2).withCurrent {
      var steps: [Int] = []
      let judge = try Judge.trained(on: Self.data, Self.schedule) { done, _ in steps.append(done) }
      #expect(steps == Array(1...Self.schedule.steps(over: 1200)))
      let yardstick = Yardstick(judge, for: Self.data, Self.extent)
      #expect(yardstick.testDigits.agreement?.overall ?? 0 > 0.7)
      #expect(abs(yardstick.testDigits.frechetDistance) < 1e-6)
      #expect(yardstick.testDigits.histogram.covered == 10)
      let noiseImages = Tensor.uniform([300, 784], using: RandomStream(key: 1))
      let noise = yardstick.quality(of: noiseImages, labels: [UInt8](repeating: 3, count: 300))
      #expect(yardstick.frechetDistance(of: noiseImages) == noise.frechetDistance)
      #expect(noise.frechetDistance > 10 * yardstick.frechetFloor)
      #expect(noise.plainFrechetDistance > yardstick.testDigits.plainFrechetDistance + 1)
      #expect(noise.precision < 0.5 && noise.recall < 0.5)
      #expect(yardstick.testDigits.precision == 1 && yardstick.testDigits.recall == 1)
      #expect(noise.copies.share == 0)
      #expect(noise.agreement?.classes.count == 1)
      let figures = yardstick.figuresOfTestDigits
      #expect(figures[.sharpness] == 1 && figures[.plainFrechetDistance] == 0)
      #expect(Set(figures.keys) == Set(Measure.allCases).subtracting([.classificationAccuracy]))
      let digits = Self.data.test.pictures(0..<300), reading = judge.reading(of: digits)
      let logits = judge.network(digits, .inference).logits
      logits.withElements { all in
        for row in 0..<300 {
          let exponentials = all[row * 10..<(row + 1) * 10].map { exp(Double($0)) }
          let greatest = (exponentials.max() ?? 0) / exponentials.reduce(0, +)
          #expect(abs(Double(reading.probabilities[row]) - greatest) < 1e-6)
        }
      }
      let sure = reading.probabilities.count { $0 >= 0.9 }
      #expect(yardstick.testDigits.confidentShare == Double(sure) / 300)
    }
  }

  @Test(
    "a judge learns from as few digits as there are, also of labels with gaps and of one that only tests have"
  )
  func fewDigits() throws {
    try Engine(threads: 2).withCurrent {
      func letters(_ range: Range<Int>, _ labels: [UInt8]) -> DigitSet {
        let digits = Strokes(seed: 5).draw(range, on: Workers())
        return DigitSet(
          images: digits.images, labels: digits.labels.map { labels[Int($0) % labels.count] })
      }
      let data = DigitData(
        name: "letters", train: letters(0..<7, [3, 20]),
        test: letters(60_000..<60_005, [3, 20, 30]))
      #expect(Self.schedule.steps(over: 7) == 3)
      #expect(Judge.Schedule.standard.steps(over: 1) == 6)
      let judge = try Judge.trained(on: data, Self.schedule)
      #expect(judge.values != Judge(classes: 31, .digit).values)
      let yardstick = Yardstick(judge, for: data, .smoke)
      #expect(yardstick.classes == [3, 20])
      let quality = yardstick.quality(of: data.test.pictures(0..<5), labels: data.test.labels)
      #expect(quality.count == 5 && quality.frechetDistance < 1e-6)
      #expect(quality.histogram.rarest <= 2 && quality.histogram.classes == [3, 20])
      #expect(yardstick.frechetFloor.isFinite)
    }
  }

  @Test("a judge made of another's numbers reads with the same bits")
  func roundTrip() throws {
    let judge = try Judge.trained(on: Self.data, Self.schedule, steps: 4)
    let copy = try #require(Judge(classes: 10, values: judge.values))
    let images = Self.data.test.pictures(0..<260)
    let (first, second) = (judge.reading(of: images), copy.reading(of: images))
    #expect(first.features.values == second.features.values)
    #expect(first.labels == second.labels)
    #expect(judge.reading(of: Self.data.test, in: 0..<260).labels == first.labels)
    #expect(Judge(classes: 10, values: Array(judge.values.dropLast())) == nil)
    #expect(Judge(classes: 0, values: []) == nil)
  }
}

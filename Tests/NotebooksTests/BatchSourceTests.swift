import HarnessTestSupport
import Digits
import Kernels
import Testing

@testable import Notebooks

struct BatchSourceTests {
  @Test func everyEpochHandsOutEachDigitOnceInAnOrderOfItsOwn() throws {
    let digits = DigitSet(
      images: (0..<12).flatMap { [UInt8](repeating: UInt8($0), count: 784) },
      labels: (0..<12).map { UInt8($0 % 10) })
    let source = try BatchSource(digits, batchSize: 4, using: RandomStream(key: 5))
    let batches = (0..<9).map { _ in source.next() }
    #expect(batches.map(\.step) == Array(0..<9))
    #expect(batches.map(\.epoch) == [0, 0, 0, 1, 1, 1, 2, 2, 2])
    let epochs = (0..<3).map { epoch in
      batches[3 * epoch..<3 * epoch + 3].flatMap { batch in
        (0..<4).map { batch.images.greyLevels[784 * $0] }
      }
    }
    for epoch in epochs { #expect(epoch.sorted() == (0..<12).map { UInt8($0) }) }
    #expect(epochs[0] != epochs[1] && epochs[1] != epochs[2])
    for batch in batches {
      for (place, label) in batch.labels.enumerated() {
        #expect(label == batch.images.greyLevels[784 * place] % 10)
      }
    }
  }

  @Test func anIncompleteBatchIsDropped() throws {
    let digits = DigitSet(
      images: [UInt8](repeating: 0, count: 5 * 784), labels: [0, 1, 2, 3, 4])
    let source = try BatchSource(digits, batchSize: 2, using: RandomStream(key: 1))
    #expect((0..<4).map { _ in source.next().epoch } == [0, 0, 1, 1])
  }
}

struct RepeatedStepTests {
  @Test func aStepIsRepeatedUntilItsLossMeetsTheGoal() {
    var losses: [Float] = [3, 2, 0.5, 0.1]
    let done = lab().repeatStep(of: .generator, atMost: 5, until: { $0 < 1 }) {
      losses.removeFirst()
    }
    #expect(done.count == 3 && done.loss == 0.5 && losses == [0.1])
  }

  @Test func itIsMadeOnceAtLeastAndNotMoreOftenThanAllowed() {
    #expect(lab().repeatStep(of: .generator, atMost: 5, until: { _ in true }) { 7 }.count == 1)
    #expect(lab().repeatStep(of: .generator, atMost: 5, until: { _ in false }) { 7 }.count == 5)
  }
}

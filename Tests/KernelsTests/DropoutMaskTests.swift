import Kernels
import TestSupport
import Testing

/// Dropout against the stream's uniform numbers drawn one by one.
@Suite struct DropoutMaskTests {
  static let rates: [Float] = [0, 0.3, 0.5, 0.99]

  @Test(arguments: rates, threadCounts)
  func keepsAnElementIfItsUniformNumberReachesTheRate(rate: Float, threads: Int) {
    let stream = RandomStream(key: 0xD12F, step: 41)
    let workers = ThreadedWorkers(threads)
    // One element, tails, a piece of 256 and its neighbours, several tasks of 8,192.
    for count in [1, 15, 17, 255, 256, 257, 8192, 16_389] {
      let x = noise(count)
      let factor = 1 / (1 - rate)
      let expected = (0..<count).map { stream.uniform($0) >= rate ? x[$0] * factor : 0 }
      let actual = filled(count) {
        DropoutMask(rate: rate).apply(x, into: $0, count: count, using: stream, on: workers)
      }
      #expect(firstDifference(actual, expected) == nil)
    }
  }

  @Test func theShareOfKeptElementsIsOneLessTheRate() {
    let count = 1_000_000
    let ones = [Float](repeating: 1, count: count)
    let output = filled(count) {
      DropoutMask(rate: 0.3).apply(
        ones, into: $0, count: count, using: RandomStream(key: 7), on: Workers())
    }
    // Five standard deviations of a binomial share.
    let kept = Double(output.count { $0 != 0 }) / Double(count)
    #expect(abs(kept - 0.7) < 5 * (0.21 / Double(count)).squareRoot())
  }
}

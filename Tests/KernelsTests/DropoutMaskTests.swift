import TestSupport
import Testing

@testable import Kernels

/// Dropout against a loop that takes the stream's blocks one by one.
@Suite struct DropoutMaskTests {
  static let rates: [Float] = [0, 0.25, 0.5, 0.75]

  /// The sixteen bits that decide about an element.
  private func number(_ element: Int, of stream: RandomStream) -> UInt32 {
    let word = stream.bits(element / 32 * 16 + element % 16)
    return element / 16 % 2 == 0 ? word & 0xffff : word >> 16
  }

  @Test(arguments: rates, threadCounts)
  func keepsAnElementIfItsNumberReachesTheRate(rate: Float, threads: Int) {
    let stream = RandomStream(key: 0xD12F, step: 41)
    let workers = ThreadedWorkers(threads)
    let mask = DropoutMask(rate: rate)
    // One element, tails, a draw of 32 and its neighbours, several tasks of 8,192.
    for count in [1, 15, 16, 17, 31, 32, 33, 8192, 16_389] {
      let x = noise(count), gradient = noise(count, seed: 9)
      let factor = 1 / (1 - rate)
      let isKept = (0..<count).map { number($0, of: stream) >= UInt32(rate * 65_536) }
      let expected = (0..<count).map { isKept[$0] ? x[$0] * factor : -0.0 }
      let output = filled(count) {
        mask.apply(x, into: $0, count: count, using: stream, on: workers)
      }
      #expect(firstDifference(output, expected) == nil)
      let expectedGradient = (0..<count).map { isKept[$0] ? gradient[$0] * factor : 0 }
      let inputGradient = filled(count) {
        mask.pullback(gradient, output: output, into: $0, count: count, on: workers)
      }
      #expect(firstDifference(inputGradient, expectedGradient) == nil)
    }
  }

  @Test func aKeptZeroIsNotTakenForADroppedElement() {
    let zeros: [Float] = [0, -0.0, 0, -0.0]
    let ones = [Float](repeating: 1, count: 4)
    let mask = DropoutMask(rate: 0)
    let output = filled(4) {
      mask.apply(zeros, into: $0, count: 4, using: RandomStream(key: 1), on: Workers())
    }
    let gradient = filled(4) {
      mask.pullback(ones, output: output, into: $0, count: 4, on: Workers())
    }
    #expect(gradient == ones)
  }

  @Test func theRateIsRoundedToWhatSixteenBitsCanSay() {
    #expect(DropoutMask(rate: 0.3).rate == 19_661.0 / 65_536)
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

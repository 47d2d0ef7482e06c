import Kernels
import TestSupport
import Testing

/// Elementwise kernels against one element at a time, bit for bit, awkward numbers included.
@Suite struct ElementwiseTests {
  /// Tails of every kind, one element, and more than one task of 16,384.
  static let counts = [1, 15, 16, 17, 47, 16_384, 33_001]

  typealias Unary =
    @Sendable (
      UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int, Workers
    ) -> Void
  typealias Binary =
    @Sendable (
      UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int, Workers
    ) -> Void

  /// `kernel` and `oracle` on every size and number of threads, also with the output in place of x.
  func expectSame(_ kernel: Unary, _ oracle: (Float) -> Float) {
    for count in Self.counts {
      let x = strewn(noise(count).map { $0 * 30 })
      let expected = x.map(oracle)
      for threads in threadCounts {
        let workers = ThreadedWorkers(threads)
        let actual = filled(count) { kernel(x, $0, count, workers) }
        #expect(firstDifference(actual, expected) == nil)
        let inPlace = filled(count) {
          $0.update(from: x, count: count)
          kernel($0, $0, count, workers)
        }
        #expect(firstDifference(inPlace, expected) == nil)
      }
    }
  }

  /// The same for two operands.
  func expectSame(_ kernel: Binary, _ oracle: (Float, Float) -> Float) {
    for count in Self.counts {
      let x = strewn(noise(count).map { $0 * 3 })
      let y = strewn(noise(count + 5, seed: 2)).dropFirst(5).map { $0 }
      let expected = zip(x, y).map(oracle)
      for threads in threadCounts {
        let workers = ThreadedWorkers(threads)
        let actual = filled(count) { kernel(x, y, $0, count, workers) }
        #expect(firstDifference(actual, expected) == nil)
        let inPlace = filled(count) {
          $0.update(from: y, count: count)
          kernel(x, $0, $0, count, workers)
        }
        #expect(firstDifference(inPlace, expected) == nil)
      }
    }
  }

  @Test func addsSubtractsAndMultiplies() {
    expectSame({ Elementwise.add($0, $1, into: $2, count: $3, on: $4) }, { $0 + $1 })
    expectSame({ Elementwise.subtract($0, $1, into: $2, count: $3, on: $4) }, { $0 - $1 })
    expectSame({ Elementwise.multiply($0, $1, into: $2, count: $3, on: $4) }, { $0 * $1 })
  }

  @Test func scalesWithOneRounding() {
    expectSame(
      { Elementwise.scale($0, by: 1.1, plus: -0.3, into: $1, count: $2, on: $3) },
      { (-0.3 as Float).addingProduct(1.1, $0) })
  }

  @Test func takesExponentialsAndLogarithms() {
    expectSame(
      { Elementwise.exp($0, into: $1, count: $2, on: $3) }, { Elementary.exp($0) })
    expectSame(
      { Elementwise.log($0, plus: 0.25, into: $1, count: $2, on: $3) },
      { Elementary.log($0 + 0.25) })
    expectSame(
      { Elementwise.logPullback($0, $1, plus: 0.25, into: $2, count: $3, on: $4) },
      { $0 / ($1 + 0.25) })
  }

  @Test func clampsAndStopsGradientsOutside() {
    expectSame(
      { Elementwise.clamp($0, to: -1...0.5, into: $1, count: $2, on: $3) },
      { x in
        if x < -1 { return -1 }
        return x > 0.5 ? 0.5 : x
      })
    expectSame(
      { Elementwise.clampPullback($0, $1, to: -1...0.5, into: $2, count: $3, on: $4) },
      { gradient, x in x < -1 || x > 0.5 ? 0 : gradient })
  }

  @Test func dividesAndTakesRootsAbsoluteValuesAndSoftplus() {
    expectSame({ Elementwise.divide($0, $1, into: $2, count: $3, on: $4) }, { $0 / $1 })
    expectSame(
      { Elementwise.squareRoot($0, into: $1, count: $2, on: $3) }, { $0.squareRoot() })
    expectSame({ Elementwise.absolute($0, into: $1, count: $2, on: $3) }, { $0.magnitude })
    expectSame(
      { Elementwise.absolutePullback($0, $1, into: $2, count: $3, on: $4) },
      { gradient, x in x == 0 ? 0 : x < 0 ? 0 - gradient : gradient })
    expectSame(
      { Elementwise.softplus($0, into: $1, count: $2, on: $3) }, { Elementary.softplus($0) })
  }

  @Test func crossEntropyIsSoftplusLessTargetTimesLogit() {
    expectSame(
      { CrossEntropy.forward(logits: $0, targets: $1, into: $2, count: $3, on: $4) },
      { Elementary.softplus($0).addingProduct(-$1, $0) })
  }

  @Test(arguments: counts, threadCounts)
  func crossEntropyHandsBackSigmoidLessTarget(count: Int, threads: Int) {
    let gradient = noise(count, seed: 3)
    let logits = strewn(noise(count).map { $0 * 20 })
    let targets = noise(count, seed: 4).map { 0.5 + 0.5 * $0 }
    let expected = (0..<count).map {
      gradient[$0] * (Elementary.sigmoid(logits[$0]) - targets[$0])
    }
    let actual = filled(count) {
      CrossEntropy.pullback(
        gradient, logits: logits, targets: targets, into: $0, count: count,
        on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(actual, expected) == nil)
  }
}

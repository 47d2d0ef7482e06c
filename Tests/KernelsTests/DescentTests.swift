import Kernels
import TestSupport
import Testing

/// Optimiser steps against the documented formulas, one element at a time, bit for bit.
@Suite struct DescentTests {
  @Test(arguments: ElementwiseTests.counts, threadCounts)
  func adamFollowsItsFormula(count: Int, threads: Int) {
    adamFollowsItsFormula(count: count, threads: threads, keep: 1)
    adamFollowsItsFormula(count: count, threads: threads, keep: 0.875)
  }

  private func adamFollowsItsFormula(count: Int, threads: Int, keep: Float) {
    let (parameters, gradient) = (noise(count), noise(count, seed: 2))
    let (m, v) = (noise(count, seed: 3), noise(count, seed: 4).map(abs))
    let (rate, meanShare, squareShare, epsilon): (Float, Float, Float, Float) = (
      0.002, 0.1, 0.001, 1e-8
    )
    let newM = (0..<count).map { m[$0].addingProduct(meanShare, gradient[$0] - m[$0]) }
    let newV = (0..<count).map {
      v[$0].addingProduct(squareShare, gradient[$0] * gradient[$0] - v[$0])
    }
    let expected = (0..<count).map {
      keep * parameters[$0] - rate * newM[$0] / (newV[$0].squareRoot() + epsilon)
    }
    var (mean, meanSquare) = (m, v)
    let updated = filled(count) {
      Descent.adam(
        parameters, gradient: gradient, mean: &mean, meanSquare: &meanSquare, into: $0,
        count: count, rate: rate, oneMinusBeta1: meanShare, oneMinusBeta2: squareShare,
        epsilon: epsilon, keep: keep, on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(updated, expected) == nil)
    #expect(firstDifference(mean, newM) == nil)
    #expect(firstDifference(meanSquare, newV) == nil)
  }

  @Test(arguments: ElementwiseTests.counts, threadCounts)
  func rmsPropFollowsItsFormulaInPlace(count: Int, threads: Int) {
    let (parameters, gradient) = (noise(count), noise(count, seed: 2))
    let s = noise(count, seed: 4).map(abs)
    let (rate, share, epsilon): (Float, Float, Float) = (3e-4, 0.1, 1e-10)
    let newS = (0..<count).map {
      s[$0].addingProduct(share, gradient[$0] * gradient[$0] - s[$0])
    }
    let expected = (0..<count).map {
      parameters[$0] - rate * gradient[$0] / (newS[$0] + epsilon).squareRoot()
    }
    var meanSquare = s
    let updated = filled(count) {
      $0.update(from: parameters, count: count)
      Descent.rmsProp(
        $0, gradient: gradient, meanSquare: &meanSquare, into: $0, count: count, rate: rate,
        oneMinusDecay: share, epsilon: epsilon, on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(updated, expected) == nil)
    #expect(firstDifference(meanSquare, newS) == nil)
  }

  @Test(arguments: ElementwiseTests.counts, [false, true])
  func momentumFollowsItsFormula(count: Int, isNesterov: Bool) {
    let (parameters, gradient, v) = (noise(count), noise(count, seed: 2), noise(count, seed: 3))
    let (rate, momentum): (Float, Float) = (0.03, 0.9)
    let newV = (0..<count).map { gradient[$0].addingProduct(momentum, v[$0]) }
    let expected = (0..<count).map {
      parameters[$0] - rate
        * (isNesterov ? gradient[$0].addingProduct(momentum, newV[$0]) : newV[$0])
    }
    for threads in threadCounts {
      var velocity = v
      let updated = filled(count) {
        Descent.momentum(
          parameters, gradient: gradient, velocity: &velocity, into: $0, count: count, rate: rate,
          momentum: momentum, isNesterov: isNesterov, on: ThreadedWorkers(threads))
      }
      #expect(firstDifference(updated, expected) == nil)
      #expect(firstDifference(velocity, newV) == nil)
    }
  }
}

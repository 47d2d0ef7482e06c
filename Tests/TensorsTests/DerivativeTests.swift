import Kernels
import TestSupport
import Testing

@testable import Tensors

/// Which gradients have a past, and what happens where there is none.
@Suite struct DerivativeTests {
  let x = Parameter(Tensor([3], [1, -2, 4]))

  @Test func gradientsOfGradientsGoOnToAnyOrder() throws {
    // x⁴, 4x³, 12x², 24x, 24.
    var derivative = x.tensor.squared().squared()
    for expected: [Float] in [[4, -32, 256], [12, 48, 192], [24, -48, 96], [24, 24, 24]] {
      derivative = try gradient(of: derivative.sum(), withRespectTo: x.tensor)
      #expect(derivative.values == expected)
    }
  }

  @Test func ordinaryGradientsHaveNoPast() throws {
    let loss = (x.tensor * x.tensor).exponential().sum()
    let gradient = try gradients(of: loss, for: [x])[0]
    #expect(gradient.node == nil)
  }

  @Test func aWatchedConstantIsWhatGradientsAreTakenWithRespectTo() throws {
    let images = Tensor([2, 3], noise(6)).watched
    let weights = Parameter(Tensor([3, 1], [1, 2, -3]))
    let scores = images.matrixProduct(with: weights.tensor)
    let slopes = try gradient(of: scores.sum(), withRespectTo: images)
    #expect(slopes.values == [1, 2, -3, 1, 2, -3])
    // 2 · |w|²
    #expect(try gradients(of: slopes.squared().sum(), for: [weights])[0].values == [4, 8, -12])
  }

  @Test func aWatchedTensorKeepsItsPast() throws {
    let y = x.tensor.scaled(by: 3)
    let watched = y.watched
    let slope = try gradient(of: (watched * watched * y).sum(), withRespectTo: watched)
    // Of y² with respect to the watched one alone: 2 · 3x · 3x; and its own derivative, 36x.
    #expect(slope.values == [18, 72, 288])
    #expect(try gradients(of: slope.sum(), for: [x])[0].values == [36, -72, 144])
  }

  @Test func gradientsForTensorsOnTheWayAreTakenTogether() throws {
    let y = x.tensor.squared()
    let z = y.scaled(by: 2)
    let found = try gradients(of: (z * y).sum(), withRespectTo: [y, x.tensor, z])
    // 2y², so 4y; then 8x³; and y for z.
    #expect(found.map(\.values) == [[4, 16, 64], [8, -64, 512], [1, 4, 16]])
  }

  @Test func anOperandThatAnotherOneDependsOnCountsOnce() throws {
    // Recomputed on the way back: its logits and scale have a common past.
    let weights = x.tensor
    let logits = weights.reshaped([3, 1])
    let loss = logits.batchNormalized(
      moments: nil, scale: weights.slice(0..<1, along: 0), offset: weights.slice(1..<2, along: 0),
      epsilon: 1e-3
    ).output.squared().sum()
    let expected = try gradients(of: loss, for: [x])[0].values
    let found = try gradient(of: loss, withRespectTo: weights).values
    #expect(relativeError(found, expected.map(Double.init)) < 1e-5)
  }

  @Test func rowsSlicesAndTilesStopNoGradient() throws {
    let rows = Parameter(Tensor([3, 1], [1, 2, 3]))
    let y = rows.tensor
    let loss =
      y.firstRows(1).sum() + y.lastRows(2).sum() + y.rows(at: [1, 1]).sum()
      + y.tiled(height: 2, width: 3).sum()
    #expect(try gradients(of: loss, for: [rows])[0].values == [7, 9, 7])
  }

  /// An operation whose pullback is a kernel.
  private func opaque(_ x: Tensor) -> Tensor {
    Tensor.result(of: [x], shape: x.shape, operation: "opaque()") {
      $0.update(from: x.pointer, count: x.count)
    } pullback: { _, gradient, _ in
      [Tensor(gradient.shape, gradient.values)]
    }
  }

  @Test func anOperationWithFirstDerivativesOnlyStillHasThem() throws {
    let slope = try gradient(of: opaque(x.tensor.squared()).sum(), withRespectTo: x.tensor)
    #expect(slope.values == [2, -4, 8])
  }

  @Test func theDerivativeOfAGradientThatHasNoneStopsTheProgramWithTheOperationsName() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Parameter(Tensor([2], [1, 2]))
      let slope = try gradient(
        of: DerivativeTests().opaque(x.tensor).squared().sum(), withRespectTo: x.tensor)
      _ = try gradients(of: slope.sum(), for: [x])
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("opaque() has first derivatives only"))
    #expect(message.contains("“Derivatives”"))
  }

  @Test func aConstantThatIsNotWatchedStopsTheProgram() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let constant = Tensor([2], [1, 2])
      _ = try gradient(of: constant.sum(), withRespectTo: constant)
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("compute it from `watched`"))
  }

  @Test func aGradientThatIsNotFiniteIsAnError() {
    let zero = Parameter(Tensor([1], [0]))
    #expect(throws: NonFiniteError.self) {
      try gradient(of: zero.tensor.squareRoot().sum(), withRespectTo: zero.tensor)
    }
  }
}

import Tensors
import Testing

/// The shapes of results, and what happens when operands do not fit.
@Suite struct ShapeTests {
  @Test func convolutionsAndPoolingRoundUp() {
    let images = Tensor([2, 7, 28, 3], repeating: 1)
    let kernel = Tensor([5, 5, 3, 4], repeating: 1)
    let bias = Tensor([4], repeating: 0)
    #expect(images.convolved(with: kernel, bias: bias).shape == [2, 7, 28, 4])
    #expect(images.convolved(with: kernel, bias: bias, stride: 2).shape == [2, 4, 14, 4])
    #expect(images.maxPooled().shape == [2, 4, 14, 3])
    #expect(images.upSampled().shape == [2, 14, 56, 3])
  }

  @Test func denseActsOnTheLastAxis() {
    let weights = Tensor([5, 4], repeating: 1)
    let bias = Tensor([4], repeating: 0)
    #expect(Tensor([3, 5], repeating: 1).dense(weights: weights, bias: bias).shape == [3, 4])
    #expect(
      Tensor([2, 3, 5], repeating: 1).dense(weights: weights, bias: bias).shape == [2, 3, 4])
  }

  @Test func shapesChangeWithoutChangingElements() {
    let x = Tensor([2, 3, 4], (0..<24).map(Float.init))
    #expect(x.flattened().shape == [2, 12])
    #expect(x.reshaped([4, 6]).values == x.values)
    #expect(x.concatenated(with: x).shape == [2, 3, 8])
    #expect(x.columns(1..<3).shape == [2, 3, 2])
    #expect(x.columns(1..<3).concatenated(with: x.columns(0..<1)).values.prefix(3) == [1, 2, 0])
    #expect(Tensor([2, 3], repeating: 1).tiled(height: 4, width: 5).shape == [2, 4, 5, 3])
    #expect(x.sum().shape == [])
    #expect(x.mean().scalar == 11.5)
  }

  @Test func anEmptyBatchHasEmptyResults() {
    let none = Tensor([0, 5], [])
    let output = none.dense(
      weights: Tensor([5, 4], repeating: 1), bias: Tensor([4], repeating: 0), activation: .relu)
    #expect(output.shape == [0, 4])
    #expect(output.values.isEmpty)
    #expect(none.sum().scalar == 0)
  }

  @Test func takesRowsAndColumnsOut() {
    let x = Tensor([3, 4], (0..<12).map(Float.init))
    #expect(x.firstRows(2).shape == [2, 4])
    #expect(x.firstRows(2).values == (0..<8).map(Float.init))
    #expect(x.firstRows(0).values.isEmpty)
    #expect(x.column(2) == [2, 6, 10])
  }

  @Test func operandsThatDoNotFitStopTheProgramWithBothShapes() async {
    let sum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([2, 3], repeating: 1) + Tensor([3, 2], repeating: 1)
    }
    #expect(
      message(of: sum).contains(
        "+(_:_:) needs shapes that are equal or broadcast, not [2, 3] and [3, 2]"))
    let dense = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([2, 3], repeating: 1).dense(
        weights: Tensor([4, 5], repeating: 1), bias: Tensor([5], repeating: 1))
    }
    #expect(
      message(of: dense).contains("weights of shape [4, 5] do not take rows of shape [2, 3]"))
  }

  private func message(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}

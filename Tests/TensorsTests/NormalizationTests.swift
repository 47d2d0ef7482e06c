import Kernels
import Tensors
import TestSupport
import Testing

/// Batch normalisation and dropout as whole operations.
@Suite struct NormalizationTests {
  @Test func trainingTakesMeanToZeroAndVarianceToOne() {
    let x = Tensor([200, 3], noise(600).enumerated().map { 5 + $1 * Float($0 % 3 + 1) })
    let ones = Tensor([3], repeating: 1), zeros = Tensor([3], repeating: 0)
    let first = x.batchNormalized(moments: nil, scale: ones, offset: zeros, epsilon: 0)
    let again = first.output.batchNormalized(
      moments: nil, scale: ones, offset: zeros, epsilon: 0)
    #expect(again.mean.values.allSatisfy { abs($0) < 5e-6 })
    #expect(relativeError(again.variance.values, [1, 1, 1]) < 1e-6)
  }

  @Test func momentsAreTheMeanAndTheBiasedVariance() {
    let x = Tensor([4, 1], [1, 2, 3, 6])
    let one = Tensor([1], [1])
    let result = x.batchNormalized(moments: nil, scale: one, offset: one, epsilon: 1)
    #expect(result.mean.values == [3])
    #expect(result.variance.values == [3.5])
  }

  @Test func inferenceUsesTheGivenMoments() {
    let x = Tensor([2, 2], [1, 2, 3, 4])
    let output = x.batchNormalized(
      moments: (Tensor([2], [1, 0]), Tensor([2], [3, 0])), scale: Tensor([2], [2, 1]),
      offset: Tensor([2], [0, 5]), epsilon: 1
    ).output
    #expect(output.values == [0, 7, 2, 9])
  }

  @Test func dropoutScalesWhatItKeepsAndHandsBackTheSameMask() throws {
    let x = Parameter(Tensor([50, 20], repeating: 1))
    let output = x.tensor.droppedOut(rate: 0.25, using: RandomStream(key: 5))
    #expect(output.values.allSatisfy { $0 == 0 || $0 == 1 / 0.75 })
    #expect(output.values.contains(0))
    // For ones the derivative is the output itself: the mask times its factor.
    #expect(try gradients(of: output.sum(), for: [x])[0].values == output.values)
  }

  @Test func dropoutDependsOnTheStreamAndItsStep() {
    let x = Tensor([1000], repeating: 1)
    func mask(_ stream: RandomStream) -> [Float] { x.droppedOut(rate: 0.5, using: stream).values }
    let stream = RandomStream(key: 5)
    #expect(mask(stream) == mask(stream))
    #expect(mask(stream) != mask(stream.at(step: 1)))
    #expect(mask(stream) != mask(stream.child(0)))
    #expect(x.droppedOut(rate: 0, using: stream).values == x.values)
  }

  @Test func randomTensorsHoldTheirStreamsElements() {
    let stream = RandomStream(key: 9, step: 2)
    #expect(Tensor.uniform([3, 7], using: stream).values == (0..<21).map(stream.uniform))
    #expect(Tensor.normal([3, 7], using: stream).values == (0..<21).map(stream.normal))
  }
}

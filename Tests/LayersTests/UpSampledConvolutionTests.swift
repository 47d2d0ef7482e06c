import Kernels
import Layers
import TestSupport
import Tensors
import Testing

@Suite struct UpSampledConvolutionTests {
  @Test func isUpSamplingThenConvolutionWithTheSameWeights() throws {
    var seeds = Seeds(RandomStream(key: 3)), sameSeeds = seeds
    let fused = UpSampledConvolution2D(3, 5, size: 5, .tanh, using: &seeds)
    let convolution = Convolution2D(3, 5, size: 5, .tanh, using: &sameSeeds)
    let x = Tensor([2, 4, 3, 3], noise(72))
    let pairs = zip(fused(x).values, convolution(UpSampling2D()(x)).values)
    #expect(pairs.allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(fused.variables.map(\.name) == convolution.variables.map(\.name))
    for (a, b) in zip(fused.variables, convolution.variables) {
      #expect(bits(a.parameter.value.values) == bits(b.parameter.value.values))
    }
  }
}

import Kernels
import TestSupport
import Testing

/// The numbers of a convolution's arrays.
protocol ConvolutionSizes {
  var inputCount: Int { get }
  var kernelCount: Int { get }
  var outputCount: Int { get }
}

extension Convolution: ConvolutionSizes {}
extension TransposedConvolution: ConvolutionSizes {}
extension UpSampledConvolution: ConvolutionSizes {}

/// Two ways to compute a convolution and its gradients differ by at most 2e-5 of the greatest number.
func expectSameButForRounding(
  _ one: some ConvolutionKernels, _ other: some ConvolutionKernels, as sizes: some ConvolutionSizes,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let workers = Workers()
  let input = noise(sizes.inputCount), kernel = noise(sizes.kernelCount, seed: 2)
  let gradient = noise(sizes.outputCount, seed: 3)
  func results(_ way: some ConvolutionKernels) -> [[Float]] {
    [
      filled(sizes.outputCount) { way.forward(input, kernel, into: $0, .none, on: workers) },
      filled(sizes.inputCount) { way.inputGradient(gradient, kernel, into: $0, on: workers) },
      filled(sizes.kernelCount) { way.kernelGradient(input, gradient, into: $0, on: workers) },
    ]
  }
  for (actual, expected) in zip(results(one), results(other)) {
    let largest = expected.reduce(1) { max($0, abs($1)) }
    let error = zip(actual, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(error <= 2e-5 * largest, "\(error / largest)", sourceLocation: sourceLocation)
  }
}

import Kernels
import TestSupport
import Tensors
import Testing

@Suite struct ConvolutionChoiceTests {
  @Test(arguments: [64, 63])
  func wideThreeByThreeConvolutionsAreMinimalFiltering(channels: Int) {
    let input = noise(2 * 5 * 6 * channels), kernel = noise(9 * channels * 64, seed: 2)
    let sizes = Convolution(
      images: 2, height: 5, width: 6, inChannels: channels, outChannels: 64, kernelHeight: 3,
      kernelWidth: 3, stride: 1)
    let actual = Tensor([2, 5, 6, channels], input).convolved(
      with: Tensor([3, 3, channels, 64], kernel), bias: Tensor([64], repeating: 0))
    let expected = filled(sizes.outputCount) {
      if let winograd = sizes.winograd {
        winograd.forward(input, kernel, into: $0, on: Workers())
      } else {
        sizes.forward(input, kernel, into: $0, on: Workers())
      }
    }
    #expect((sizes.winograd != nil) == (channels == 64))
    #expect(actual.values == expected)
  }
}

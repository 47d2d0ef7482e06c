import Kernels
import TestSupport
import Tensors
import Testing

@Suite struct ConvolutionChoiceTests {
  func forward(
    _ way: any ConvolutionKernels, _ input: [Float], _ kernel: [Float], count: Int
  ) -> [Float] {
    filled(count) { way.forward(input, kernel, into: $0, .none, on: Workers()) }
  }

  @Test(arguments: [
    (32, 64, true), (64, 32, true), (48, 48, true), (31, 96, false), (32, 63, false),
    (32, 32, false),
  ])
  func wideThreeByThreeConvolutionsAreMinimalFiltering(
    channels: Int, outChannels: Int, isWide: Bool
  ) {
    let input = noise(2 * 5 * 6 * channels), kernel = noise(9 * channels * outChannels, seed: 2)
    let sizes = Convolution(
      images: 2, height: 5, width: 6, inChannels: channels, outChannels: outChannels,
      kernelHeight: 3, kernelWidth: 3, stride: 1)
    let actual = Tensor([2, 5, 6, channels], input).convolved(
      with: Tensor([3, 3, channels, outChannels], kernel),
      bias: Tensor([outChannels], repeating: 0))
    let expected = forward(sizes.winograd ?? sizes, input, kernel, count: sizes.outputCount)
    #expect((sizes.winograd != nil) == isWide)
    #expect(actual.values == expected)
  }

  @Test(arguments: [32, 31])
  func wideUpSampledFiveByFiveConvolutionsAreMinimalFiltering(channels: Int) {
    let input = noise(2 * 3 * 4 * channels), kernel = noise(25 * channels * 16, seed: 2)
    let sizes = UpSampledConvolution(
      images: 2, height: 3, width: 4, inChannels: channels, outChannels: 16, kernelHeight: 5,
      kernelWidth: 5)
    let actual = Tensor([2, 3, 4, channels], input).upSampledAndConvolved(
      with: Tensor([5, 5, channels, 16], kernel), bias: Tensor([16], repeating: 0))
    let expected = forward(sizes.winograd ?? sizes, input, kernel, count: sizes.outputCount)
    #expect((sizes.winograd != nil) == (channels == 32))
    #expect(actual.values == expected)
  }

  @Test(arguments: [(32, true), (31, false)])
  func wideFiveByFiveConvolutionsWithAStrideAreMinimalFiltering(channels: Int, isWide: Bool) {
    let input = noise(2 * 6 * 8 * channels), kernel = noise(25 * channels * 32, seed: 2)
    let sizes = Convolution(
      images: 2, height: 6, width: 8, inChannels: channels, outChannels: 32, kernelHeight: 5,
      kernelWidth: 5, stride: 2)
    let actual = Tensor([2, 6, 8, channels], input).convolved(
      with: Tensor([5, 5, channels, 32], kernel), bias: Tensor([32], repeating: 0), stride: 2)
    let expected = forward(sizes.stridedWinograd ?? sizes, input, kernel, count: sizes.outputCount)
    #expect((sizes.stridedWinograd != nil) == isWide)
    #expect(actual.values == expected)
  }

  @Test(arguments: [(32, true), (31, false)])
  func wideTransposedConvolutionsAreMinimalFiltering(channels: Int, isWide: Bool) {
    let input = noise(2 * 3 * 4 * channels), kernel = noise(16 * channels * 32, seed: 2)
    let sizes = TransposedConvolution(
      images: 2, height: 3, width: 4, inChannels: channels, outChannels: 32, kernelHeight: 4,
      kernelWidth: 4, stride: 2)
    let actual = Tensor([2, 3, 4, channels], input).convolvedTransposed(
      with: Tensor([4, 4, 32, channels], kernel), bias: Tensor([32], repeating: 0), stride: 2)
    let expected = forward(sizes.winograd ?? sizes, input, kernel, count: sizes.outputCount)
    #expect((sizes.winograd != nil) == isWide)
    #expect(actual.values == expected)
  }
}

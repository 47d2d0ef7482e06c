import Kernels
import TestSupport
import Testing

/// Minimal filtering against a scalar version of its documented order, bit for bit, and against the direct
/// convolution, within rounding.
@Suite struct WinogradConvolutionTests {
  static let shapes = [
    shape(1, 1, 1, 1, 1), shape(2, 4, 4, 3, 5), shape(3, 7, 7, 17, 9), shape(2, 5, 9, 2, 18),
    shape(1, 3, 14, 16, 33), shape(51, 2, 3, 7, 8),
  ]
  /// So many channels that a block is one or two images.
  static let manyBlocks = shape(5, 8, 5, 3000, 3)

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int
  ) -> WinogradConvolution {
    WinogradConvolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels)
  }

  func grid(_ c: WinogradConvolution, _ columns: Int) -> ScalarFiltering.Grid {
    ScalarFiltering.Grid(images: c.images, height: c.height, width: c.width, columns: columns)
  }

  func sizes(_ c: WinogradConvolution) -> (input: Int, kernel: Int, output: Int) {
    let pixels = c.images * c.height * c.width
    return (pixels * c.inChannels, 9 * c.inChannels * c.outChannels, pixels * c.outChannels)
  }

  @Test(arguments: shapes + [manyBlocks])
  func forwardSumsProductsOfMappedTiles(_ c: WinogradConvolution) {
    let input = noise(sizes(c).input), kernel = noise(sizes(c).kernel, seed: 2)
    let expected = ScalarFiltering.threeTaps.convolve(
      input, grid(c, c.inChannels), to: grid(c, c.outChannels), before: 1
    ) { tap, channel, column in
      kernel[(tap * c.inChannels + channel) * c.outChannels + column]
    }
    for threads in threadCounts {
      let actual = filled(sizes(c).output) {
        c.forward(input, kernel, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test(arguments: shapes)
  func inputGradientIsTheConvolutionWithTheTurnedKernel(_ c: WinogradConvolution) {
    let gradient = noise(sizes(c).output, seed: 3), kernel = noise(sizes(c).kernel, seed: 4)
    let expected = ScalarFiltering.threeTaps.convolve(
      gradient, grid(c, c.outChannels), to: grid(c, c.inChannels), before: 1
    ) { tap, channel, column in
      kernel[((8 - tap) * c.inChannels + column) * c.outChannels + channel]
    }
    for threads in threadCounts {
      let actual = filled(sizes(c).input) {
        c.inputGradient(gradient, kernel, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test(arguments: shapes + [manyBlocks])
  func kernelGradientSumsProductsOverTheTiles(_ c: WinogradConvolution) {
    let input = noise(sizes(c).input, seed: 5), gradient = noise(sizes(c).output, seed: 6)
    let expected = ScalarFiltering.threeTaps.kernelGradient(
      input, grid(c, c.inChannels), gradient, grid(c, c.outChannels), before: 1)
    for threads in threadCounts {
      let actual = filled(sizes(c).kernel) {
        c.kernelGradient(input, gradient, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test func isTheDirectConvolutionButForRounding() {
    let c = Self.shape(8, 7, 14, 72, 66)
    let direct = Convolution(
      images: 8, height: 7, width: 14, inChannels: 72, outChannels: 66, kernelHeight: 3,
      kernelWidth: 3, stride: 1)
    #expect(direct.winograd == c)
    expectSameButForRounding(c, direct, as: direct)
  }

  @Test func isChosenByShapeAlone() {
    func choice(_ channels: Int, _ outChannels: Int, _ size: Int, stride: Int) -> Bool {
      Convolution(
        images: 1, height: 7, width: 7, inChannels: channels, outChannels: outChannels,
        kernelHeight: size, kernelWidth: size, stride: stride
      ).winograd != nil
    }
    #expect(choice(32, 64, 3, stride: 1))
    #expect(choice(64, 32, 3, stride: 1))
    #expect(!choice(31, 128, 3, stride: 1))
    #expect(!choice(128, 31, 3, stride: 1))
    #expect(!choice(32, 32, 3, stride: 1))
    #expect(!choice(64, 64, 3, stride: 2))
    #expect(!choice(64, 64, 5, stride: 1))
  }
}

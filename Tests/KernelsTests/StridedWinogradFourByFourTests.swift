import Kernels
import TestSupport
import Testing

/// Minimal filtering of 4 × 4 kernels with a stride, and of transposed ones, against scalar versions of the documented orders, with the
/// phases laid out as channels; and against the direct sums, within rounding.
@Suite struct StridedWinogradFourByFourTests {
  /// Small images, among them ones that are no whole tiles, and so many channels that several tasks and blocks are needed.
  static let shapes = [
    shape(2, 2, 2, 32, 32), shape(3, 14, 14, 40, 48), shape(2, 10, 18, 33, 35),
    shape(5, 8, 6, 500, 32),
  ]

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int
  ) -> Convolution {
    Convolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels, kernelHeight: 4, kernelWidth: 4, stride: 2)
  }

  /// The places of the inputs' blocks of two by two pixels: rows 2i − 1 and 2i, columns likewise.
  func source(_ c: Convolution) -> ScalarFiltering.Grid {
    ScalarFiltering.Grid(
      images: c.images, height: c.outHeight + 1, width: c.outWidth + 1, columns: 4 * c.inChannels)
  }

  func target(_ c: Convolution) -> ScalarFiltering.Grid {
    ScalarFiltering.Grid(
      images: c.images, height: c.outHeight, width: c.outWidth, columns: c.outChannels)
  }

  /// For each number of the blocks, [image, row, column, 2, 2, channel], its place in the inputs, or nil where a block sticks out.
  func inputPlaces(_ c: Convolution) -> [Int?] {
    var places: [Int?] = []
    for image in 0..<c.images {
      for row in 0...c.outHeight {
        for column in 0...c.outWidth {
          for phase in 0..<4 {
            let (r, k) = (2 * row - 1 + phase / 2, 2 * column - 1 + phase % 2)
            let isInside = 0..<c.height ~= r && 0..<c.width ~= k
            let pixel = (image * c.height + r) * c.width + k
            places += (0..<c.inChannels).map { isInside ? pixel * c.inChannels + $0 : nil }
          }
        }
      }
    }
    return places
  }

  /// The place in a kernel, [4, 4, inChannels, outChannels], of element (tap, phase and channel, column) of the phase kernel: kernel row 0 meets
  /// the input row above the output's first one.
  func kernelPlace(_ c: Convolution, _ tap: Int, _ channel: Int, _ column: Int) -> Int {
    let (phase, input) = (channel / c.inChannels, channel % c.inChannels)
    let (row, k) = (2 * (tap / 2) + phase / 2, 2 * (tap % 2) + phase % 2)
    return ((row * 4 + k) * c.inChannels + input) * c.outChannels + column
  }

  /// The inputs in blocks, zeros where they stick out.
  func blocks(_ c: Convolution, _ input: [Float]) -> [Float] {
    inputPlaces(c).map { $0.map { input[$0] } ?? 0 }
  }

  func expectedForward(_ c: Convolution, _ input: [Float], _ kernel: [Float]) -> [Float] {
    ScalarFiltering.twoTaps.convolve(blocks(c, input), source(c), to: target(c), before: 0) {
      kernel[kernelPlace(c, $0, $1, $2)]
    }
  }

  func expectedInputGradient(_ c: Convolution, _ gradient: [Float], _ kernel: [Float]) -> [Float] {
    let ofBlocks = ScalarFiltering.twoTaps.convolve(
      gradient, target(c), to: source(c), before: 1
    ) { kernel[kernelPlace(c, 3 - $0, $2, $1)] }
    var result = [Float](repeating: .nan, count: c.inputCount)
    for (place, value) in zip(inputPlaces(c), ofBlocks) {
      if let place { result[place] = value }
    }
    return result
  }

  func expectedKernelGradient(_ c: Convolution, _ input: [Float], _ gradient: [Float]) -> [Float] {
    let ofPhases = ScalarFiltering.twoTaps.kernelGradient(
      blocks(c, input), source(c), gradient, target(c), before: 0)
    var result = [Float](repeating: .nan, count: c.kernelCount)
    for (place, value) in ofPhases.enumerated() {
      let (pair, column) = place.quotientAndRemainder(dividingBy: c.outChannels)
      let (tap, channel) = pair.quotientAndRemainder(dividingBy: 4 * c.inChannels)
      result[kernelPlace(c, tap, channel, column)] = value
    }
    return result
  }

  func finished(_ values: [Float], bias: [Float]) -> [Float] {
    values.enumerated().map { place, value in
      let sum = value + bias[place % bias.count]
      return sum > 0 ? sum : 0
    }
  }

  /// The three kernels of `way` give these numbers on any number of threads, `forward` with a bias and an activation after it.
  func expect(
    _ way: some ConvolutionKernels, _ input: [Float], _ kernel: [Float], _ gradient: [Float],
    bias: [Float], forward: [Float], inputGradient: [Float], kernelGradient: [Float],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = [finished(forward, bias: bias), inputGradient, kernelGradient]
    for threads in threadCounts {
      let workers = ThreadedWorkers(threads)
      let actual = [
        filled(forward.count) { target in
          bias.withUnsafeBufferPointer {
            way.forward(
              input, kernel, into: target, Epilogue(bias: $0.baseAddress, activation: .relu),
              on: workers)
          }
        },
        filled(input.count) { way.inputGradient(gradient, kernel, into: $0, on: workers) },
        filled(kernel.count) { way.kernelGradient(input, gradient, into: $0, on: workers) },
      ]
      for (name, (one, other)) in zip(["forward", "input", "kernel"], zip(actual, expected)) {
        #expect(
          firstDifference(one, other) == nil, "\(name), \(threads) threads",
          sourceLocation: sourceLocation)
      }
    }
  }

  @Test(arguments: shapes)
  func itIsAConvolutionOfTheBlocks(_ c: Convolution) throws {
    let input = noise(c.inputCount, seed: 5), kernel = noise(c.kernelCount, seed: 4)
    let gradient = noise(c.outputCount, seed: 6)
    expect(
      try #require(c.stridedWinograd), input, kernel, gradient,
      bias: noise(c.outChannels, seed: 3), forward: expectedForward(c, input, kernel),
      inputGradient: expectedInputGradient(c, gradient, kernel),
      kernelGradient: expectedKernelGradient(c, input, gradient))
  }

  /// The same with input and output exchanged.
  @Test(arguments: shapes)
  func transposedItIsTheGradient(_ c: Convolution) throws {
    let transposed = TransposedConvolution(
      images: c.images, height: c.outHeight, width: c.outWidth, inChannels: c.outChannels,
      outChannels: c.inChannels, kernelHeight: 4, kernelWidth: 4, stride: 2)
    let input = noise(c.outputCount, seed: 5), kernel = noise(c.kernelCount, seed: 4)
    let gradient = noise(c.inputCount, seed: 6)
    expect(
      try #require(transposed.winograd), input, kernel, gradient,
      bias: noise(c.inChannels, seed: 7), forward: expectedInputGradient(c, input, kernel),
      inputGradient: expectedForward(c, gradient, kernel),
      kernelGradient: expectedKernelGradient(c, gradient, input))
  }

  @Test(arguments: [4, 5])
  func isTheDirectOneButForRounding(kernel: Int) throws {
    let c = Convolution(
      images: 8, height: 14, width: 28, inChannels: 64, outChannels: 128, kernelHeight: kernel,
      kernelWidth: kernel, stride: 2)
    expectSameButForRounding(try #require(c.stridedWinograd), c, as: c)
    let transposed = TransposedConvolution(
      images: 8, height: 7, width: 14, inChannels: 64, outChannels: 48, kernelHeight: kernel,
      kernelWidth: kernel, stride: 2)
    expectSameButForRounding(try #require(transposed.winograd), transposed, as: transposed)
  }
}

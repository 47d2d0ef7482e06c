import Kernels
import TestSupport
import Testing

/// Transposed convolutions against loops over one element at a time, in the documented orders, bit for bit.
@Suite struct TransposedConvolutionTests {
  static let shapes = [
    shape(1, 1, 1, 1, 1, 1, 1, 1), shape(2, 3, 4, 5, 3, 4, 4, 2), shape(2, 4, 3, 3, 17, 5, 5, 2),
    shape(3, 2, 5, 18, 1, 4, 4, 2), shape(2, 3, 3, 2, 2, 2, 2, 2), shape(2, 3, 2, 4, 9, 1, 1, 2),
    shape(1, 4, 5, 3, 4, 3, 3, 3), shape(2, 2, 3, 5, 2, 2, 3, 3), shape(7, 3, 2, 2, 33, 6, 4, 4),
    shape(3, 5, 4, 9, 2, 3, 3, 1), shape(26, 2, 2, 33, 34, 4, 4, 2), shape(2, 3, 20, 7, 1, 7, 5, 3),
  ]

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int,
    _ kernelHeight: Int, _ kernelWidth: Int, _ stride: Int
  ) -> TransposedConvolution {
    TransposedConvolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels, kernelHeight: kernelHeight, kernelWidth: kernelWidth, stride: stride
    )
  }

  /// The kernel row by which input row `input` reaches output row `output`, or nil; the same for columns.
  func tap(_ output: Int, _ input: Int, kernel: Int, stride: Int) -> Int? {
    let tap = output - (input * stride - max(0, kernel - stride) / 2)
    return (0..<kernel).contains(tap) ? tap : nil
  }

  /// Calls `visit` with the places of all pairs of an input and an output pixel that a kernel connects, in raster order of
  /// the output and for each of the input, and the kernel's pixel.
  func forEachPair(
    _ c: TransposedConvolution, _ visit: (_ output: Int, _ input: Int, _ kernel: Int) -> Void
  ) {
    for output in 0..<c.images * c.outHeight * c.outWidth {
      let image = output / (c.outHeight * c.outWidth)
      let (row, column) = (output / c.outWidth % c.outHeight, output % c.outWidth)
      for inRow in 0..<c.height {
        guard let kernelRow = tap(row, inRow, kernel: c.kernelHeight, stride: c.stride)
        else { continue }
        for inColumn in 0..<c.width {
          guard let kernelColumn = tap(column, inColumn, kernel: c.kernelWidth, stride: c.stride)
          else { continue }
          visit(
            output, (image * c.height + inRow) * c.width + inColumn,
            kernelRow * c.kernelWidth + kernelColumn)
        }
      }
    }
  }

  @Test(arguments: shapes, threadCounts)
  func forwardIsOneChainOverTheInput(_ c: TransposedConvolution, threads: Int) {
    let input = noise(c.inputCount), kernel = noise(c.kernelCount, seed: 2)
    let bias = noise(c.outChannels, seed: 3)
    var expected = [Float](repeating: 0, count: c.outputCount)
    forEachPair(c) { output, pixel, tap in
      for out in 0..<c.outChannels {
        for channel in 0..<c.inChannels {
          expected[output * c.outChannels + out].addProduct(
            input[pixel * c.inChannels + channel],
            kernel[(tap * c.outChannels + out) * c.inChannels + channel])
        }
      }
    }
    for place in expected.indices {
      let sum = expected[place] + 0 + bias[place % c.outChannels]
      expected[place] = sum > 0 ? sum : 0
    }
    let actual = filled(c.outputCount) { output in
      bias.withUnsafeBufferPointer {
        c.forward(
          input, kernel, into: output, Epilogue(bias: $0.baseAddress, activation: .relu),
          on: ThreadedWorkers(threads))
      }
    }
    #expect(firstDifference(actual, expected) == nil)
  }

  @Test(arguments: shapes, threadCounts)
  func inputGradientIsOneChainOverTheKernel(_ c: TransposedConvolution, threads: Int) {
    let gradient = noise(c.outputCount, seed: 4), kernel = noise(c.kernelCount, seed: 5)
    var expected = [Float](repeating: 0, count: c.inputCount)
    // Seen from one input pixel, output pixels in raster order are kernel pixels in raster order.
    forEachPair(c) { output, pixel, tap in
      for channel in 0..<c.inChannels {
        for out in 0..<c.outChannels {
          expected[pixel * c.inChannels + channel].addProduct(
            gradient[output * c.outChannels + out],
            kernel[(tap * c.outChannels + out) * c.inChannels + channel])
        }
      }
    }
    let actual = filled(c.inputCount) {
      c.inputGradient(gradient, kernel, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(actual, expected.map { $0 + 0 }) == nil)
  }

  @Test(arguments: shapes, threadCounts)
  func kernelGradientIsOneChainOverTheBatch(_ c: TransposedConvolution, threads: Int) {
    let input = noise(c.inputCount, seed: 6), gradient = noise(c.outputCount, seed: 7)
    var expected = [Float](repeating: 0, count: c.kernelCount)
    // Seen from one kernel pixel, output pixels in raster order are input pixels in raster order.
    forEachPair(c) { output, pixel, tap in
      for out in 0..<c.outChannels {
        for channel in 0..<c.inChannels {
          expected[(tap * c.outChannels + out) * c.inChannels + channel].addProduct(
            input[pixel * c.inChannels + channel], gradient[output * c.outChannels + out])
        }
      }
    }
    let actual = filled(c.kernelCount) {
      c.kernelGradient(input, gradient, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(firstDifference(actual, expected.map { $0 + 0 }) == nil)
  }

  @Test func theOutputIsStrideTimesAsLarge() {
    let c = Self.shape(1, 7, 5, 2, 3, 4, 4, 2)
    #expect((c.outHeight, c.outWidth) == (14, 10))
    #expect((c.convolution.outHeight, c.convolution.outWidth) == (7, 5))
  }
}

import Kernels
import TestSupport
import Testing

/// Convolutions of up-sampled images against loops over one element at a time, in the documented orders,
/// bit for bit, and against up-sampling followed by a convolution, within rounding.
@Suite struct UpSampledConvolutionTests {
  static let shapes = [
    shape(1, 1, 1, 1, 1, 1, 1), shape(2, 3, 4, 3, 5, 3, 3), shape(3, 2, 5, 2, 17, 5, 5),
    shape(2, 4, 3, 18, 1, 5, 5), shape(13, 3, 3, 7, 19, 3, 5), shape(2, 2, 2, 1, 1, 7, 7),
    shape(1, 5, 1, 16, 2, 1, 3), shape(7, 7, 18, 9, 1, 3, 3), shape(50, 2, 3, 6, 33, 5, 5),
  ]

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int,
    _ kernelHeight: Int, _ kernelWidth: Int
  ) -> UpSampledConvolution {
    UpSampledConvolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels, kernelHeight: kernelHeight, kernelWidth: kernelWidth)
  }

  /// The kernel rows that multiply row `small` of the small image in row `row` of the output: those
  /// that fall on one of its two copies. The same for columns.
  func taps(_ row: Int, _ small: Int, _ size: Int) -> [Int] {
    (0..<size).filter { tap in
      let position = row + tap - size / 2
      return (position >= 0 ? position / 2 : (position - 1) / 2) == small
    }
  }

  /// The factor of a pixel of the small image: the kernel elements that fall on its copies, added in raster order.
  func factor(
    _ c: UpSampledConvolution, _ kernel: [Float], _ rows: [Int], _ columns: [Int],
    _ input: Int, _ output: Int
  ) -> Float {
    var sum: Float?
    for row in rows {
      for column in columns {
        let value = kernel[
          ((row * c.kernelWidth + column) * c.inChannels + input) * c.outChannels + output]
        sum = sum.map { $0 + value } ?? value
      }
    }
    return sum ?? .nan
  }

  /// `visit(image, output row, output column)` in raster order, and the like for small images.
  func forEachPixel(_ images: Int, _ height: Int, _ width: Int, _ visit: (Int, Int, Int) -> Void) {
    for image in 0..<images {
      for row in 0..<height { for column in 0..<width { visit(image, row, column) } }
    }
  }

  func small(_ c: UpSampledConvolution, _ image: Int, _ row: Int, _ column: Int, _ channel: Int)
    -> Int
  {
    ((image * c.height + row) * c.width + column) * c.inChannels + channel
  }

  func large(_ c: UpSampledConvolution, _ image: Int, _ row: Int, _ column: Int, _ channel: Int)
    -> Int
  {
    ((image * 2 * c.height + row) * 2 * c.width + column) * c.outChannels + channel
  }

  @Test(arguments: shapes)
  func forwardIsOneChainOverTheSmallImage(_ c: UpSampledConvolution) {
    let input = noise(c.inputCount), kernel = noise(c.kernelCount, seed: 2)
    var expected: [Float] = []
    forEachPixel(c.images, 2 * c.height, 2 * c.width) { image, row, column in
      for output in 0..<c.outChannels {
        var sum: Float = 0
        for smallRow in 0..<c.height {
          let rows = taps(row, smallRow, c.kernelHeight)
          for smallColumn in 0..<c.width where !rows.isEmpty {
            let columns = taps(column, smallColumn, c.kernelWidth)
            for channel in 0..<c.inChannels where !columns.isEmpty {
              sum = sum.addingProduct(
                input[small(c, image, smallRow, smallColumn, channel)],
                factor(c, kernel, rows, columns, channel, output))
            }
          }
        }
        expected.append(sum + 0)
      }
    }
    for threads in threadCounts {
      let actual = filled(c.outputCount) {
        c.forward(input, kernel, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test(arguments: shapes)
  func inputGradientIsOneChainOverTheOutputPixels(_ c: UpSampledConvolution) {
    let gradient = noise(c.outputCount, seed: 3), kernel = noise(c.kernelCount, seed: 4)
    var expected: [Float] = []
    forEachPixel(c.images, c.height, c.width) { image, smallRow, smallColumn in
      for channel in 0..<c.inChannels {
        var sum: Float = 0
        for row in 0..<2 * c.height {
          let rows = taps(row, smallRow, c.kernelHeight)
          for column in 0..<2 * c.width where !rows.isEmpty {
            let columns = taps(column, smallColumn, c.kernelWidth)
            for output in 0..<c.outChannels where !columns.isEmpty {
              sum = sum.addingProduct(
                gradient[large(c, image, row, column, output)],
                factor(c, kernel, rows, columns, channel, output))
            }
          }
        }
        expected.append(sum + 0)
      }
    }
    for threads in threadCounts {
      let actual = filled(c.inputCount) {
        c.inputGradient(gradient, kernel, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test(arguments: shapes)
  func kernelGradientAddsTheFourChainsThatAnElementIsPartOf(
    _ c: UpSampledConvolution
  ) {
    let input = noise(c.inputCount, seed: 5), gradient = noise(c.outputCount, seed: 6)
    /// The chain of output pixels at a distance of (`rowShift`, `columnShift`) from a small pixel's first copy.
    func chain(_ rowShift: Int, _ columnShift: Int, _ channel: Int, _ output: Int) -> Float {
      var sum: Float = 0
      forEachPixel(c.images, c.height, c.width) { image, smallRow, smallColumn in
        let row = 2 * smallRow + rowShift, column = 2 * smallColumn + columnShift
        guard row >= 0, row < 2 * c.height, column >= 0, column < 2 * c.width else { return }
        sum = sum.addingProduct(
          input[small(c, image, smallRow, smallColumn, channel)],
          gradient[large(c, image, row, column, output)])
      }
      return sum + 0
    }
    var expected: [Float] = []
    for row in 0..<c.kernelHeight {
      for column in 0..<c.kernelWidth {
        // A kernel element meets the first copy of a pixel here, and the second one row or column later.
        let top = c.kernelHeight / 2 - row, left = c.kernelWidth / 2 - column
        for channel in 0..<c.inChannels {
          for output in 0..<c.outChannels {
            let sums = [(0, 0), (0, 1), (1, 0), (1, 1)].map {
              chain(top + $0.0, left + $0.1, channel, output)
            }
            expected.append(((sums[0] + sums[1]) + sums[2]) + sums[3])
          }
        }
      }
    }
    for threads in threadCounts {
      let actual = filled(c.kernelCount) {
        c.kernelGradient(input, gradient, into: $0, on: ThreadedWorkers(threads))
      }
      #expect(bits(actual) == bits(expected), "\(threads) threads")
    }
  }

  @Test(arguments: shapes)
  func isUpSamplingThenConvolutionButForRounding(_ c: UpSampledConvolution) {
    let sampling = UpSampling(
      images: c.images, height: c.height, width: c.width, channels: c.inChannels)
    let convolution = Convolution(
      images: c.images, height: 2 * c.height, width: 2 * c.width, inChannels: c.inChannels,
      outChannels: c.outChannels, kernelHeight: c.kernelHeight, kernelWidth: c.kernelWidth,
      stride: 1)
    let workers = Workers()
    let input = noise(c.inputCount), kernel = noise(c.kernelCount, seed: 2)
    let gradient = noise(c.outputCount, seed: 3)
    let wide = filled(4 * c.inputCount) { sampling.forward(input, into: $0, on: workers) }
    let wideGradient = filled(4 * c.inputCount) {
      convolution.inputGradient(gradient, kernel, into: $0, on: workers)
    }
    let pairs = [
      (
        filled(c.outputCount) { c.forward(input, kernel, into: $0, on: workers) },
        filled(c.outputCount) { convolution.forward(wide, kernel, into: $0, on: workers) }
      ),
      (
        filled(c.inputCount) { c.inputGradient(gradient, kernel, into: $0, on: workers) },
        filled(c.inputCount) { sampling.backward(wideGradient, into: $0, on: workers) }
      ),
      (
        filled(c.kernelCount) { c.kernelGradient(input, gradient, into: $0, on: workers) },
        filled(c.kernelCount) { convolution.kernelGradient(wide, gradient, into: $0, on: workers) }
      ),
    ]
    for (actual, expected) in pairs {
      let largest = expected.reduce(1) { max($0, abs($1)) }
      #expect(zip(actual, expected).allSatisfy { abs($0 - $1) <= 1e-5 * largest })
    }
  }
}

import Kernels
import TestSupport
import Testing

/// Convolutions against loops over one element at a time, in the documented orders, bit for bit.
@Suite struct ConvolutionTests {
  static let shapes = [
    shape(1, 1, 1, 1, 1, 1, 1, 1), shape(2, 5, 7, 3, 4, 3, 3, 1), shape(3, 6, 6, 2, 17, 5, 5, 1),
    shape(2, 7, 5, 1, 18, 7, 7, 2), shape(2, 8, 8, 3, 2, 3, 3, 2), shape(1, 9, 4, 5, 1, 5, 3, 2),
    shape(2, 3, 3, 2, 3, 1, 1, 2), shape(1, 4, 6, 2, 2, 2, 4, 1), shape(2, 5, 5, 16, 33, 2, 2, 2),
    shape(51, 2, 3, 7, 17, 3, 3, 1), shape(7, 3, 1, 140, 9, 1, 2, 1),
    shape(3, 5, 37, 11, 1, 5, 5, 1),
    shape(5, 9, 19, 1, 7, 3, 3, 2), shape(2, 1, 300, 6, 8, 1, 3, 1),
    shape(70, 11, 13, 2, 130, 3, 3, 1),
    // Tall tiles of eight and sixteen columns, across images and along rows, with and without strides.
    shape(29, 4, 5, 8, 8, 3, 3, 1), shape(14, 5, 4, 9, 16, 4, 4, 2),
    shape(2, 3, 33, 16, 12, 3, 5, 1),
    shape(1, 4, 31, 8, 8, 3, 3, 1), shape(3, 2, 64, 5, 40, 2, 3, 2), shape(1, 5, 9, 13, 8, 7, 7, 3),
  ]

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int,
    _ kernelHeight: Int, _ kernelWidth: Int, _ stride: Int
  ) -> Convolution {
    Convolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels, kernelHeight: kernelHeight, kernelWidth: kernelWidth, stride: stride
    )
  }

  /// TensorFlow's `same` padding before the first row or column.
  func padding(_ size: Int, kernel: Int, stride: Int) -> Int {
    let out = (size + stride - 1) / stride
    return max(0, (out - 1) * stride + kernel - size) / 2
  }

  /// A pixel of `images`, or nil outside.
  func pixel(
    _ images: [Float], _ height: Int, _ width: Int, _ channels: Int,
    _ image: Int, _ row: Int, _ column: Int, _ channel: Int
  ) -> Float? {
    guard row >= 0, row < height, column >= 0, column < width else { return nil }
    return images[((image * height + row) * width + column) * channels + channel]
  }

  @Test(arguments: shapes)
  func forwardIsOneChainOverTheKernel(_ c: Convolution) {
    let input = noise(c.inputCount), kernel = noise(c.kernelCount, seed: 2)
    let top = padding(c.height, kernel: c.kernelHeight, stride: c.stride)
    let left = padding(c.width, kernel: c.kernelWidth, stride: c.stride)
    var expected: [Float] = []
    for image in 0..<c.images {
      for row in 0..<c.outHeight {
        for column in 0..<c.outWidth {
          for out in 0..<c.outChannels {
            var sum: Float = 0
            for kr in 0..<c.kernelHeight {
              for kc in 0..<c.kernelWidth {
                for channel in 0..<c.inChannels {
                  let weight = kernel[
                    ((kr * c.kernelWidth + kc) * c.inChannels + channel) * c.outChannels + out]
                  if let value = pixel(
                    input, c.height, c.width, c.inChannels, image, row * c.stride + kr - top,
                    column * c.stride + kc - left, channel)
                  {
                    sum = sum.addingProduct(value, weight)
                  }
                }
              }
            }
            expected.append(sum + 0)
          }
        }
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
  func inputGradientIsOneChainOverTheOutputPixels(_ c: Convolution) {
    let gradient = noise(c.outputCount, seed: 3), kernel = noise(c.kernelCount, seed: 4)
    let top = padding(c.height, kernel: c.kernelHeight, stride: c.stride)
    let left = padding(c.width, kernel: c.kernelWidth, stride: c.stride)
    var expected: [Float] = []
    for image in 0..<c.images {
      for row in 0..<c.height {
        for column in 0..<c.width {
          for channel in 0..<c.inChannels {
            var sum: Float = 0
            // Output rows in ascending order: kernel rows descend.
            for kr in (0..<c.kernelHeight).reversed() where (row + top - kr) % c.stride == 0 {
              for kc in (0..<c.kernelWidth).reversed() where (column + left - kc) % c.stride == 0 {
                for out in 0..<c.outChannels {
                  let weight = kernel[
                    ((kr * c.kernelWidth + kc) * c.inChannels + channel) * c.outChannels + out]
                  let (outRow, outColumn) = (row + top - kr, column + left - kc)
                  if outRow >= 0, outColumn >= 0,
                    let value = pixel(
                      gradient, c.outHeight, c.outWidth, c.outChannels, image,
                      outRow / c.stride, outColumn / c.stride, out)
                  {
                    sum = sum.addingProduct(value, weight)
                  }
                }
              }
            }
            expected.append(sum + 0)
          }
        }
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
  func kernelGradientIsOneChainOverTheBatch(_ c: Convolution) {
    let input = noise(c.inputCount, seed: 5), gradient = noise(c.outputCount, seed: 6)
    let top = padding(c.height, kernel: c.kernelHeight, stride: c.stride)
    let left = padding(c.width, kernel: c.kernelWidth, stride: c.stride)
    var expected: [Float] = []
    for kr in 0..<c.kernelHeight {
      for kc in 0..<c.kernelWidth {
        for channel in 0..<c.inChannels {
          for out in 0..<c.outChannels {
            var sum: Float = 0
            for image in 0..<c.images {
              for row in 0..<c.outHeight {
                for column in 0..<c.outWidth {
                  if let value = pixel(
                    input, c.height, c.width, c.inChannels, image, row * c.stride + kr - top,
                    column * c.stride + kc - left, channel),
                    let slope = pixel(
                      gradient, c.outHeight, c.outWidth, c.outChannels, image, row, column, out)
                  {
                    sum = sum.addingProduct(value, slope)
                  }
                }
              }
            }
            expected.append(sum + 0)
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

  /// Products so small that they underflow leave a sum of −0, but for the +0 at the end.
  @Test(arguments: shapes)
  func aSumOfNothingIsPlusZero(_ c: Convolution) {
    let workers = Workers()
    func tiny(_ count: Int, _ sign: Float) -> [Float] {
      .init(repeating: sign * 1e-30, count: count)
    }
    let input = tiny(c.inputCount, 1), kernel = tiny(c.kernelCount, -1)
    let gradient = tiny(c.outputCount, -1), positiveKernel = tiny(c.kernelCount, 1)
    let results = [
      filled(c.outputCount) { c.forward(input, kernel, into: $0, on: workers) },
      filled(c.inputCount) { c.inputGradient(gradient, positiveKernel, into: $0, on: workers) },
      filled(c.kernelCount) { c.kernelGradient(input, gradient, into: $0, on: workers) },
    ]
    #expect(results.allSatisfy { $0.allSatisfy { $0.bitPattern == 0 } })
  }

  @Test func outputSizesAreTensorFlows() {
    let odd = Self.shape(1, 7, 28, 1, 1, 7, 7, 2)
    #expect(odd.outHeight == 4)
    #expect(odd.outWidth == 14)
  }
}

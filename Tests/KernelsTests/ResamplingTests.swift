import Kernels
import TestSupport
import Testing

/// Pooling and up-sampling against loops over one element at a time, bit for bit.
@Suite struct ResamplingTests {
  static let shapes = [[1, 1, 1, 1], [2, 4, 6, 3], [3, 7, 5, 17], [2, 14, 14, 16]]

  /// Small whole numbers, so that windows have ties.
  func coarse(_ count: Int) -> [Float] { noise(count).map { ($0 * 3).rounded() } }

  @Test(arguments: shapes, threadCounts)
  func poolingTakesTheGreatestOfEachWindow(_ shape: [Int], threads: Int) {
    let pooling = MaxPooling(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let input = coarse(shape.reduce(1, *))
    let gradient = noise(shape[0] * pooling.outHeight * pooling.outWidth * channels, seed: 9)
    var expected: [Float] = []
    var expectedGradient = [Float](repeating: 0, count: input.count)
    let values = noise(input.count, seed: 10)
    var expectedSelection: [Float] = []
    for image in 0..<shape[0] {
      for row in 0..<(height + 1) / 2 {
        for column in 0..<(width + 1) / 2 {
          for channel in 0..<channels {
            var best: Int?
            for r in [2 * row, 2 * row + 1] where r < height {
              for c in [2 * column, 2 * column + 1] where c < width {
                let index = ((image * height + r) * width + c) * channels + channel
                if let current = best, input[index] <= input[current] { continue }
                best = index
              }
            }
            expectedGradient[best ?? 0] = gradient[expected.count]
            expected.append(input[best ?? 0])
            expectedSelection.append(values[best ?? 0])
          }
        }
      }
    }
    let workers = ThreadedWorkers(threads)
    let output = filled(expected.count) { pooling.forward(input, into: $0, on: workers) }
    let inputGradient = filled(input.count) {
      pooling.backward(input, output, gradient, into: $0, on: workers)
    }
    let selection = filled(expected.count) {
      pooling.select(input, output, values, into: $0, on: workers)
    }
    #expect(bits(output) == bits(expected))
    #expect(bits(inputGradient) == bits(expectedGradient))
    #expect(bits(selection) == bits(expectedSelection))
  }

  @Test(arguments: shapes, threadCounts)
  func upSamplingRepeatsPixelsAndAddsTheirGradients(_ shape: [Int], threads: Int) {
    let sampling = UpSampling(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let input = noise(shape.reduce(1, *)), gradient = noise(4 * shape.reduce(1, *), seed: 3)
    func wide(_ image: Int, _ row: Int, _ column: Int, _ channel: Int) -> Int {
      ((image * 2 * height + row) * 2 * width + column) * channels + channel
    }
    var expected = [Float](repeating: 0, count: gradient.count)
    var expectedGradient: [Float] = []
    for image in 0..<shape[0] {
      for row in 0..<height {
        for column in 0..<width {
          for channel in 0..<channels {
            let value = input[((image * height + row) * width + column) * channels + channel]
            var sum: Float?
            for r in [2 * row, 2 * row + 1] {
              for c in [2 * column, 2 * column + 1] {
                let index = wide(image, r, c, channel)
                expected[index] = value
                sum = sum.map { $0 + gradient[index] } ?? gradient[index]
              }
            }
            expectedGradient.append(sum ?? .nan)
          }
        }
      }
    }
    let workers = ThreadedWorkers(threads)
    let output = filled(gradient.count) { sampling.forward(input, into: $0, on: workers) }
    let inputGradient = filled(input.count) { sampling.backward(gradient, into: $0, on: workers) }
    #expect(bits(output) == bits(expected))
    #expect(bits(inputGradient) == bits(expectedGradient))

    // With a dropout at once the same as with one after it.
    let mask = DropoutMask(rate: 0.3), stream = RandomStream(key: 5, step: 2)
    let dropped = filled(output.count) {
      mask.apply(output, into: $0, count: output.count, using: stream, on: workers)
    }
    let keptGradient = filled(output.count) {
      mask.pullback(gradient, output: dropped, into: $0, count: output.count, on: workers)
    }
    let fromKept = filled(input.count) {
      sampling.backward(keptGradient, into: $0, on: workers)
    }
    let droppedAtOnce = filled(output.count) {
      sampling.forward(input, into: $0, dropout: (mask, stream), on: workers)
    }
    let fromKeptAtOnce = filled(input.count) { target in
      dropped.withUnsafeBufferPointer {
        sampling.backward(
          gradient, dropout: (mask, $0.baseAddress.unsafelyUnwrapped), into: target, on: workers)
      }
    }
    #expect(bits(droppedAtOnce) == bits(dropped))
    #expect(bits(fromKeptAtOnce) == bits(fromKept))
  }
}

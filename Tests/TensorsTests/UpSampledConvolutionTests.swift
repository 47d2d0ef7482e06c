import Kernels
import Tensors
import TestSupport
import Testing

/// The up-sampling convolution of tensors against one written down in Double, and its central differences.
@Suite struct UpSampledConvolutionTests {
  static let sizes = [[2, 3, 4, 3, 5, 2], [1, 2, 2, 2, 3, 17], [3, 4, 2, 5, 5, 1]]

  /// Σ weight · (upSampled(x) ∗ kernel + bias)², for [n, h, w, in, k, out] and operands x, kernel, bias.
  func loss(_ s: [Int], _ operands: [[Double]], _ weights: [Float]) -> Double {
    let (height, width, inputs, size, outputs) = (s[1], s[2], s[3], s[4], s[5])
    var loss = 0.0
    for place in weights.indices {
      let output = place % outputs
      let column = place / outputs % (2 * width)
      let row = place / outputs / (2 * width) % (2 * height)
      let image = place / outputs / (2 * width) / (2 * height)
      var sum = operands[2][output]
      for tap in 0..<size * size {
        let (r, c) = (row + tap / size - size / 2, column + tap % size - size / 2)
        guard r >= 0, r < 2 * height, c >= 0, c < 2 * width else { continue }
        for channel in 0..<inputs {
          sum +=
            operands[0][((image * height + r / 2) * width + c / 2) * inputs + channel]
            * operands[1][(tap * inputs + channel) * outputs + output]
        }
      }
      loss += Double(weights[place]) * sum * sum
    }
    return loss
  }

  @Test(arguments: sizes)
  func gradientsAreTheDifferenceQuotients(_ s: [Int]) throws {
    let shapes = [[s[0], s[1], s[2], s[3]], [s[4], s[4], s[3], s[5]], [s[5]]]
    let values = shapes.enumerated().map { noise($1.reduce(1, *), seed: UInt64($0 + 1)) }
    let parameters = zip(shapes, values).map { Parameter(Tensor($0, $1)) }
    let output = parameters[0].tensor.upSampledAndConvolved(
      with: parameters[1].tensor, bias: parameters[2].tensor)
    #expect(output.shape == [s[0], 2 * s[1], 2 * s[2], s[5]])
    let weights = noise(output.count, seed: 9)
    let total = (output * output * Tensor(output.shape, weights)).sum()
    var exact = values.map { $0.map(Double.init) }
    let expected = loss(s, exact, weights)
    #expect(abs(Double(total.scalar) - expected) <= 1e-5 * max(1, abs(expected)))
    for (operand, gradient) in try gradients(of: total, for: parameters).enumerated() {
      #expect(gradient.shape == shapes[operand])
      var (error, norm) = (0.0, 0.0)
      for (place, actual) in gradient.values.enumerated() {
        let value = exact[operand][place]
        exact[operand][place] = value + 1e-4
        let above = loss(s, exact, weights)
        exact[operand][place] = value - 1e-4
        let difference = (above - loss(s, exact, weights)) / 2e-4
        exact[operand][place] = value
        error += (Double(actual) - difference) * (Double(actual) - difference)
        norm += difference * difference
      }
      #expect(error.squareRoot() <= 1e-6 * norm.squareRoot())
    }
  }

  @Test func activatesAfterTheBias() {
    let x = Tensor([2, 3, 3, 2], noise(36)), kernel = Tensor([3, 3, 2, 4], noise(72, seed: 2))
    let bias = Tensor([4], noise(4, seed: 3))
    let plain = x.upSampledAndConvolved(with: kernel, bias: Tensor([4], repeating: 0))
    let activated = x.upSampledAndConvolved(with: kernel, bias: bias, activation: .relu)
    let expected = zip(plain.values, plain.values.indices).map { value, place in
      max(0, value + bias.values[place % 4])
    }
    #expect(activated.values == expected)
  }
}

import Kernels
import TestSupport
import Testing

/// Activations, alone and in the epilogue of sums, against one element at a time, bit for bit.
@Suite struct ActivationTests {
  static let activations: [Activation] = [
    .identity, .relu, .leakyReLU(slope: 0.3), .elu, .sigmoid, .tanh,
  ]

  func scalar(_ activation: Activation, _ x: Float) -> Float {
    switch activation {
    case .identity: x
    case .relu: x <= 0 ? 0 : x
    case .leakyReLU(let slope): x <= 0 ? slope * x : x
    case .elu: x <= 0 ? Elementary.exp(x) - 1 : x
    case .sigmoid: Elementary.sigmoid(x)
    case .tanh: Elementary.tanh(x)
    }
  }

  func scalarPullback(_ activation: Activation, _ gradient: Float, _ output: Float) -> Float {
    switch activation {
    case .identity: gradient
    case .relu: output <= 0 ? 0 : gradient
    case .leakyReLU(let slope): output <= 0 ? slope * gradient : gradient
    case .elu: output <= 0 ? gradient * (output + 1) : gradient
    case .sigmoid: gradient * (output * (1 - output))
    case .tanh: gradient * (1 - output * output)
    }
  }

  @Test(arguments: activations, threadCounts)
  func isOneFunctionForEveryElement(_ activation: Activation, threads: Int) {
    for count in ElementwiseTests.counts {
      let x = strewn(noise(count).map { $0 * 12 })
      let actual = filled(count) {
        Elementwise.activate(activation, x, into: $0, count: count, on: ThreadedWorkers(threads))
      }
      #expect(firstDifference(actual, x.map { scalar(activation, $0) }) == nil)
    }
  }

  @Test(arguments: activations, threadCounts)
  func pullbackNeedsOnlyTheOutput(_ activation: Activation, threads: Int) {
    for count in ElementwiseTests.counts {
      let output = strewn(noise(count).map { $0 * 4 }).map { scalar(activation, $0) }
      let gradient = noise(count, seed: 2)
      let expected = zip(gradient, output).map { scalarPullback(activation, $0, $1) }
      let actual = filled(count) {
        Elementwise.activatePullback(
          activation, gradient, output: output, into: $0, count: count,
          on: ThreadedWorkers(threads))
      }
      #expect(firstDifference(actual, expected) == nil)
    }
  }

  @Test(arguments: activations, threadCounts)
  func epilogueOfAProductAddsTheBiasThenActivates(_ activation: Activation, threads: Int) {
    let (rows, columns, depth) = (13, 35, 5)
    let left = noise(rows * depth), right = noise(depth * columns, seed: 2)
    let bias = strewn(noise(columns, seed: 3))
    let workers = ThreadedWorkers(threads)
    func product(_ epilogue: Epilogue) -> [Float] {
      filled(rows * columns) {
        multiply(
          left, right, into: $0, rows: rows, columns: columns, depth: depth, epilogue, on: workers)
      }
    }
    let expected = product(.none).enumerated().map {
      scalar(activation, $1 + bias[$0 % columns])
    }
    let actual = bias.withUnsafeBufferPointer {
      product(Epilogue(bias: $0.baseAddress, activation: activation))
    }
    #expect(firstDifference(actual, expected) == nil)
    let unbiased = product(Epilogue(activation: activation))
    #expect(firstDifference(unbiased, product(.none).map { scalar(activation, $0) }) == nil)
  }

  @Test(arguments: activations, threadCounts)
  func epilogueOfAConvolutionAddsTheBiasThenActivates(_ activation: Activation, threads: Int) {
    let sizes = Convolution(
      images: 2, height: 5, width: 7, inChannels: 3, outChannels: 19, kernelHeight: 3,
      kernelWidth: 3, stride: 2)
    let input = noise(sizes.inputCount), kernel = noise(sizes.kernelCount, seed: 2)
    let bias = noise(sizes.outChannels, seed: 3)
    let workers = ThreadedWorkers(threads)
    func convolved(_ epilogue: Epilogue) -> [Float] {
      filled(sizes.outputCount) { sizes.forward(input, kernel, into: $0, epilogue, on: workers) }
    }
    let expected = convolved(.none).enumerated().map {
      scalar(activation, $1 + bias[$0 % sizes.outChannels])
    }
    let actual = bias.withUnsafeBufferPointer {
      convolved(Epilogue(bias: $0.baseAddress, activation: activation))
    }
    #expect(firstDifference(actual, expected) == nil)
  }
}

import Kernels
import TestSupport
import Testing

/// The pooled convolution against the convolution, the dropout and the pooling one after the other, bit for bit. Each of them has
/// its own test against a loop over one element at a time.
@Suite struct PooledConvolutionTests {
  /// The last shape has more channels than one word of a window's winners.
  static let shapes = [
    Convolution(
      images: 1, height: 1, width: 1, inChannels: 1, outChannels: 32, kernelHeight: 3,
      kernelWidth: 3, stride: 1),
    Convolution(
      images: 15, height: 28, width: 28, inChannels: 1, outChannels: 128, kernelHeight: 7,
      kernelWidth: 7, stride: 2),
    Convolution(
      images: 37, height: 9, width: 6, inChannels: 2, outChannels: 32, kernelHeight: 3,
      kernelWidth: 3, stride: 2),
    Convolution(
      images: 6, height: 5, width: 7, inChannels: 8, outChannels: 544, kernelHeight: 3,
      kernelWidth: 1, stride: 1),
  ]

  @Test(arguments: shapes, [false, true])
  func theBitsAreThoseOfOneAfterTheOther(_ convolution: Convolution, isDropping: Bool) throws {
    let pooled = try #require(PooledConvolution(convolution))
    let pooling = MaxPooling(
      images: convolution.images, height: convolution.outHeight, width: convolution.outWidth,
      channels: convolution.outChannels)
    let mask = DropoutMask(rate: 0.3), stream = RandomStream(key: 5).at(step: 7)
    let activation = Activation.leakyReLU(slope: 0.25)
    // Small whole numbers, so that windows have ties, zeros of both signs among them.
    let input = noise(convolution.inputCount).map { ($0 * 2).rounded() }
    let kernel = noise(convolution.kernelCount, seed: 2).map { ($0 * 2).rounded() }
    let bias = noise(convolution.outChannels, seed: 3).map { ($0 * 2).rounded() }
    let outCount =
      convolution.images * pooled.outHeight * pooled.outWidth * convolution.outChannels
    let gradient = noise(outCount, seed: 4)
    let alone = Workers()

    var wide = filled(convolution.outputCount) { result in
      bias.withUnsafeBufferPointer {
        convolution.forward(
          input, kernel, into: result, Epilogue(bias: $0.baseAddress, activation: activation),
          on: alone)
      }
    }
    if isDropping {
      wide = filled(wide.count) {
        mask.apply(wide, into: $0, count: wide.count, using: stream, on: alone)
      }
    }
    let expected = filled(outCount) { pooling.forward(wide, into: $0, on: alone) }
    func pulledBack(_ gradient: [Float], _ output: [Float]) -> [Float] {
      filled(gradient.count) {
        if isDropping {
          mask.pullback(
            gradient, output: output, through: activation, into: $0, count: gradient.count,
            on: alone)
        } else {
          Elementwise.activatePullback(
            activation, gradient, output: output, into: $0, count: gradient.count, on: alone)
        }
      }
    }
    let wideGradient = pulledBack(
      filled(wide.count) { pooling.backward(wide, expected, gradient, into: $0, on: alone) }, wide)
    let expectedKernel = filled(kernel.count) {
      convolution.kernelGradient(input, wideGradient, into: $0, on: alone)
    }
    let expectedBias = filled(bias.count) {
      Sums.columnSums(
        wideGradient, rows: wide.count / bias.count, columns: bias.count, into: $0, on: alone)
    }
    let expectedInput = filled(input.count) {
      convolution.inputGradient(wideGradient, kernel, into: $0, on: alone)
    }

    for workers in [1, 3, 7].map({ ThreadedWorkers($0) }) {
      var winners = [UInt32](repeating: 0, count: pooled.winnerWords)
      let output = filled(outCount) { result in
        bias.withUnsafeBufferPointer {
          pooled.forward(
            input, kernel, into: result, winners: &winners,
            Epilogue(bias: $0.baseAddress, activation: activation),
            dropout: isDropping ? (mask, stream) : nil, on: workers)
        }
      }
      let winnerGradient = pulledBack(gradient, output)
      var biasGradient = [Float](repeating: .nan, count: bias.count)
      let kernelGradient = filled(kernel.count) {
        pooled.kernelGradient(
          input, winnerGradient, winners: winners, into: $0, bias: &biasGradient, on: workers)
      }
      let inputGradient = filled(input.count) {
        pooled.inputGradient(
          winnerGradient, winners: winners, kernel, into: $0, on: workers)
      }
      #expect(differences(output, expected) == 0)
      #expect(differences(kernelGradient, expectedKernel) == 0)
      #expect(differences(biasGradient, expectedBias) == 0)
      #expect(differences(inputGradient, expectedInput) == 0)
    }
  }

  /// How many numbers have other bits.
  private func differences(_ some: [Float], _ others: [Float]) -> Int {
    zip(bits(some), bits(others)).count { $0 != $1 }
  }

  @Test func channelsThatADrawWouldCutHaveNone() {
    var convolution = Self.shapes[1]
    convolution.outChannels = 48
    #expect(PooledConvolution(convolution) == nil)
  }
}

import Kernels
import TestSupport
import Testing

/// Minimal filtering of 5 × 5 kernels with a stride against `WinogradConvolution`, which has an oracle of its own, with the phases laid out as
/// channels by loops over one element at a time; and against the direct sums, within rounding.
@Suite struct StridedWinogradConvolutionTests {
  /// Small images, among them ones that are no whole tiles, and so many channels that several tasks and blocks are needed.
  static let shapes = [
    shape(2, 2, 2, 32, 32), shape(3, 14, 14, 40, 48), shape(2, 10, 18, 33, 35),
    shape(9, 8, 8, 700, 32),
  ]

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int
  ) -> Convolution {
    Convolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels, kernelHeight: 5, kernelWidth: 5, stride: 2)
  }

  /// The convolution of small images that have all four phases.
  func phases(_ c: Convolution) -> WinogradConvolution {
    WinogradConvolution(
      images: c.images, height: c.outHeight, width: c.outWidth, inChannels: 4 * c.inChannels,
      outChannels: c.outChannels)
  }

  /// The phase of an input row and the tap of a 3 × 3 kernel by which kernel row `place` meets it; the same for columns.
  func phaseAndTap(_ place: Int) -> (phase: Int, tap: Int) {
    // The input row, seen from twice the output's, and with it three rows of blocks.
    let row = place - 1 + 2
    return (row % 2, row / 2)
  }

  /// Where the numbers of a kernel are in the phase kernel, [3, 3, 2, 2, inChannels, outChannels].
  func places(_ c: Convolution) -> [Int] {
    (0..<25).flatMap { element in
      let (row, column) = (phaseAndTap(element / 5), phaseAndTap(element % 5))
      let block = (3 * row.tap + column.tap) * 4 + 2 * row.phase + column.phase
      let size = c.inChannels * c.outChannels
      return (0..<size).map { block * size + $0 }
    }
  }

  func phaseKernel(_ c: Convolution, _ kernel: [Float]) -> [Float] {
    var phaseKernel = [Float](repeating: 0, count: 36 * c.inChannels * c.outChannels)
    for (place, value) in zip(places(c), kernel) { phaseKernel[place] = value }
    return phaseKernel
  }

  /// Where the numbers of the phases, [image, row, column, 2, 2, channel], are in the inputs.
  func inputPlaces(_ c: Convolution) -> [Int] {
    var places: [Int] = []
    for image in 0..<c.images {
      for row in 0..<c.outHeight {
        for column in 0..<c.outWidth {
          for phase in 0..<4 {
            let line = (image * c.height + 2 * row + phase / 2) * c.width
            let pixel = line + 2 * column + phase % 2
            places += (0..<c.inChannels).map { pixel * c.inChannels + $0 }
          }
        }
      }
    }
    return places
  }

  @Test(arguments: shapes, threadCounts)
  func forwardConvolvesAllPhasesAtOnce(_ c: Convolution, threads: Int) throws {
    let winograd = try #require(c.stridedWinograd)
    let input = noise(c.inputCount), kernel = noise(c.kernelCount, seed: 2)
    let bias = noise(c.outChannels, seed: 3)
    let activation = Activation.leakyReLU(slope: 0.2)
    let phaseInput = inputPlaces(c).map { input[$0] }, phaseKernel = phaseKernel(c, kernel)
    let expected = filled(c.outputCount) { target in
      bias.withUnsafeBufferPointer {
        phases(c).forward(
          phaseInput, phaseKernel, into: target,
          Epilogue(bias: $0.baseAddress, activation: activation), on: Workers())
      }
    }
    let actual = filled(c.outputCount) { target in
      bias.withUnsafeBufferPointer {
        winograd.forward(
          input, kernel, into: target, Epilogue(bias: $0.baseAddress, activation: activation),
          on: ThreadedWorkers(threads))
      }
    }
    #expect(bits(actual) == bits(expected))
  }

  @Test(arguments: shapes, threadCounts)
  func inputGradientIsThatOfAllPhases(_ c: Convolution, threads: Int) throws {
    let winograd = try #require(c.stridedWinograd)
    let gradient = noise(c.outputCount, seed: 3), kernel = noise(c.kernelCount, seed: 4)
    let expected = filled(c.inputCount) {
      phases(c).inputGradient(gradient, phaseKernel(c, kernel), into: $0, on: Workers())
    }
    let actual = filled(c.inputCount) {
      winograd.inputGradient(gradient, kernel, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(bits(inputPlaces(c).map { actual[$0] }) == bits(expected))
  }

  @Test(arguments: shapes, threadCounts)
  func kernelGradientIsPartOfThatOfThePhases(_ c: Convolution, threads: Int) throws {
    let winograd = try #require(c.stridedWinograd)
    let input = noise(c.inputCount, seed: 5), gradient = noise(c.outputCount, seed: 6)
    let phaseInput = inputPlaces(c).map { input[$0] }
    let ofPhases = filled(36 * c.inChannels * c.outChannels) {
      phases(c).kernelGradient(phaseInput, gradient, into: $0, on: Workers())
    }
    let actual = filled(c.kernelCount) {
      winograd.kernelGradient(input, gradient, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(places(c).map { ofPhases[$0] }))
  }

  @Test func isTheDirectOneButForRounding() throws {
    let c = Self.shape(8, 14, 14, 64, 128)
    let winograd = try #require(c.stridedWinograd)
    expectSameButForRounding(winograd, c, as: c)
  }

  @Test func isChosenByShapeAlone() {
    func choice(
      _ channels: Int, _ outChannels: Int, size: Int = 5, stride: Int = 2, height: Int = 14,
      width: Int = 14
    ) -> Bool {
      Convolution(
        images: 1, height: height, width: width, inChannels: channels, outChannels: outChannels,
        kernelHeight: size, kernelWidth: size, stride: stride
      ).stridedWinograd != nil
    }
    #expect(choice(32, 32))
    #expect(choice(128, 256))
    #expect(!choice(31, 64))
    #expect(!choice(64, 31))
    #expect(!choice(256, 256))
    #expect(choice(32, 32, size: 4))
    #expect(!choice(32, 32, size: 6))
    #expect(!choice(64, 64, size: 3))
    #expect(!choice(64, 64, stride: 1))
    #expect(!choice(64, 64, height: 13))
    #expect(!choice(64, 64, width: 15))
  }
}

import Kernels
import TestSupport
import Testing

/// Minimal filtering of up-sampled images against `WinogradConvolution`, which has an oracle of its own, with the phases
/// laid out as channels by loops over one element at a time; and against the direct sums, within rounding.
@Suite struct UpSampledWinogradConvolutionTests {
  /// Small images, among them ones that are no whole tiles, and so many channels that several tasks and blocks are needed.
  static let shapes = [
    shape(2, 1, 1, 32, 16), shape(3, 7, 7, 40, 48), shape(2, 5, 9, 33, 16), shape(9, 4, 4, 700, 16),
  ]

  static func shape(
    _ images: Int, _ height: Int, _ width: Int, _ inChannels: Int, _ outChannels: Int
  ) -> UpSampledConvolution {
    UpSampledConvolution(
      images: images, height: height, width: width, inChannels: inChannels,
      outChannels: outChannels, kernelHeight: 5, kernelWidth: 5)
  }

  /// The convolution of the small image that puts out all four phases.
  func phases(_ c: UpSampledConvolution) -> WinogradConvolution {
    WinogradConvolution(
      images: c.images, height: c.height, width: c.width, inChannels: c.inChannels,
      outChannels: 4 * c.outChannels)
  }

  /// The tap of a 3 × 3 kernel on the small image that a row or column of the 5 × 5 kernel falls on, seen from an even (0) or
  /// odd (1) row or column of the output.
  func tap(_ place: Int, phase: Int) -> Int {
    let position = phase + place - 2
    return (position >= 0 ? position / 2 : (position - 1) / 2) + 1
  }

  /// Calls `visit` for each phase and kernel element, both in raster order, with their numbers and the tap on the small image.
  func forEachElement(_ visit: (_ phase: Int, _ element: Int, _ tap: Int) -> Void) {
    for phase in 0..<4 {
      for element in 0..<25 {
        visit(
          phase, element,
          3 * tap(element / 5, phase: phase / 2) + tap(element % 5, phase: phase % 2))
      }
    }
  }

  func phaseKernel(_ c: UpSampledConvolution, _ kernel: [Float]) -> [Float] {
    var sums = [Float?](repeating: nil, count: 36 * c.inChannels * c.outChannels)
    forEachElement { phase, element, tap in
      for input in 0..<c.inChannels {
        for output in 0..<c.outChannels {
          let place = ((tap * c.inChannels + input) * 4 + phase) * c.outChannels + output
          let value = kernel[(element * c.inChannels + input) * c.outChannels + output]
          sums[place] = sums[place].map { $0 + value } ?? value
        }
      }
    }
    return sums.map { $0 ?? .nan }
  }

  /// Outputs with the four pixels of each place one after the other.
  func blocks(_ c: UpSampledConvolution, _ output: [Float]) -> [Float] {
    places(c).map { output[$0] }
  }

  /// Where the elements of `blocks` are in the outputs.
  func places(_ c: UpSampledConvolution) -> [Int] {
    var places: [Int] = []
    for image in 0..<c.images {
      for row in 0..<c.height {
        for column in 0..<c.width {
          for phase in 0..<4 {
            let line = (image * 2 * c.height + 2 * row + phase / 2) * 2 * c.width
            let pixel = line + 2 * column + phase % 2
            places += (0..<c.outChannels).map { pixel * c.outChannels + $0 }
          }
        }
      }
    }
    return places
  }

  @Test(arguments: shapes, threadCounts)
  func forwardConvolvesAllPhasesAtOnce(_ c: UpSampledConvolution, threads: Int) throws {
    let winograd = try #require(c.winograd)
    let input = noise(c.inputCount), kernel = noise(c.kernelCount, seed: 2)
    let bias = noise(c.outChannels, seed: 3)
    let activation = Activation.leakyReLU(slope: 0.3)
    let phaseBias = [bias, bias, bias, bias].flatMap { $0 }, phaseKernel = phaseKernel(c, kernel)
    let expected = filled(c.outputCount) { target in
      phaseBias.withUnsafeBufferPointer {
        phases(c).forward(
          input, phaseKernel, into: target,
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
    #expect(bits(blocks(c, actual)) == bits(expected))
  }

  @Test(arguments: shapes, threadCounts)
  func inputGradientIsThatOfAllPhases(_ c: UpSampledConvolution, threads: Int) throws {
    let winograd = try #require(c.winograd)
    let gradient = noise(c.outputCount, seed: 3), kernel = noise(c.kernelCount, seed: 4)
    let expected = filled(c.inputCount) {
      phases(c).inputGradient(
        blocks(c, gradient), phaseKernel(c, kernel), into: $0, on: Workers())
    }
    let actual = filled(c.inputCount) {
      winograd.inputGradient(gradient, kernel, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(expected))
  }

  @Test(arguments: shapes, threadCounts)
  func kernelGradientAddsUpThePhases(_ c: UpSampledConvolution, threads: Int) throws {
    let winograd = try #require(c.winograd)
    let input = noise(c.inputCount, seed: 5), gradient = noise(c.outputCount, seed: 6)
    let ofPhases = filled(36 * c.inChannels * c.outChannels) {
      phases(c).kernelGradient(input, blocks(c, gradient), into: $0, on: Workers())
    }
    var sums = [Float?](repeating: nil, count: c.kernelCount)
    forEachElement { phase, element, tap in
      for input in 0..<c.inChannels {
        for output in 0..<c.outChannels {
          let place = (element * c.inChannels + input) * c.outChannels + output
          let value = ofPhases[((tap * c.inChannels + input) * 4 + phase) * c.outChannels + output]
          sums[place] = sums[place].map { $0 + value } ?? value
        }
      }
    }
    let actual = filled(c.kernelCount) {
      winograd.kernelGradient(input, gradient, into: $0, on: ThreadedWorkers(threads))
    }
    #expect(bits(actual) == bits(sums.map { $0 ?? .nan }))
  }

  @Test func isTheDirectOneButForRounding() throws {
    let c = Self.shape(8, 7, 7, 64, 64)
    let winograd = try #require(c.winograd)
    expectSameButForRounding(winograd, c, as: c)
  }

  @Test func isChosenByShapeAlone() {
    func choice(_ channels: Int, _ outChannels: Int, _ size: Int) -> Bool {
      UpSampledConvolution(
        images: 1, height: 7, width: 7, inChannels: channels, outChannels: outChannels,
        kernelHeight: size, kernelWidth: size
      ).winograd != nil
    }
    #expect(choice(32, 16, 5))
    #expect(!choice(31, 16, 5))
    #expect(!choice(32, 17, 5))
    #expect(!choice(32, 16, 3))
  }
}

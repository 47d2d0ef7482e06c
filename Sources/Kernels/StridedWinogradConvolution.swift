/// A `Convolution` with stride 2 and a 5 × 5 kernel by minimal filtering.
///
/// Seen from a place of the output, the input has four phases (even or odd row, even or odd column), and the kernel elements that
/// meet the pixels of one are a 3 × 3 kernel at most. So the whole is a 3 × 3 convolution with stride 1 of a small image with
/// four times as many channels, and its kernel is the *phase kernel*, [3, 3, 2, 2, inChannels, outChannels], with zeros where no
/// kernel element falls. Orders and errors are those of `WinogradConvolution`, shapes those of `Convolution`. A tile takes
/// 4 · 36 products for each pair of channels, a direct sum 25 · 16.
public struct StridedWinogradConvolution: Sendable, Equatable {
  /// The sizes.
  private let sizes: Convolution

  fileprivate init(_ sizes: Convolution) { self.sizes = sizes }

  /// The pass from the inputs to the outputs.
  private var pass: WinogradPass {
    func pixels(_ channels: Int, scale: Int) -> PixelGrid {
      PixelGrid(
        images: sizes.images, height: sizes.outHeight, width: sizes.outWidth, channels: channels,
        scale: scale)
    }
    return WinogradPass(
      source: pixels(sizes.inChannels, scale: 2), target: pixels(sizes.outChannels, scale: 1))
  }

  /// The floats that belong to a kernel element: one for each pair of channels.
  private var elementSize: Int { sizes.inChannels * sizes.outChannels }

  /// `output = epilogue(input ∗ kernel)`: as `WinogradConvolution.forward` with the phase kernel.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    let (inputs, outputs) = (sizes.inChannels, sizes.outChannels)
    pass.convolve(input, into: output, epilogue, on: workers) { row, taps, stride in
      let (phase, input) = row.quotientAndRemainder(dividingBy: inputs)
      forEachElement(of: phase) { element, tap in
        copy(
          kernel + element * elementSize + input * outputs, to: taps + tap * stride, count: outputs)
      }
    }
  }

  /// The gradient with respect to the input: as `WinogradConvolution.inputGradient` with the phase kernel.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let (inputs, outputs) = (sizes.inChannels, sizes.outChannels)
    let back = WinogradPass(source: pass.target, target: pass.source)
    back.convolve(outputGradient, into: inputGradient, .none, on: workers) { row, taps, stride in
      for phase in 0..<4 {
        forEachElement(of: phase) { element, tap in
          let source = kernel + element * elementSize + row
          let target = taps + (8 - tap) * stride + phase * inputs
          for input in 0..<inputs { target[input] = source[input * outputs] }
        }
      }
    }
  }

  /// The gradient with respect to the kernel: the elements of `WinogradConvolution.kernelGradient` with respect to the phase kernel
  /// that a kernel element falls on.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let phaseGradient = workers.scratch(36 * elementSize, level: 1)
    pass.kernelGradient(input, outputGradient, into: phaseGradient, on: workers)
    workers.run(4) { phase in
      forEachElement(of: phase) { element, tap in
        copy(
          phaseGradient + (4 * tap + phase) * elementSize,
          to: kernelGradient + element * elementSize, count: elementSize)
      }
    }
  }

  /// Calls `body` for each kernel element that meets a pixel of a phase, with its number and that of its tap, both in raster order.
  ///
  /// The padding above and left is one row and column. So kernel row r of output row i falls on input row 2 · i + r − 1.
  @inline(__always)
  private func forEachElement(of phase: Int, _ body: (_ element: Int, _ tap: Int) -> Void) {
    for row in 0..<3 {
      let kernelRow = 2 * row + phase / 2 - 1
      guard 0..<5 ~= kernelRow else { continue }
      for column in 0..<3 {
        let kernelColumn = 2 * column + phase % 2 - 1
        guard 0..<5 ~= kernelColumn else { continue }
        body(5 * kernelRow + kernelColumn, 3 * row + column)
      }
    }
  }
}

extension Convolution {
  /// The same convolution by minimal filtering, where that is faster: for a 5 × 5 kernel with stride 2, images of even
  /// height and width, at least 32 channels on both sides, and a product of both of at most 128 · 256. The mapped kernel of more is so
  /// large that to write and read it takes as long as the products that it saves.
  public var stridedWinograd: StridedWinogradConvolution? {
    guard kernelHeight == 5, kernelWidth == 5, stride == 2, height.isMultiple(of: 2),
      width.isMultiple(of: 2), inChannels >= 32, outChannels >= 32,
      inChannels * outChannels <= 128 * 256
    else { return nil }
    return StridedWinogradConvolution(self)
  }
}

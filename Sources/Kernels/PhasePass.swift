/// A convolution with stride 2 as one with stride 1 between the places of two grids: those of the input have the pixels of
/// all four phases (even or odd row, even or odd column), so the kernel elements that meet the pixels of one phase are a small kernel of
/// their own.
///
/// All together are the *phase kernel*, [taps, taps, 2, 2, inChannels, outChannels], with zeros where no kernel element falls.
struct PhasePass<Filter: WinogradFilter> {
  /// The sizes; an even height and width.
  let sizes: Convolution
  /// The pass from the inputs to the outputs.
  let pass: WinogradPass<Filter>
  /// The rows by which the first tap of an even phase lies above the first kernel row; the same for columns.
  private let above: Int

  /// - Parameters:
  ///   - before: the taps above and left of an output's place.
  ///   - shift: that of the input's grid.
  init(_ sizes: Convolution, before: Int, shift: Int) {
    self.sizes = sizes
    let source = PixelGrid(
      images: sizes.images, height: sizes.outHeight + shift, width: sizes.outWidth + shift,
      channels: sizes.inChannels, scale: 2, shift: shift)
    let target = PixelGrid(
      images: sizes.images, height: sizes.outHeight, width: sizes.outWidth,
      channels: sizes.outChannels, scale: 1)
    pass = WinogradPass(source: source, target: target, before: before)
    above = 2 * before + shift - sizes.paddingTop
  }

  /// The floats that belong to a kernel element: one for each pair of channels.
  private var elementSize: Int { sizes.inChannels * sizes.outChannels }

  func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    let (inputs, outputs) = (sizes.inChannels, sizes.outChannels)
    pass.convolve(input, into: output, epilogue, on: workers) { rows, room in
      for (index, row) in rows.enumerated() {
        let (phase, input) = row.quotientAndRemainder(dividingBy: inputs)
        forEachElement(of: phase) { element, tap in
          copy(
            kernel + element * elementSize + input * outputs,
            to: room[tap] + index * room.rowStride, count: outputs)
        }
      }
    }
  }

  func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    let (inputs, outputs) = (sizes.inChannels, sizes.outChannels)
    pass.back.convolve(outputGradient, into: inputGradient, epilogue, on: workers) { rows, room in
      for phase in 0..<4 {
        forEachElement(of: phase) { element, tap in
          copyTransposed(
            kernel + element * elementSize + rows.lowerBound, stride: outputs,
            into: room[room.taps - 1 - tap] + phase * inputs, stride: room.rowStride,
            rows: rows.count, columns: inputs)
        }
      }
    }
  }

  func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let phaseGradient = workers.scratch(
      4 * Filter.taps * Filter.taps * elementSize, level: 1)
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
  @inline(__always)
  private func forEachElement(of phase: Int, _ body: (_ element: Int, _ tap: Int) -> Void) {
    for row in 0..<Filter.taps {
      let kernelRow = 2 * row + phase / 2 - above
      guard 0..<sizes.kernelHeight ~= kernelRow else { continue }
      for column in 0..<Filter.taps {
        let kernelColumn = 2 * column + phase % 2 - above
        guard 0..<sizes.kernelWidth ~= kernelColumn else { continue }
        body(sizes.kernelWidth * kernelRow + kernelColumn, Filter.taps * row + column)
      }
    }
  }
}

extension Convolution {
  /// The gradient with respect to the input: what every output pixel hands back to the pixels under it.
  ///
  /// Every element is one chain of fma from +0 over the output pixels that read it in ascending
  /// (row, column, output channel), and +0 added at the end.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    spread(outputGradient, kernel, into: inputGradient, .none, on: workers)
  }

  /// The input gradient, with something to be done to every element before it is stored.
  ///
  /// An input pixel meets only the kernel rows and columns of its own phase, its padded position modulo
  /// the stride. So the pixels of each of the stride² phases are one correlation with `outputGradient`, with
  /// every stride-th row and column of the kernel, turned around.
  func spread(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    let phases = (0..<stride * stride).map { Phase(self, $0 / stride, $0 % stride) }
    let sizes = phases.map { $0.correlation.scratchSize }
    var storage = workers.scratch(sizes.reduce(0, +))
    if inChannels <= ThinPass.mostChannels {
      let passes = zip(phases, sizes).map { phase, size in
        phase.copy(kernel, into: storage)
        defer { storage += size }
        return ThinPass(correlation: phase.correlation, weights: storage)
      }
      ThinPass.run(passes, outputGradient, into: inputGradient, epilogue, on: workers)
    } else {
      for phase in phases {
        let panels = phase.pack(kernel, into: storage, on: workers)
        phase.correlation.run(
          outputGradient, panels, into: inputGradient, epilogue, on: workers)
      }
    }
  }
}

/// The input pixels whose padded position is (`row`, `column`) modulo the stride.
private struct Phase {
  let convolution: Convolution
  let row, column: Int
  let correlation: Correlation

  init(_ convolution: Convolution, _ row: Int, _ column: Int) {
    self.convolution = convolution
    self.row = row
    self.column = column
    correlation = Correlation(
      images: convolution.images, channels: convolution.outChannels,
      targetChannels: convolution.inChannels,
      vertical: Phase.axis(
        row, stride: convolution.stride, kernel: convolution.kernelHeight,
        padding: convolution.paddingTop, input: convolution.height, output: convolution.outHeight),
      horizontal: Phase.axis(
        column, stride: convolution.stride, kernel: convolution.kernelWidth,
        padding: convolution.paddingLeft, input: convolution.width, output: convolution.outWidth))
  }

  /// The input rows or columns whose padded position is `phase` modulo the stride.
  private static func axis(
    _ phase: Int, stride: Int, kernel: Int, padding: Int, input: Int, output: Int
  ) -> WindowAxis {
    let taps = phase < kernel ? (kernel - phase - 1) / stride + 1 : 0
    // The first padded position inside the input that is congruent to the phase, as a multiple of the
    // stride plus the phase.
    let quotient = divideRoundingUp(max(0, padding - phase), stride)
    let first = quotient * stride + phase - padding
    return WindowAxis(
      source: output, taps: taps, step: 1, first: quotient - (taps - 1),
      count: max(0, divideRoundingUp(input - first, stride)),
      targetSize: input, targetFirst: first, targetStep: stride)
  }

  /// The weights under tap `tap` of the windows, [inChannels, outChannels]: every stride-th row and column
  /// of the kernel, last first.
  @inline(__always)
  private func weights(_ tap: Int, _ kernel: UnsafePointer<Float>) -> UnsafePointer<Float> {
    let (vertical, horizontal) = (correlation.vertical, correlation.horizontal)
    let kernelRow = row + (vertical.taps - 1 - tap / horizontal.taps) * convolution.stride
    let kernelColumn = column + (horizontal.taps - 1 - tap % horizontal.taps) * convolution.stride
    return kernel
      + (kernelRow * convolution.kernelWidth + kernelColumn) * convolution.inChannels
      * convolution.outChannels
  }

  private var taps: Int { correlation.vertical.taps * correlation.horizontal.taps }

  /// All weights, the output channels summed over.
  func pack(
    _ kernel: UnsafePointer<Float>, into storage: UnsafeMutablePointer<Float>, on workers: Workers
  ) -> Panels {
    let (channels, columns) = (correlation.channels, correlation.targetChannels)
    let panels = Panels(storage: storage, depth: correlation.depth, columns: columns)
    workers.run(panels.count) { panel in
      for tap in 0..<taps {
        panels.pack(
          weights(tap, kernel), rowStride: 1, columnStride: channels, panel: panel,
          rows: tap * channels..<(tap + 1) * channels)
      }
    }
    return panels
  }

  /// All weights as [depth, inChannels].
  func copy(_ kernel: UnsafePointer<Float>, into storage: UnsafeMutablePointer<Float>) {
    let (channels, columns) = (correlation.channels, correlation.targetChannels)
    for tap in 0..<taps {
      let source = weights(tap, kernel)
      for column in 0..<columns {
        for channel in 0..<channels {
          storage[(tap * channels + channel) * columns + column] =
            source[column * channels + channel]
        }
      }
    }
  }
}

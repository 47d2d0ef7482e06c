/// An `UpSampledConvolution` with a 5 × 5 kernel by minimal filtering.
///
/// The output pixels of each of the four phases (even or odd row, even or odd column) are a 3 × 3 convolution of the
/// small image: a kernel element meets the pixel that its place falls on. All four share the mapped small image, and their
/// kernels are one with four times as many output channels: the *phase kernel*, [3, 3, inChannels,
/// 2, 2, outChannels]. Orders and errors are those of `WinogradConvolution`, shapes those of `UpSampledConvolution`.
public struct UpSampledWinogradConvolution: Sendable, Equatable {
  /// The sizes.
  private let sizes: UpSampledConvolution

  fileprivate init(_ sizes: UpSampledConvolution) { self.sizes = sizes }

  /// The pass from the small images to the outputs.
  private var pass: WinogradPass<ThreeTaps> {
    func pixels(_ channels: Int, scale: Int) -> PixelGrid {
      PixelGrid(
        images: sizes.images, height: sizes.height, width: sizes.width, channels: channels,
        scale: scale)
    }
    return WinogradPass(
      source: pixels(sizes.inChannels, scale: 1), target: pixels(sizes.outChannels, scale: 2),
      before: 1)
  }

  /// The floats of a phase kernel.
  private var phaseKernelCount: Int { 36 * sizes.inChannels * sizes.outChannels }

  /// `output = epilogue(upSampled(input) ∗ kernel)`.
  ///
  /// As `WinogradConvolution.forward` with the phase kernel. Each of its elements is the sum of the kernel elements that fall
  /// on one pixel, added in ascending (row, column) of the kernel, starting with the first.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    pass.forward(input, phaseKernel(kernel, on: workers), into: output, epilogue, on: workers)
  }

  /// The gradient with respect to the small image: as `WinogradConvolution.inputGradient` with the phase kernel.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    pass.inputGradient(
      outputGradient, phaseKernel(kernel, on: workers), into: inputGradient, on: workers)
  }

  /// The gradient with respect to the kernel.
  ///
  /// That with respect to the phase kernel is as `WinogradConvolution.kernelGradient`. A kernel element is part of one
  /// element for each phase; its gradient is ((a + b) + c) + d over theirs, in ascending phase.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let phaseGradient = workers.scratch(phaseKernelCount, level: 1)
    pass.kernelGradient(input, outputGradient, into: phaseGradient, on: workers)
    let outputs = sizes.outChannels
    workers.run(25) { element in
      for input in 0..<sizes.inChannels {
        let target = kernelGradient + (element * sizes.inChannels + input) * outputs
        func gradient(_ phase: Int) -> UnsafePointer<Float> {
          UnsafePointer(phaseGradient + place(of: element, phase: phase, input: input))
        }
        let (a, b, c, d) = (gradient(0), gradient(1), gradient(2), gradient(3))
        forEachVector(outputs) { start, width in
          func four(_ source: UnsafePointer<Float>) -> Vector { load(source + start, first: width) }
          store(((four(a) + four(b)) + four(c)) + four(d), target + start, first: width)
        }
      }
    }
  }

  /// Where the phase kernel has what kernel element `element` (in raster order) is added to in a phase.
  ///
  /// Relative to the pixel of an output's place, element (row, column) falls on small row (phase row + row) / 2 − 1.
  @inline(__always)
  private func place(of element: Int, phase: Int, input: Int) -> Int {
    let tap = (phase / 2 + element / 5) / 2 * 3 + (phase % 2 + element % 5) / 2
    return ((tap * sizes.inChannels + input) * 4 + phase) * sizes.outChannels
  }

  /// The phase kernel, in working memory.
  private func phaseKernel(
    _ kernel: UnsafePointer<Float>, on workers: Workers
  ) -> UnsafePointer<Float> {
    let phaseKernel = workers.scratch(phaseKernelCount, level: 1)
    let outputs = sizes.outChannels
    workers.run(sizes.inChannels) { input in
      for tap in 0..<9 {
        let start = (tap * sizes.inChannels + input) * 4 * outputs
        (phaseKernel + start).update(repeating: -0.0, count: 4 * outputs)
      }
      for phase in 0..<4 {
        for element in 0..<25 {
          let source = kernel + (element * sizes.inChannels + input) * outputs
          let target = phaseKernel + place(of: element, phase: phase, input: input)
          forEachVector(outputs) { start, width in
            let sum = load(target + start, first: width) + load(source + start, first: width)
            store(sum, target + start, first: width)
          }
        }
      }
    }
    return UnsafePointer(phaseKernel)
  }
}

extension UpSampledConvolution {
  /// The same by minimal filtering, where that is faster: for a 5 × 5 kernel, at least 32 input channels, and a multiple of 16
  /// output channels.
  public var winograd: UpSampledWinogradConvolution? {
    guard kernelHeight == 5, kernelWidth == 5, inChannels >= 32, outChannels.isMultiple(of: lanes)
    else { return nil }
    return UpSampledWinogradConvolution(self)
  }
}

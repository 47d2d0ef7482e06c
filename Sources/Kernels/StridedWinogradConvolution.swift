/// A `Convolution` with stride 2 and a 4 × 4 or 5 × 5 kernel by minimal filtering.
///
/// The input has four phases (even or odd row, even or odd column), and the kernel elements that meet the pixels of one are a kernel of 2 × 2
/// or at most 3 × 3. So the whole is a convolution with stride 1 of a small image with four times as many channels, and its kernel is the
/// *phase kernel*, [taps, taps, 2, 2, inChannels, outChannels], with zeros where no kernel element falls. Shapes are those of
/// `Convolution`.
///
/// - For 5 × 5 by F(4 × 4, 3 × 3), with places of input rows 2i and 2i + 1: orders and errors are those of `WinogradConvolution`. A tile takes
///   4 · 36 products for each pair of channels, a direct sum 25 · 16.
/// - For 4 × 4 by F(4 × 4, 2 × 2), with places of input rows 2i − 1 and 2i, the first and last of which stick out: the same orders with 25
///   sums in place of 36. A tile takes 4 · 25 products, a direct sum 16 · 16.
public struct StridedWinogradConvolution: Sendable, Equatable {
  /// The sizes.
  private let sizes: Convolution

  fileprivate init(_ sizes: Convolution) { self.sizes = sizes }

  private var four: PhasePass<TwoTaps> { PhasePass(sizes, before: 0, shift: 1) }
  private var five: PhasePass<ThreeTaps> { PhasePass(sizes, before: 1, shift: 0) }

  /// `output = epilogue(input ∗ kernel)`: as `WinogradConvolution.forward` with the phase kernel.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    if sizes.kernelHeight == 4 {
      four.forward(input, kernel, into: output, epilogue, on: workers)
    } else {
      five.forward(input, kernel, into: output, epilogue, on: workers)
    }
  }

  /// The gradient with respect to the input: as `WinogradConvolution.inputGradient` with the phase kernel.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    spread(outputGradient, kernel, into: inputGradient, .none, on: workers)
  }

  /// The input gradient, with something to be done to every element before it is stored.
  func spread(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    if sizes.kernelHeight == 4 {
      four.inputGradient(outputGradient, kernel, into: inputGradient, epilogue, on: workers)
    } else {
      five.inputGradient(outputGradient, kernel, into: inputGradient, epilogue, on: workers)
    }
  }

  /// The gradient with respect to the kernel: the elements of `WinogradConvolution.kernelGradient` with respect to the phase kernel
  /// that a kernel element falls on.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    if sizes.kernelHeight == 4 {
      four.kernelGradient(input, outputGradient, into: kernelGradient, on: workers)
    } else {
      five.kernelGradient(input, outputGradient, into: kernelGradient, on: workers)
    }
  }
}

extension Convolution {
  /// The same convolution by minimal filtering, where that is faster: for a 4 × 4 or 5 × 5 kernel with stride 2, images of even
  /// height and width, at least 32 channels on both sides, and a product of both of at most 128 · 256. The mapped kernel of more is so
  /// large that to write and read it takes as long as the products that it saves.
  public var stridedWinograd: StridedWinogradConvolution? {
    guard kernelHeight == kernelWidth, 4...5 ~= kernelHeight, stride == 2,
      height.isMultiple(of: 2), width.isMultiple(of: 2), inChannels >= 32, outChannels >= 32,
      inChannels * outChannels <= 128 * 256
    else { return nil }
    return StridedWinogradConvolution(self)
  }
}

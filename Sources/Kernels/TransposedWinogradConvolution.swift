/// A `TransposedConvolution` by minimal filtering: the input gradient of a `StridedWinogradConvolution`, whose input and output are exchanged.
///
/// Shapes are those of `TransposedConvolution`.
public struct TransposedWinogradConvolution: Sendable, Equatable {
  /// The convolution from output images to input images.
  private let convolution: StridedWinogradConvolution

  fileprivate init(_ convolution: StridedWinogradConvolution) { self.convolution = convolution }

  /// `output = epilogue(the kernels of all input pixels, added)`: `StridedWinogradConvolution.inputGradient`, then the epilogue.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    convolution.spread(input, kernel, into: output, epilogue, on: workers)
  }

  /// The gradient with respect to the input: `StridedWinogradConvolution.forward` of the output's gradient.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    convolution.forward(outputGradient, kernel, into: inputGradient, on: workers)
  }

  /// The gradient with respect to the kernel: `StridedWinogradConvolution.kernelGradient` with input and output exchanged.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    convolution.kernelGradient(outputGradient, input, into: kernelGradient, on: workers)
  }
}

extension TransposedConvolution {
  /// The same by minimal filtering, where `Convolution.stridedWinograd` says so of `convolution`.
  public var winograd: TransposedWinogradConvolution? {
    convolution.stridedWinograd.map(TransposedWinogradConvolution.init)
  }
}

/// A product ∗ of images and a kernel and its two gradients, whatever it is and whichever way they are computed.
///
/// The layouts and the order of every sum are in the documentation of the types that conform.
public protocol ConvolutionKernels: Sendable {
  /// `output = epilogue(input ∗ kernel)`.
  func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers)
  /// The gradient with respect to the input.
  func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers)
  /// The gradient with respect to the kernel.
  func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers)
}

extension Convolution: ConvolutionKernels {}
extension StridedWinogradConvolution: ConvolutionKernels {}
extension TransposedConvolution: ConvolutionKernels {}
extension TransposedWinogradConvolution: ConvolutionKernels {}
extension UpSampledConvolution: ConvolutionKernels {}
extension UpSampledWinogradConvolution: ConvolutionKernels {}
extension WinogradConvolution: ConvolutionKernels {}

extension Convolution {
  /// The gradient with respect to the kernel.
  ///
  /// Every element is one chain of fma from +0 over the output pixels in ascending (image, row, column),
  /// without those that see it outside the image, and +0 added at the end.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    correlation.weightGradient(input, outputGradient, into: kernelGradient, on: workers)
  }
}

extension Convolution {
  /// `output = epilogue(input ∗ kernel)`.
  ///
  /// Every output element is one chain of fma from +0 over the kernel in ascending
  /// (row, column, input channel), without the elements outside the image, and +0 added at the end; then
  /// the epilogue.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    let correlation = self.correlation
    if outChannels <= ThinPass.mostChannels && stride == 1 {
      let pass = ThinPass(correlation: correlation, weights: kernel)
      return ThinPass.run([pass], input, into: output, epilogue, on: workers)
    }
    let panels = Panels(
      storage: workers.scratch(correlation.scratchSize), depth: correlation.depth,
      columns: outChannels)
    panels.pack(kernel, rowStride: outChannels, columnStride: 1, on: workers)
    correlation.run(input, panels, into: output, epilogue, on: workers)
  }

  /// The windows of the output pixels.
  var correlation: Correlation {
    Correlation(
      images: images, channels: inChannels, targetChannels: outChannels,
      vertical: WindowAxis(
        source: height, taps: kernelHeight, step: stride, first: -paddingTop, count: outHeight,
        targetSize: outHeight, targetFirst: 0, targetStep: 1),
      horizontal: WindowAxis(
        source: width, taps: kernelWidth, step: stride, first: -paddingLeft, count: outWidth,
        targetSize: outWidth, targetFirst: 0, targetStep: 1))
  }
}

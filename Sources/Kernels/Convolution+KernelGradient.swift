extension Convolution {
  /// The gradient with respect to the kernel.
  ///
  /// Every element is one chain of fma from +0 over the output pixels in ascending
  /// (image, row, column), padding included.
  public func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let padded = paddedInput
    let walk = OperandWalk(
      outer: images, inner: outHeight, length: outWidth,
      outerStride: padded.imageStride, innerStride: stride * padded.rowStride,
      stride: stride * inChannels)
    let edge = edgeSize(columns: outChannels, depth: walk.depth)
    let scratch = workers.scratch(edge + (padded.isBare ? 0 : padded.count))
    let image = padded.pad(input, into: scratch + edge, on: workers)
    let runLength = kernelWidth * inChannels
    accumulateRows(
      walk, image,
      offset: { row in
        let (kernelRow, position) = row.quotientAndRemainder(dividingBy: runLength)
        return kernelRow * padded.rowStride + position
      },
      rows: kernelHeight * runLength, outputGradient, columns: outChannels,
      into: kernelGradient, edgeStorage: scratch, on: workers)
  }
}

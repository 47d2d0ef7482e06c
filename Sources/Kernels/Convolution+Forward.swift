extension Convolution {
  /// `output = epilogue(input ∗ kernel)`.
  ///
  /// Every output element is one chain of fma from +0 over the kernel in ascending
  /// (row, column, input channel), padding included; then the epilogue.
  ///
  /// In a padded image the elements under one row of the kernel are consecutive. So a convolution is a
  /// product whose left rows are `kernelHeight` runs of memory, and nothing has to be gathered.
  public func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue = .none, on workers: Workers
  ) {
    let padded = paddedInput
    let depth = kernelHeight * kernelWidth * inChannels
    let panelSize = Panels.size(depth: depth, columns: outChannels)
    let scratch = workers.scratch(panelSize + (padded.isBare ? 0 : padded.count))
    let panels = Panels(storage: scratch, depth: depth, columns: outChannels)
    panels.pack(kernel, rowStride: outChannels, columnStride: 1, on: workers)
    let image = padded.pad(input, into: scratch + panelSize, on: workers)
    multiplyRows(
      OutputPixels(convolution: self, padded: padded), image,
      segments: kernelHeight, segmentLength: kernelWidth * inChannels,
      segmentStride: padded.rowStride, panels, into: output, epilogue, on: workers)
  }
}

/// The output pixels of a convolution in raster order; each reads the padded input under the kernel.
private struct OutputPixels: RowLayout {
  let outHeight, outWidth, outChannels, rows: Int
  let imageStride, rowStride, columnStride: Int

  init(convolution: Convolution, padded: PaddedImages) {
    outHeight = convolution.outHeight
    outWidth = convolution.outWidth
    outChannels = convolution.outChannels
    rows = convolution.images * outHeight * outWidth
    imageStride = padded.imageStride
    rowStride = padded.rowStride * convolution.stride
    columnStride = padded.channels * convolution.stride
  }

  @inline(__always)
  func source(_ row: Int) -> Int {
    let (line, column) = row.quotientAndRemainder(dividingBy: outWidth)
    let (image, outRow) = line.quotientAndRemainder(dividingBy: outHeight)
    return image * imageStride + outRow * rowStride + column * columnStride
  }

  @inline(__always)
  func target(_ row: Int) -> Int { row * outChannels }
}

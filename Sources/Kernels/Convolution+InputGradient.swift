extension Convolution {
  /// The gradient with respect to the input: what every output pixel hands back to the pixels under it.
  ///
  /// Every element is one chain of fma from +0 over the output pixels that read it in ascending
  /// (row, column, output channel). Positions outside the output count as +0 and take part.
  ///
  /// An input pixel meets only the kernel rows and columns of its own phase, its padded position modulo
  /// the stride. So the pixels of each of the stride² phases are one convolution of `outputGradient`, with
  /// stride 1 and with every stride-th row and column of the kernel, turned around.
  public func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let rowTaps = divideRoundingUp(kernelHeight, stride)
    let columnTaps = divideRoundingUp(kernelWidth, stride)
    let padded = PaddedImages(
      images: images, height: outHeight, width: outWidth, channels: outChannels,
      top: rowTaps - 1, left: columnTaps - 1,
      paddedHeight: rowTaps - 1 + max(outHeight, (paddingTop + height - 1) / stride + 1),
      paddedWidth: columnTaps - 1 + max(outWidth, (paddingLeft + width - 1) / stride + 1))
    let panelSize = Panels.size(depth: rowTaps * columnTaps * outChannels, columns: inChannels)
    let scratch = workers.scratch(panelSize + (padded.isBare ? 0 : padded.count))
    let gradient = padded.pad(outputGradient, into: scratch + panelSize, on: workers)
    for rowPhase in 0..<stride {
      for columnPhase in 0..<stride {
        let phase = Phase(self, padded, row: rowPhase, column: columnPhase)
        if phase.rows == 0 { continue }
        let panels = phase.pack(kernel, into: scratch, on: workers)
        multiplyRows(
          phase, gradient,
          segments: phase.rowTaps, segmentLength: phase.columnTaps * outChannels,
          segmentStride: padded.rowStride, panels, into: inputGradient, .none, on: workers)
      }
    }
  }
}

/// The input pixels whose padded position is (`row`, `column`) modulo the stride, in raster order.
private struct Phase: RowLayout {
  let convolution: Convolution
  let row, column: Int
  /// The kernel rows and columns that meet these pixels.
  let rowTaps, columnTaps: Int
  /// How many pixels of an image belong to the phase, in each direction.
  let height, width: Int
  /// The position of the first of them, in the input and in the padded gradient.
  let firstRow, firstColumn, sourceRow, sourceColumn: Int
  let padded: PaddedImages

  init(_ convolution: Convolution, _ padded: PaddedImages, row: Int, column: Int) {
    self.convolution = convolution
    self.padded = padded
    self.row = row
    self.column = column
    let stride = convolution.stride
    rowTaps = row < convolution.kernelHeight ? (convolution.kernelHeight - row - 1) / stride + 1 : 0
    columnTaps =
      column < convolution.kernelWidth ? (convolution.kernelWidth - column - 1) / stride + 1 : 0
    // The first padded position ≥ padding that is congruent to the phase, as quotient by the stride.
    let rowQuotient = divideRoundingUp(max(0, convolution.paddingTop - row), stride)
    let columnQuotient = divideRoundingUp(max(0, convolution.paddingLeft - column), stride)
    firstRow = rowQuotient * stride + row - convolution.paddingTop
    firstColumn = columnQuotient * stride + column - convolution.paddingLeft
    height = max(0, divideRoundingUp(convolution.height - firstRow, stride))
    width = max(0, divideRoundingUp(convolution.width - firstColumn, stride))
    sourceRow = rowQuotient - (rowTaps - 1) + padded.top
    sourceColumn = columnQuotient - (columnTaps - 1) + padded.left
  }

  var rows: Int { convolution.images * height * width }

  @inline(__always)
  private func position(_ row: Int) -> (image: Int, row: Int, column: Int) {
    let (line, column) = row.quotientAndRemainder(dividingBy: width)
    let (image, imageRow) = line.quotientAndRemainder(dividingBy: height)
    return (image, imageRow, column)
  }

  @inline(__always)
  func source(_ row: Int) -> Int {
    let pixel = position(row)
    return pixel.image * padded.imageStride + (sourceRow + pixel.row) * padded.rowStride
      + (sourceColumn + pixel.column) * padded.channels
  }

  @inline(__always)
  func target(_ row: Int) -> Int {
    let pixel = position(row)
    let inputRow = pixel.image * convolution.height + firstRow + pixel.row * convolution.stride
    return (inputRow * convolution.width + firstColumn + pixel.column * convolution.stride)
      * convolution.inChannels
  }

  /// The kernel's rows and columns of this phase, last first, output channels summed over.
  func pack(
    _ kernel: UnsafePointer<Float>, into storage: UnsafeMutablePointer<Float>, on workers: Workers
  ) -> Panels {
    let (inChannels, outChannels) = (convolution.inChannels, convolution.outChannels)
    let panels = Panels(
      storage: storage, depth: rowTaps * columnTaps * outChannels, columns: inChannels)
    workers.run(panels.count) { panel in
      for tap in 0..<rowTaps * columnTaps {
        let kernelRow = row + (rowTaps - 1 - tap / columnTaps) * convolution.stride
        let kernelColumn = column + (columnTaps - 1 - tap % columnTaps) * convolution.stride
        let weights =
          kernel
          + (kernelRow * convolution.kernelWidth + kernelColumn) * inChannels * outChannels
        panels.pack(
          weights, rowStride: 1, columnStride: outChannels, panel: panel,
          rows: tap * outChannels..<(tap + 1) * outChannels)
      }
    }
    return panels
  }
}

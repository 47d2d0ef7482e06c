extension WinogradPass {
  /// The gradient with respect to the weights, [taps, taps, source columns, target columns].
  ///
  /// The sums run over all tiles. These are cut into blocks, mapped by all threads; then each sum of products
  /// goes on by a block.
  func kernelGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let (rows, columns) = (source.columns, target.columns)
    let tileCount = source.images * tilesPerImage
    // Some 4 MB of mapped operands.
    let tilesPerBlock = max(1, min(tileCount, (1 << 20) / (Filter.products * (rows + columns))))
    let inputStride = Winograd.stride(tilesPerBlock * rows)
    let gradientStride = Winograd.stride(
      Panels.size(depth: tilesPerBlock, columns: columns, rowWidth: TileRow.width))
    let sumStride = Winograd.stride(rows * columns)
    let left = workers.scratch(Filter.products * (inputStride + gradientStride + sumStride))
    let right = left + Filter.products * inputStride
    let sums = right + Filter.products * gradientStride
    for first in stride(from: 0, to: tileCount, by: tilesPerBlock) {
      let depth = min(tilesPerBlock, tileCount - first)
      let tilesPerTask = 4
      workers.run(divideRoundingUp(depth, tilesPerTask), room: windowSize) { task, window in
        let start = task * tilesPerTask
        let tiles = first + start..<first + min(start + tilesPerTask, depth)
        mapInput(
          input, tiles: tiles, stride: inputStride, into: left + start * rows, window: window)
        mapGradient(
          outputGradient, tiles: tiles, stride: gradientStride,
          into: Panels(
            storage: right, depth: depth, columns: columns, rowWidth: TileRow.width), from: start,
          window: window)
      }
      workers.run(Filter.products) { index in
        Correlation.product(rows: rows, columns: columns, steps: depth)
          .addWeightGradient(
            left + index * inputStride,
            Panels(
              storage: right + index * gradientStride, depth: depth, columns: columns,
              rowWidth: TileRow.width),
            into: sums + index * sumStride, isFirst: first == 0, on: .serial)
      }
    }
    workers.run(rows) { row in
      Winograd.withRoom { room in
        Winograd.mapSquares(
          Filter.KernelGradient.self, sums + row * columns, stride: sumStride,
          into: kernelGradient + row * columns, stride: rows * columns, count: columns, in: room)
      }
    }
  }
}

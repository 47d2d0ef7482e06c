/// A convolution with stride 1 between the places of two grids by minimal filtering, for all products that are computed by
/// Winograd's algorithm.
///
/// The target's grid is cut into tiles of four by four places, numbered in ascending (image, row, column).
struct WinogradPass<Filter: WinogradFilter> {
  let source, target: PixelGrid
  /// The rows and columns of the kernel above and left of the place that it is for.
  let before: Int

  var tileColumns: Int { divideRoundingUp(target.width, 4) }
  var tilesPerImage: Int { divideRoundingUp(target.height, 4) * tileColumns }

  /// The pass from the target's gradients to the source's.
  var back: WinogradPass {
    WinogradPass(source: target, target: source, before: Filter.taps - 1 - before)
  }

  /// `output = epilogue(input ∗ weights)`.
  ///
  /// A task takes some tiles through all three stages, so that what is in between stays in its core's cache.
  ///
  /// - Parameter write: writes down the weights of some source columns for all target columns.
  func convolve(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue,
    on workers: Workers, _ write: (_ rows: Range<Int>, WeightRoom) -> Void
  ) {
    let panels = mapWeights(write, on: workers)
    let tileCount = source.images * tilesPerImage
    // A multiple of a tile's rows, of which some 600 KB are mapped inputs and sums.
    let mappedSize = Filter.products * (source.columns + target.columns)
    let tilesPerTask = max(1, 150_000 / (Tile<TileRow>.rows * mappedSize)) * Tile<TileRow>.rows
    let inputStride = Winograd.stride(tilesPerTask * source.columns)
    let sumStride = Winograd.stride(tilesPerTask * target.columns)
    let tasks = divideRoundingUp(tileCount, tilesPerTask)
    workers.run(tasks, room: Filter.products * (inputStride + sumStride) + windowSize) {
      task, mapped in
      let tiles = task * tilesPerTask..<min((task + 1) * tilesPerTask, tileCount)
      let sums = mapped + Filter.products * inputStride
      let window = sums + Filter.products * sumStride
      mapInput(input, tiles: tiles, stride: inputStride, into: mapped, window: window)
      // The tiles are images of one pixel.
      let product = Correlation(
        images: tiles.count, channels: source.columns, targetChannels: target.columns,
        vertical: .dense(1), horizontal: .dense(1))
      for index in 0..<Filter.products {
        product.run(
          mapped + index * inputStride, panels(index), into: sums + index * sumStride, .none,
          on: .serial)
      }
      mapOutput(sums, stride: sumStride, tiles: tiles, into: output, epilogue, window: window)
    }
  }

  /// The mapped matrices [source columns, target columns], in working memory.
  private func mapWeights(
    _ write: (_ rows: Range<Int>, WeightRoom) -> Void, on workers: Workers
  ) -> (Int) -> Panels {
    let (rows, columns) = (source.columns, target.columns)
    let stride = Winograd.stride(
      Panels.size(depth: rows, columns: columns, rowWidth: TileRow.width))
    let storage = workers.scratch(Filter.products * stride)
    func panels(_ index: Int) -> Panels {
      Panels(
        storage: storage + index * stride, depth: rows, columns: columns, rowWidth: TileRow.width)
    }
    let width = panels(0).count * panels(0).rowWidth, taps = Filter.taps * Filter.taps
    // As many rows as a square has that is turned in registers.
    let rowsPerTask = 8
    workers.run(divideRoundingUp(rows, rowsPerTask), room: rowsPerTask * taps * width) {
      task, memory in
      let ownRows = task * rowsPerTask..<min((task + 1) * rowsPerTask, rows)
      memory.update(repeating: 0, count: ownRows.count * taps * width)
      write(ownRows, WeightRoom(memory: memory, taps: taps, stride: width))
      Winograd.withRoom { room in
        for (index, row) in ownRows.enumerated() {
          for column in Swift.stride(from: 0, to: width, by: TileRow.width) {
            Winograd.mapSquares(
              Filter.Kernel.self, memory + index * taps * width + column, stride: width,
              into: storage + panels(0).place(row: row, column: column), stride: stride,
              count: TileRow.width, in: room)
          }
        }
      }
    }
    return panels
  }
}

extension WinogradPass {
  /// `output = epilogue(input ∗ kernel)`; the kernel is [taps, taps, source columns, target columns].
  func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    let (inputs, outputs) = (source.columns, target.columns)
    convolve(input, into: output, epilogue, on: workers) { rows, room in
      for (index, row) in rows.enumerated() {
        for tap in 0..<room.taps {
          copy(
            kernel + (tap * inputs + row) * outputs, to: room[tap] + index * room.rowStride,
            count: outputs)
        }
      }
    }
  }

  /// The gradient with respect to the input: the way back, with the kernel turned around and transposed.
  func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let (inputs, outputs) = (source.columns, target.columns)
    back.convolve(outputGradient, into: inputGradient, .none, on: workers) { rows, room in
      for tap in 0..<room.taps {
        copyTransposed(
          kernel + (room.taps - 1 - tap) * inputs * outputs + rows.lowerBound, stride: outputs,
          into: room[tap], stride: room.rowStride, rows: rows.count, columns: inputs)
      }
    }
  }
}

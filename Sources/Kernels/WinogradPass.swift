/// A 3 × 3 convolution between two grids of the same places by minimal filtering, for `WinogradConvolution` and
/// `UpSampledWinogradConvolution`.
///
/// Grids are cut into tiles of four by four places, numbered in ascending (image, row, column).
struct WinogradPass {
  let source, target: PixelGrid

  var tileColumns: Int { divideRoundingUp(source.width, 4) }
  var tilesPerImage: Int { divideRoundingUp(source.height, 4) * tileColumns }

  /// `output = epilogue(input ∗ weights)`.
  ///
  /// A task takes some tiles through all three stages, so that what is in between stays in its core's cache.
  ///
  /// - Parameter weights: writes down the weights of a source column, [9, `stride`], for all target columns.
  func convolve(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue,
    on workers: Workers,
    _ weights: (_ row: Int, _ taps: UnsafeMutablePointer<Float>, _ stride: Int) -> Void
  ) {
    let panels = mapWeights(weights, on: workers)
    let tileCount = source.images * tilesPerImage
    // A multiple of a tile's rows, of which some 600 KB are mapped inputs and sums.
    let mappedSize = 36 * (source.columns + target.columns)
    let tilesPerTask = max(1, 150_000 / (Tile<TileRow>.rows * mappedSize)) * Tile<TileRow>.rows
    let inputStride = Winograd.stride(tilesPerTask * source.columns)
    let sumStride = Winograd.stride(tilesPerTask * target.columns)
    let tasks = divideRoundingUp(tileCount, tilesPerTask)
    workers.run(tasks, room: 36 * (inputStride + sumStride) + windowSize) { task, mapped in
      let tiles = task * tilesPerTask..<min((task + 1) * tilesPerTask, tileCount)
      let sums = mapped + 36 * inputStride
      let window = sums + 36 * sumStride
      mapInput(input, tiles: tiles, stride: inputStride, into: mapped, window: window)
      // The tiles are images of one pixel.
      let product = Correlation(
        images: tiles.count, channels: source.columns, targetChannels: target.columns,
        vertical: .dense(1), horizontal: .dense(1))
      for index in 0..<36 {
        product.run(
          mapped + index * inputStride, panels(index), into: sums + index * sumStride, .none,
          on: .serial)
      }
      mapOutput(sums, stride: sumStride, tiles: tiles, into: output, epilogue, window: window)
    }
  }

  /// The 36 mapped matrices [source columns, target columns], in working memory.
  private func mapWeights(
    _ weights: (_ row: Int, _ taps: UnsafeMutablePointer<Float>, _ stride: Int) -> Void,
    on workers: Workers
  ) -> (Int) -> Panels {
    let (rows, columns) = (source.columns, target.columns)
    let stride = Winograd.stride(
      Panels.size(depth: rows, columns: columns, rowWidth: TileRow.width))
    let storage = workers.scratch(36 * stride)
    func panels(_ index: Int) -> Panels {
      Panels(
        storage: storage + index * stride, depth: rows, columns: columns, rowWidth: TileRow.width)
    }
    let width = panels(0).count * panels(0).rowWidth
    workers.run(rows, room: 9 * width) { row, taps in
      taps.update(repeating: 0, count: 9 * width)
      weights(row, taps, width)
      Winograd.withRoom { room in
        forEachVector(width) { column, _ in
          Winograd.mapSquare(
            Winograd.Kernel.self, taps + column, stride: width,
            into: storage + panels(0).place(row: row, column: column), stride: stride,
            width: lanes, in: room)
        }
      }
    }
    return panels
  }
}

extension WinogradPass {
  /// `output = epilogue(input ∗ kernel)`; the kernel is [3, 3, source columns, target columns].
  func forward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue, on workers: Workers
  ) {
    let (inputs, outputs) = (source.columns, target.columns)
    convolve(input, into: output, epilogue, on: workers) { row, taps, stride in
      for tap in 0..<9 {
        copy(kernel + (tap * inputs + row) * outputs, to: taps + tap * stride, count: outputs)
      }
    }
  }

  /// The gradient with respect to the input: the way back, with the kernel turned around and transposed.
  func inputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, on workers: Workers
  ) {
    let (inputs, outputs) = (source.columns, target.columns)
    WinogradPass(source: target, target: source)
      .convolve(outputGradient, into: inputGradient, .none, on: workers) { row, taps, stride in
        for tap in 0..<9 {
          for input in 0..<inputs {
            taps[tap * stride + input] = kernel[((8 - tap) * inputs + input) * outputs + row]
          }
        }
      }
  }
}

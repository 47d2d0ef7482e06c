extension WinogradPass {
  /// The floats of the largest window that a map needs.
  var windowSize: Int {
    Filter.reach * Filter.reach * max(source.columns, target.columns)
  }

  /// Maps the places under each tile: matrices [tiles, source columns], `stride` floats apart.
  func mapInput(
    _ input: UnsafePointer<Float>, tiles: Range<Int>, stride: Int,
    into mapped: UnsafeMutablePointer<Float>, window: UnsafeMutablePointer<Float>
  ) {
    let columns = source.columns
    Winograd.withRoom { room in
      for tile in tiles {
        source.read(places(under: tile), of: input, into: window)
        let place = mapped + (tile - tiles.lowerBound) * columns
        Winograd.mapSquares(
          Filter.Input.self, window, stride: columns, into: place, stride: stride, count: columns,
          in: room)
      }
    }
  }

  /// Maps matrices of sums [tiles, target columns], `stride` floats apart, to the places of each tile.
  func mapOutput(
    _ sums: UnsafePointer<Float>, stride: Int, tiles: Range<Int>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue,
    window: UnsafeMutablePointer<Float>
  ) {
    let columns = target.columns
    Winograd.withRoom { room in
      for tile in tiles {
        let place = sums + (tile - tiles.lowerBound) * columns
        Winograd.mapSquares(
          Filter.Output.self, place, stride: stride, into: window, stride: columns, count: columns,
          in: room)
        target.write(window, to: places(of: tile), of: output, epilogue)
      }
    }
  }

  /// Maps the gradients of each tile: matrices like `panels`, `stride` floats apart, of which the rows from
  /// `firstRow` on are written.
  func mapGradient(
    _ gradient: UnsafePointer<Float>, tiles: Range<Int>, stride: Int, into panels: Panels,
    from firstRow: Int, window: UnsafeMutablePointer<Float>
  ) {
    let columns = target.columns
    Winograd.withRoom { room in
      for tile in tiles {
        target.read(places(of: tile), of: gradient, into: window)
        let row = firstRow + tile - tiles.lowerBound
        for column in Swift.stride(from: 0, to: columns, by: panels.rowWidth) {
          Winograd.mapSquares(
            Filter.OutputGradient.self, window + column, stride: columns,
            into: panels.storage + panels.place(row: row, column: column), stride: stride,
            count: min(panels.rowWidth, columns - column), in: room)
        }
      }
    }
  }

  /// The places of a tile.
  @inline(__always)
  private func places(of tile: Int) -> PixelGrid.Square {
    let (image, index) = tile.quotientAndRemainder(dividingBy: tilesPerImage)
    let (row, column) = index.quotientAndRemainder(dividingBy: tileColumns)
    return PixelGrid.Square(image: image, row: 4 * row, column: 4 * column, size: 4)
  }

  /// The places that the kernel meets for those of a tile.
  @inline(__always)
  private func places(under tile: Int) -> PixelGrid.Square {
    let square = places(of: tile)
    return PixelGrid.Square(
      image: square.image, row: square.row - before, column: square.column - before,
      size: Filter.reach)
  }
}

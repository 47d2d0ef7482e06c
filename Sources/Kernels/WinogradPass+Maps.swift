extension WinogradPass {
  /// The floats of the largest window that a map needs.
  var windowSize: Int { 36 * max(source.columns, target.columns) }

  /// Maps the six by six places under each tile: 36 matrices [tiles, source columns], `stride` floats apart.
  func mapInput(
    _ input: UnsafePointer<Float>, tiles: Range<Int>, stride: Int,
    into mapped: UnsafeMutablePointer<Float>, window: UnsafeMutablePointer<Float>
  ) {
    let columns = source.columns
    Winograd.withRoom { room in
      for tile in tiles {
        source.read(square(tile, border: 1), of: input, into: window)
        let place = mapped + (tile - tiles.lowerBound) * columns
        forEachCoveringVector(columns) { start, width in
          Winograd.mapSquare(
            Winograd.Input.self, window + start, stride: columns, into: place + start,
            stride: stride, width: width, in: room)
        }
      }
    }
  }

  /// Maps 36 matrices of sums [tiles, target columns], `stride` floats apart, to the places of each tile.
  func mapOutput(
    _ sums: UnsafePointer<Float>, stride: Int, tiles: Range<Int>,
    into output: UnsafeMutablePointer<Float>, _ epilogue: Epilogue,
    window: UnsafeMutablePointer<Float>
  ) {
    let columns = target.columns
    Winograd.withRoom { room in
      for tile in tiles {
        let place = sums + (tile - tiles.lowerBound) * columns
        forEachCoveringVector(columns) { start, width in
          Winograd.mapSquare(
            Winograd.Output.self, place + start, stride: stride, into: window + start,
            stride: columns, width: width, in: room)
        }
        target.write(window, to: square(tile, border: 0), of: output, epilogue)
      }
    }
  }

  /// Maps the gradients of each tile: 36 matrices like `panels`, `stride` floats apart, of which the rows from
  /// `firstRow` on are written.
  func mapGradient(
    _ gradient: UnsafePointer<Float>, tiles: Range<Int>, stride: Int, into panels: Panels,
    from firstRow: Int, window: UnsafeMutablePointer<Float>
  ) {
    let columns = target.columns
    Winograd.withRoom { room in
      for tile in tiles {
        target.read(square(tile, border: 0), of: gradient, into: window)
        forEachVector(columns) { start, width in
          let row = firstRow + tile - tiles.lowerBound
          Winograd.mapSquare(
            Winograd.OutputGradient.self, window + start, stride: columns,
            into: panels.storage + panels.place(row: row, column: start), stride: stride,
            width: width, in: room)
        }
      }
    }
  }

  /// The places of a tile, or these and a border around them.
  @inline(__always)
  private func square(_ tile: Int, border: Int) -> PixelGrid.Square {
    let (image, index) = tile.quotientAndRemainder(dividingBy: tilesPerImage)
    let (row, column) = index.quotientAndRemainder(dividingBy: tileColumns)
    return PixelGrid.Square(
      image: image, row: 4 * row - border, column: 4 * column - border, size: 4 + 2 * border)
  }
}

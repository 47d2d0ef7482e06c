/// The right operand of a product, repacked into panels as wide as a tile.
///
/// Panel `p` holds the `TileRow.width` columns from the p-th multiple of it on, as `depth` consecutive rows;
/// columns beyond the last one are zero. A copy: packing changes no bits.
struct Panels {
  let storage: UnsafeMutablePointer<Float>
  let depth: Int
  let columns: Int

  /// The number of panels that `columns` columns need.
  static func count(columns: Int) -> Int { divideRoundingUp(columns, TileRow.width) }

  /// The number of floats that the panels of a `depth` × `columns` matrix take.
  static func size(depth: Int, columns: Int) -> Int {
    count(columns: columns) * depth * TileRow.width
  }

  var count: Int { Panels.count(columns: columns) }

  /// The first row of panel `index`.
  @inline(__always)
  subscript(index: Int) -> UnsafeMutablePointer<Float> { storage + index * depth * TileRow.width }

  /// The number of columns of panel `index` that exist.
  @inline(__always)
  func width(_ index: Int) -> Int { Swift.min(TileRow.width, columns - index * TileRow.width) }

  /// The distance from `storage` to an element.
  @inline(__always)
  func place(row: Int, column: Int) -> Int {
    let (panel, column) = column.quotientAndRemainder(dividingBy: TileRow.width)
    return (panel * depth + row) * TileRow.width + column
  }

  /// Packs a matrix whose element (row, column) stands at `matrix[row · rowStride + column · columnStride]`.
  func pack(
    _ matrix: UnsafePointer<Float>, rowStride: Int, columnStride: Int, on workers: Workers
  ) {
    workers.run(count) { panel in
      pack(matrix, rowStride: rowStride, columnStride: columnStride, panel: panel, rows: 0..<depth)
    }
  }

  /// Packs the given rows of one panel, reading row `row` at `matrix[(row - rows.lowerBound) · rowStride]`.
  @inline(__always)
  func pack(
    _ matrix: UnsafePointer<Float>, rowStride: Int, columnStride: Int, panel: Int, rows: Range<Int>
  ) {
    let source = matrix + panel * TileRow.width * columnStride
    let target = self[panel] + rows.lowerBound * TileRow.width
    let width = self.width(panel)
    if columnStride == 1, width == TileRow.width {
      for row in 0..<rows.count {
        TileRow(source + row * rowStride).store(target + row * TileRow.width, first: width)
      }
    } else {
      for row in 0..<rows.count {
        for column in 0..<width {
          target[row * TileRow.width + column] = source[row * rowStride + column * columnStride]
        }
        for column in width..<TileRow.width { target[row * TileRow.width + column] = 0 }
      }
    }
  }
}

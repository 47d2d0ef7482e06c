/// The right operand of a product, repacked into panels as wide as a tile.
///
/// Panel `p` holds the `rowWidth` columns from the p-th multiple of it on, as `depth` consecutive rows;
/// columns beyond the last one are zero. A copy: packing changes no bits.
struct Panels {
  let storage: UnsafeMutablePointer<Float>
  let depth: Int
  let columns: Int
  /// The columns of a panel.
  let rowWidth: Int

  /// Panels whose width depends on the number of columns, unless it is given.
  init(
    storage: UnsafeMutablePointer<Float>, depth: Int, columns: Int, rowWidth: Int? = nil
  ) {
    self.storage = storage
    self.depth = depth
    self.columns = columns
    self.rowWidth = rowWidth ?? Panels.rowWidth(columns: columns)
  }

  /// The columns of a panel of a matrix with `columns` columns: those of a wide tile, or of the narrowest one that holds them.
  static func rowWidth(columns: Int) -> Int {
    #if SCALAR
      return TileRow.width
    #else
      if columns <= Eight.width { return Eight.width }
      return columns <= lanes ? lanes : TileRow.width
    #endif
  }

  /// The number of floats that the panels of a `depth` × `columns` matrix take.
  static func size(depth: Int, columns: Int, rowWidth: Int? = nil) -> Int {
    let rowWidth = rowWidth ?? self.rowWidth(columns: columns)
    return divideRoundingUp(columns, rowWidth) * rowWidth * depth
  }

  /// The number of panels.
  var count: Int { divideRoundingUp(columns, rowWidth) }

  /// The first row of panel `index`.
  @inline(__always)
  subscript(index: Int) -> UnsafeMutablePointer<Float> { storage + index * depth * rowWidth }

  /// The number of columns of panel `index` that exist.
  @inline(__always)
  func width(_ index: Int) -> Int { Swift.min(rowWidth, columns - index * rowWidth) }

  /// The distance from `storage` to an element.
  @inline(__always)
  func place(row: Int, column: Int) -> Int {
    let (panel, column) = column.quotientAndRemainder(dividingBy: rowWidth)
    return (panel * depth + row) * rowWidth + column
  }

  /// A matrix in row-major order that is a panel as it stands, for its rows are as wide as one; nil where they are not.
  func standing(at matrix: UnsafePointer<Float>) -> Panels? {
    columns == rowWidth
      ? Panels(
        storage: UnsafeMutablePointer(mutating: matrix), depth: depth, columns: columns,
        rowWidth: rowWidth) : nil
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
    let source = matrix + panel * rowWidth * columnStride
    let target = self[panel] + rows.lowerBound * rowWidth
    let width = self.width(panel)
    if columnStride == 1, width == rowWidth {
      for row in 0..<rows.count {
        copy(source + row * rowStride, to: target + row * rowWidth, count: rowWidth)
      }
      return
    }
    var done = 0
    #if !SCALAR
      if rowStride == 1, width == rowWidth {
        let size = Transposition.size
        while done + size <= rows.count {
          for column in stride(from: 0, to: width, by: size) {
            Transposition.copy(
              source + done + column * columnStride, stride: columnStride,
              into: target + done * rowWidth + column, stride: rowWidth)
          }
          done += size
        }
      }
    #endif
    for row in done..<rows.count {
      for column in 0..<width {
        target[row * rowWidth + column] = source[row * rowStride + column * columnStride]
      }
      for column in width..<rowWidth { target[row * rowWidth + column] = 0 }
    }
  }
}

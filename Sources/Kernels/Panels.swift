/// The right operand of a product, repacked into panels of sixteen columns.
///
/// Panel `p` holds columns `16p ..< 16p + 16` as `depth` consecutive rows of sixteen floats; columns
/// beyond the last one are zero. A copy: packing changes no bits.
struct Panels {
  let storage: UnsafeMutablePointer<Float>
  let depth: Int
  let columns: Int

  /// The number of panels that `columns` columns need.
  static func count(columns: Int) -> Int { divideRoundingUp(columns, lanes) }

  /// The number of floats that the panels of a `depth` × `columns` matrix take.
  static func size(depth: Int, columns: Int) -> Int { count(columns: columns) * depth * lanes }

  var count: Int { Panels.count(columns: columns) }

  /// The first row of panel `index`.
  @inline(__always)
  subscript(index: Int) -> UnsafeMutablePointer<Float> { storage + index * depth * lanes }

  /// The number of columns of panel `index` that exist.
  @inline(__always)
  func width(_ index: Int) -> Int { Swift.min(lanes, columns - index * lanes) }

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
    let source = matrix + panel * lanes * columnStride
    let target = self[panel] + rows.lowerBound * lanes
    let width = self.width(panel)
    if columnStride == 1, width == lanes {
      for row in 0..<rows.count { store(load(source + row * rowStride), target + row * lanes) }
    } else {
      for row in 0..<rows.count {
        for column in 0..<width {
          target[row * lanes + column] = source[row * rowStride + column * columnStride]
        }
        for column in width..<lanes { target[row * lanes + column] = 0 }
      }
    }
  }
}

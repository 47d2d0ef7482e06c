/// A block of output elements, six rows of `TileRow.width` columns, that is kept in registers while their
/// sums run.
///
/// Its twelve registers leave room for one row of the right operand and a broadcast element of the left one,
/// and cover the latency of fma, in AVX2 (6 × 16) as in AVX-512 (6 × 32). Each element is a chain for itself, so
/// the shape of a tile is invisible in the results.
struct Tile {
  static let rows = 6

  var row0 = TileRow(), row1 = TileRow(), row2 = TileRow()
  var row3 = TileRow(), row4 = TileRow(), row5 = TileRow()

  /// Adds `left[i][k] · panel[k]` for ascending `k`, one fma each, to row `i`.
  ///
  /// - Parameters:
  ///   - left: six rows of `depth` consecutive floats.
  ///   - panel: `depth` rows of `TileRow.width` consecutive floats.
  @inline(__always)
  mutating func accumulate(_ left: TileRows, _ panel: UnsafePointer<Float>, depth: Int) {
    // Locals, so that the sums stay in registers.
    var (r0, r1, r2, r3, r4, r5) = (row0, row1, row2, row3, row4, row5)
    var panel = panel
    for k in 0..<depth {
      let right = TileRow(panel)
      r0 = r0.adding(left.row0[k], times: right)
      r1 = r1.adding(left.row1[k], times: right)
      r2 = r2.adding(left.row2[k], times: right)
      r3 = r3.adding(left.row3[k], times: right)
      r4 = r4.adding(left.row4[k], times: right)
      r5 = r5.adding(left.row5[k], times: right)
      panel += TileRow.width
    }
    (row0, row1, row2, row3, row4, row5) = (r0, r1, r2, r3, r4, r5)
  }

  /// Adds `left[i][t · stride] · panel[t]` for ascending `t`, one fma each, to row `i`: the step of a sum
  /// that runs over the *rows* of both operands.
  @inline(__always)
  mutating func accumulate(
    _ left: TileRows, stride: Int, _ panel: UnsafePointer<Float>, depth: Int
  ) {
    var (r0, r1, r2, r3, r4, r5) = (row0, row1, row2, row3, row4, row5)
    var panel = panel
    var k = 0
    for _ in 0..<depth {
      let right = TileRow(panel)
      r0 = r0.adding(left.row0[k], times: right)
      r1 = r1.adding(left.row1[k], times: right)
      r2 = r2.adding(left.row2[k], times: right)
      r3 = r3.adding(left.row3[k], times: right)
      r4 = r4.adding(left.row4[k], times: right)
      r5 = r5.adding(left.row5[k], times: right)
      k += stride
      panel += TileRow.width
    }
    (row0, row1, row2, row3, row4, row5) = (r0, r1, r2, r3, r4, r5)
  }
}

/// Where the six rows of a tile's left operand start.
struct TileRows {
  var row0, row1, row2, row3, row4, row5: UnsafePointer<Float>

  /// The rows at `base + offset(0)` … `base + offset(5)`. A tile at the edge repeats its last row.
  @inline(__always)
  init(_ base: UnsafePointer<Float>, count: Int, offset: (Int) -> Int) {
    let last = count - 1
    row0 = base + offset(0)
    row1 = base + offset(last < 1 ? last : 1)
    row2 = base + offset(last < 2 ? last : 2)
    row3 = base + offset(last < 3 ? last : 3)
    row4 = base + offset(last < 4 ? last : 4)
    row5 = base + offset(last < 5 ? last : 5)
  }

  /// All six rows moved by `distance` floats.
  @inline(__always)
  static func + (rows: TileRows, distance: Int) -> TileRows {
    var moved = rows
    moved.row0 += distance
    moved.row1 += distance
    moved.row2 += distance
    moved.row3 += distance
    moved.row4 += distance
    moved.row5 += distance
    return moved
  }
}

/// A block of output elements that is kept in registers while their sums run.
///
/// Each element is a chain for itself, so the shape of a tile is invisible in the results. There are three shapes, for a sum
/// with few columns would leave most of a wide tile empty: `Tile<TileRow>`, and, where that is wider than they are,
/// `TallTile<Sixteen<Float>>` and `TallTile<Eight>` (`Panels.rowWidth` tells which).
protocol RegisterTile {
  associatedtype Columns: TileColumns
  /// Where the rows of the left operand start.
  associatedtype LeftRows: TileRowPointers

  /// The number of rows.
  static var rows: Int { get }

  /// Zeros.
  init()

  /// Adds `left[i][t · stride] · panel[t]` for ascending `t`, one fma each, to row `i`.
  ///
  /// - Parameters:
  ///   - left: as many rows as the tile has.
  ///   - panel: `depth` rows of `Columns.width` consecutive floats.
  mutating func accumulate(
    _ left: LeftRows, stride: Int, _ panel: UnsafePointer<Float>, depth: Int)

  /// Every row plus `row`.
  func adding(_ row: Columns) -> Self

  /// Every row after a function of its columns.
  func map(_ transform: (Columns) -> Columns) -> Self

  /// Takes up the partial sums of `rows` rows, `width` columns each, `stride` floats apart.
  mutating func resume(rows: Int, width: Int, _ sums: UnsafePointer<Float>, stride: Int)

  /// Stores the first `rows` rows, `width` columns each, at `target + offset(0)`, `target + offset(1)` …
  func store(
    rows: Int, width: Int, _ target: UnsafeMutablePointer<Float>, offset: (Int) -> Int)
}

extension RegisterTile {
  /// Adds +0 to every element: −0 becomes +0, anything else stays.
  @inline(__always)
  mutating func addZero() { self = adding(Columns(repeating: 0)) }
}

/// Where the rows of a tile's left operand start.
protocol TileRowPointers {
  /// The rows at `base + offset(0)`, `base + offset(1)` … A tile at the edge, of `count` rows, repeats its last one.
  init(_ base: UnsafePointer<Float>, count: Int, offset: (Int) -> Int)

  /// All rows moved by `distance` floats.
  static func + (rows: Self, distance: Int) -> Self
}

/// A tile of six rows.
///
/// Of `TileRow.width` columns it takes twelve registers, which leave room for one row of the right operand and a broadcast
/// element of the left one, and cover the latency of fma, in AVX2 (6 × 16) as in AVX-512 (6 × 32).
struct Tile<Columns: TileColumns>: RegisterTile {
  static var rows: Int { 6 }

  var row0 = Columns(), row1 = Columns(), row2 = Columns()
  var row3 = Columns(), row4 = Columns(), row5 = Columns()

  @inline(__always)
  mutating func accumulate(
    _ left: SixRowPointers, stride: Int, _ panel: UnsafePointer<Float>, depth: Int
  ) {
    // Locals, so that the sums stay in registers.
    var (r0, r1, r2, r3, r4, r5) = (row0, row1, row2, row3, row4, row5)
    var panel = panel
    var k = 0
    for _ in 0..<depth {
      let right = Columns(panel)
      r0 = r0.adding(left.row0[k], times: right)
      r1 = r1.adding(left.row1[k], times: right)
      r2 = r2.adding(left.row2[k], times: right)
      r3 = r3.adding(left.row3[k], times: right)
      r4 = r4.adding(left.row4[k], times: right)
      r5 = r5.adding(left.row5[k], times: right)
      k += stride
      panel += Columns.width
    }
    (row0, row1, row2, row3, row4, row5) = (r0, r1, r2, r3, r4, r5)
  }

  @inline(__always)
  func adding(_ row: Columns) -> Tile { map { $0.adding(row) } }

  @inline(__always)
  func map(_ transform: (Columns) -> Columns) -> Tile {
    var tile = self
    tile.row0 = transform(row0)
    tile.row1 = transform(row1)
    tile.row2 = transform(row2)
    tile.row3 = transform(row3)
    tile.row4 = transform(row4)
    tile.row5 = transform(row5)
    return tile
  }

  @inline(__always)
  mutating func resume(rows: Int, width: Int, _ sums: UnsafePointer<Float>, stride: Int) {
    if width == Columns.width { return resume(rows: rows, sums, stride: stride) }
    Tile.withRoom { room in
      room.update(repeating: 0, count: Tile.rows * Columns.width)
      for row in 0..<rows {
        copy(sums + row * stride, to: room + row * Columns.width, count: width)
      }
      resume(rows: rows, room, stride: Columns.width)
    }
  }

  /// Takes up partial sums of all columns.
  @inline(__always)
  private mutating func resume(rows: Int, _ sums: UnsafePointer<Float>, stride: Int) {
    row0 = Columns(sums)
    if rows > 1 { row1 = Columns(sums + stride) }
    if rows > 2 { row2 = Columns(sums + 2 * stride) }
    if rows > 3 { row3 = Columns(sums + 3 * stride) }
    if rows > 4 { row4 = Columns(sums + 4 * stride) }
    if rows > 5 { row5 = Columns(sums + 5 * stride) }
  }

  @inline(__always)
  func store(
    rows: Int, width: Int, _ target: UnsafeMutablePointer<Float>, offset: (Int) -> Int
  ) {
    if width == Columns.width { return store(rows: rows, target, offset: offset) }
    Tile.withRoom { room in
      store(rows: rows, room) { $0 * Columns.width }
      for row in 0..<rows {
        copy(room + row * Columns.width, to: target + offset(row), count: width)
      }
    }
  }

  /// Stores all columns.
  @inline(__always)
  private func store(rows: Int, _ target: UnsafeMutablePointer<Float>, offset: (Int) -> Int) {
    row0.store(target + offset(0), first: Columns.width)
    if rows > 1 { row1.store(target + offset(1), first: Columns.width) }
    if rows > 2 { row2.store(target + offset(2), first: Columns.width) }
    if rows > 3 { row3.store(target + offset(3), first: Columns.width) }
    if rows > 4 { row4.store(target + offset(4), first: Columns.width) }
    if rows > 5 { row5.store(target + offset(5), first: Columns.width) }
  }

  /// Calls `body` with room for the rows, through which those go that are not full.
  ///
  /// A call that took the tile would need it in memory, and with it all sums would be there, also where no such call is
  /// made.
  @inline(__always)
  private static func withRoom(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Tile.rows * Columns.width) { room in
      if let start = room.baseAddress { body(start) }
    }
  }
}

/// Where the six rows of a tile's left operand start.
struct SixRowPointers: TileRowPointers {
  var row0, row1, row2, row3, row4, row5: UnsafePointer<Float>

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

  @inline(__always)
  static func + (rows: SixRowPointers, distance: Int) -> SixRowPointers {
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

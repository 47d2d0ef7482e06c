/// A tile of twelve rows, for sums with few columns: with rows of one register each it takes as many registers as the wide one,
/// and as many fma cover the latency.
struct TallTile<Columns: TileColumns>: RegisterTile {
  static var rows: Int { 2 * Tile<Columns>.rows }

  private var upper = Tile<Columns>(), lower = Tile<Columns>()

  @inline(__always)
  mutating func accumulate(
    _ left: TwelveRowPointers, stride: Int, _ panel: UnsafePointer<Float>, depth: Int
  ) {
    // Locals, so that the sums stay in registers.
    var (r0, r1, r2) = (upper.row0, upper.row1, upper.row2)
    var (r3, r4, r5) = (upper.row3, upper.row4, upper.row5)
    var (r6, r7, r8) = (lower.row0, lower.row1, lower.row2)
    var (r9, r10, r11) = (lower.row3, lower.row4, lower.row5)
    var panel = panel
    var k = 0
    for _ in 0..<depth {
      let right = Columns(panel)
      r0 = r0.adding(left.upper.row0[k], times: right)
      r1 = r1.adding(left.upper.row1[k], times: right)
      r2 = r2.adding(left.upper.row2[k], times: right)
      r3 = r3.adding(left.upper.row3[k], times: right)
      r4 = r4.adding(left.upper.row4[k], times: right)
      r5 = r5.adding(left.upper.row5[k], times: right)
      r6 = r6.adding(left.lower.row0[k], times: right)
      r7 = r7.adding(left.lower.row1[k], times: right)
      r8 = r8.adding(left.lower.row2[k], times: right)
      r9 = r9.adding(left.lower.row3[k], times: right)
      r10 = r10.adding(left.lower.row4[k], times: right)
      r11 = r11.adding(left.lower.row5[k], times: right)
      k += stride
      panel += Columns.width
    }
    (upper.row0, upper.row1, upper.row2) = (r0, r1, r2)
    (upper.row3, upper.row4, upper.row5) = (r3, r4, r5)
    (lower.row0, lower.row1, lower.row2) = (r6, r7, r8)
    (lower.row3, lower.row4, lower.row5) = (r9, r10, r11)
  }

  @inline(__always)
  func adding(_ row: Columns) -> TallTile { map { $0.adding(row) } }

  @inline(__always)
  func map(_ transform: (Columns) -> Columns) -> TallTile {
    var tile = self
    tile.upper = upper.map(transform)
    tile.lower = lower.map(transform)
    return tile
  }

  @inline(__always)
  mutating func resume(rows: Int, width: Int, _ sums: UnsafePointer<Float>, stride: Int) {
    let half = Tile<Columns>.rows
    upper.resume(rows: min(half, rows), width: width, sums, stride: stride)
    if rows > half {
      lower.resume(rows: rows - half, width: width, sums + half * stride, stride: stride)
    }
  }

  @inline(__always)
  func store(
    rows: Int, width: Int, _ target: UnsafeMutablePointer<Float>, offset: (Int) -> Int
  ) {
    let half = Tile<Columns>.rows
    upper.store(rows: min(half, rows), width: width, target, offset: offset)
    if rows > half {
      lower.store(rows: rows - half, width: width, target) { offset(half + $0) }
    }
  }
}

/// Where the twelve rows of a tile's left operand start.
struct TwelveRowPointers: TileRowPointers {
  fileprivate var upper, lower: SixRowPointers

  @inline(__always)
  init(_ base: UnsafePointer<Float>, count: Int, offset: (Int) -> Int) {
    let half = Tile<TileRow>.rows
    upper = SixRowPointers(base, count: min(half, count), offset: offset)
    lower = SixRowPointers(base, count: max(1, count - half)) {
      offset(min(half + $0, count - 1))
    }
  }

  private init(upper: SixRowPointers, lower: SixRowPointers) {
    self.upper = upper
    self.lower = lower
  }

  @inline(__always)
  static func + (rows: TwelveRowPointers, distance: Int) -> TwelveRowPointers {
    TwelveRowPointers(upper: rows.upper + distance, lower: rows.lower + distance)
  }
}

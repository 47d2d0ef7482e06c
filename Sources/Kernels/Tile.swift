/// A block of 6 × 16 output elements that is kept in registers while their sums run.
///
/// Six rows of sixteen columns fill twelve of the sixteen AVX2 registers, which leaves room for one
/// row of the right operand and a broadcast element of the left one, and covers the latency of fma.
struct Tile {
  static let rows = 6

  var row0 = Vector(), row1 = Vector(), row2 = Vector()
  var row3 = Vector(), row4 = Vector(), row5 = Vector()

  /// Adds `left[i][k] · panel[k]` for ascending `k`, one fma each, to row `i`.
  ///
  /// - Parameters:
  ///   - left: six rows of `depth` consecutive floats.
  ///   - panel: `depth` rows of sixteen consecutive floats.
  @inline(__always)
  mutating func accumulate(_ left: TileRows, _ panel: UnsafePointer<Float>, depth: Int) {
    // Locals, so that the sums stay in registers.
    var (r0, r1, r2, r3, r4, r5) = (row0, row1, row2, row3, row4, row5)
    var panel = panel
    for k in 0..<depth {
      let right = load(panel)
      r0 = r0.addingProduct(Vector(repeating: left.row0[k]), right)
      r1 = r1.addingProduct(Vector(repeating: left.row1[k]), right)
      r2 = r2.addingProduct(Vector(repeating: left.row2[k]), right)
      r3 = r3.addingProduct(Vector(repeating: left.row3[k]), right)
      r4 = r4.addingProduct(Vector(repeating: left.row4[k]), right)
      r5 = r5.addingProduct(Vector(repeating: left.row5[k]), right)
      panel += lanes
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
      let right = load(panel)
      r0 = r0.addingProduct(Vector(repeating: left.row0[k]), right)
      r1 = r1.addingProduct(Vector(repeating: left.row1[k]), right)
      r2 = r2.addingProduct(Vector(repeating: left.row2[k]), right)
      r3 = r3.addingProduct(Vector(repeating: left.row3[k]), right)
      r4 = r4.addingProduct(Vector(repeating: left.row4[k]), right)
      r5 = r5.addingProduct(Vector(repeating: left.row5[k]), right)
      k += stride
      panel += lanes
    }
    (row0, row1, row2, row3, row4, row5) = (r0, r1, r2, r3, r4, r5)
  }

  /// Row `index`; callers loop over constants, so that no lane leaves its register.
  @inline(__always)
  subscript(index: Int) -> Vector {
    switch index {
    case 0: row0
    case 1: row1
    case 2: row2
    case 3: row3
    case 4: row4
    default: row5
    }
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

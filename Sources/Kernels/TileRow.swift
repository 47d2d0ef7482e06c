#if AVX512
  /// One row of a tile: two vectors, for AVX-512 has twice the registers of AVX2, each twice as wide.
  struct TileRow {
    /// The number of columns.
    static let width = 2 * lanes

    var left = Vector(), right = Vector()

    /// The columns at `pointer`.
    @inline(__always)
    init(_ pointer: UnsafePointer<Float>) {
      left = load(pointer)
      right = load(pointer + lanes)
    }

    /// The first `count` columns at `pointer`, zeros in the others; reads nothing beyond them.
    @inline(__always)
    init(_ pointer: UnsafePointer<Float>, first count: Int) {
      left = load(pointer, first: min(lanes, count))
      if count > lanes { right = load(pointer + lanes, first: count - lanes) }
    }

    /// Zeros.
    @inline(__always)
    init() {}

    /// Adds `factor · row`, one fma each.
    @inline(__always)
    func adding(_ factor: Float, times row: TileRow) -> TileRow {
      let factor = Vector(repeating: factor)
      return map(row) { $0.addingProduct(factor, $1) }
    }

    /// The row after `f`, column by column.
    @inline(__always)
    func map(_ f: (Vector) -> Vector) -> TileRow {
      var row = self
      row.left = f(left)
      row.right = f(right)
      return row
    }

    /// The row after `f` of its columns and another's.
    @inline(__always)
    func map(_ other: TileRow, _ f: (Vector, Vector) -> Vector) -> TileRow {
      var row = self
      row.left = f(left, other.left)
      row.right = f(right, other.right)
      return row
    }

    /// Stores the first `count` columns and touches nothing beyond them.
    @inline(__always)
    func store(_ pointer: UnsafeMutablePointer<Float>, first count: Int) {
      Kernels.store(left, pointer, first: min(lanes, count))
      if count > lanes { Kernels.store(right, pointer + lanes, first: count - lanes) }
    }
  }
#else
  /// One row of a tile: one vector, for which AVX2 takes two registers and NEON four.
  typealias TileRow = Vector

  extension TileRow {
    /// The number of columns.
    static let width = lanes

    /// The columns at `pointer`.
    @inline(__always)
    init(_ pointer: UnsafePointer<Float>) { self = load(pointer) }

    /// The first `count` columns at `pointer`, zeros in the others; reads nothing beyond them.
    @inline(__always)
    init(_ pointer: UnsafePointer<Float>, first count: Int) { self = load(pointer, first: count) }

    /// Adds `factor · row`, one fma each.
    @inline(__always)
    func adding(_ factor: Float, times row: TileRow) -> TileRow {
      addingProduct(Vector(repeating: factor), row)
    }

    /// The row after `f`, column by column.
    @inline(__always)
    func map(_ f: (Vector) -> Vector) -> TileRow { f(self) }

    /// The row after `f` of its columns and another's.
    @inline(__always)
    func map(_ other: TileRow, _ f: (Vector, Vector) -> Vector) -> TileRow { f(self, other) }

    /// Stores the first `count` columns and touches nothing beyond them.
    @inline(__always)
    func store(_ pointer: UnsafeMutablePointer<Float>, first count: Int) {
      Kernels.store(self, pointer, first: count)
    }
  }
#endif

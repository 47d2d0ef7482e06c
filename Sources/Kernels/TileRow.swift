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
    @_transparent
    func adding(_ factor: Float, times row: TileRow) -> TileRow {
      let factor = Vector(repeating: factor)
      var sum = self
      sum.left = left.addingProduct(factor, row.left)
      sum.right = right.addingProduct(factor, row.right)
      return sum
    }

    /// The sums, column by column.
    @_transparent
    static func + (a: TileRow, b: TileRow) -> TileRow {
      var sum = a
      sum.left = a.left + b.left
      sum.right = a.right + b.right
      return sum
    }

    /// max(x, 0)
    @_transparent
    var rectified: TileRow {
      var row = self
      row.left = left.rectified
      row.right = right.rectified
      return row
    }

    /// x for positive x, otherwise slope · x.
    @_transparent
    func rectified(slope: Float) -> TileRow {
      var row = self
      row.left = left.rectified(slope: slope)
      row.right = right.rectified(slope: slope)
      return row
    }

    /// The same number in every column.
    @inline(__always)
    init(repeating value: Float) {
      left = Vector(repeating: value)
      right = left
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
    @_transparent
    func adding(_ factor: Float, times row: TileRow) -> TileRow {
      addingProduct(Vector(repeating: factor), row)
    }

    /// Stores the first `count` columns and touches nothing beyond them.
    @inline(__always)
    func store(_ pointer: UnsafeMutablePointer<Float>, first count: Int) {
      Kernels.store(self, pointer, first: count)
    }
  }
#endif

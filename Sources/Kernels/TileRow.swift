#if AVX512
  /// One row of a wide tile: two vectors, for AVX-512 has twice the registers of AVX2, each twice as wide.
  struct TileRow: TileColumns {
    static var width: Int { 2 * lanes }

    var left = Vector(), right = Vector()

    @inline(__always)
    init(_ pointer: UnsafePointer<Float>) {
      left = load(pointer)
      right = load(pointer + lanes)
    }

    @inline(__always)
    init(_ pointer: UnsafePointer<Float>, first count: Int) {
      left = load(pointer, first: min(lanes, count))
      if count > lanes { right = load(pointer + lanes, first: count - lanes) }
    }

    @inline(__always)
    init() {}

    @_transparent
    func adding(_ factor: Float, times row: TileRow) -> TileRow {
      let factor = Vector(repeating: factor)
      var sum = self
      sum.left = left.addingProduct(factor, row.left)
      sum.right = right.addingProduct(factor, row.right)
      return sum
    }

    @_transparent
    func adding(_ row: TileRow) -> TileRow {
      var sum = self
      sum.left = left + row.left
      sum.right = right + row.right
      return sum
    }

    @_transparent
    var rectified: TileRow {
      var row = self
      row.left = left.rectified
      row.right = right.rectified
      return row
    }

    @_transparent
    func rectified(slope: Float) -> TileRow {
      var row = self
      row.left = left.rectified(slope: slope)
      row.right = right.rectified(slope: slope)
      return row
    }

    @inline(__always)
    init(repeating value: Float) {
      left = Vector(repeating: value)
      right = left
    }

    @inline(__always)
    func store(_ pointer: UnsafeMutablePointer<Float>, first count: Int) {
      Kernels.store(left, pointer, first: min(lanes, count))
      if count > lanes { Kernels.store(right, pointer + lanes, first: count - lanes) }
    }
  }
#else
  /// One row of a wide tile: one vector, for which AVX2 takes two registers and NEON four.
  typealias TileRow = Vector
#endif

/// The columns of one row of a tile: some neighbouring elements, each a chain of its own.
///
/// What takes or gives them is `@_transparent` (<doc:Limits>).
protocol TileColumns {
  /// The number of columns.
  static var width: Int { get }

  /// Zeros.
  init()

  /// The same number in every column.
  init(repeating value: Float)

  /// The columns at `pointer`.
  init(_ pointer: UnsafePointer<Float>)

  /// The first `count` columns at `pointer`, zeros in the others; reads nothing beyond them.
  init(_ pointer: UnsafePointer<Float>, first count: Int)

  /// Stores the first `count` columns and touches nothing beyond them.
  func store(_ pointer: UnsafeMutablePointer<Float>, first count: Int)

  /// Adds `factor · row`, one fma each.
  func adding(_ factor: Float, times row: Self) -> Self

  /// The sums with another row, column by column.
  func adding(_ row: Self) -> Self

  /// max(x, 0)
  var rectified: Self { get }

  /// x for positive x, otherwise slope · x.
  func rectified(slope: Float) -> Self
}

extension Sixteen<Float>: TileColumns {
  static var width: Int { lanes }

  @inline(__always)
  init(_ pointer: UnsafePointer<Float>) { self = load(pointer) }

  @inline(__always)
  init(_ pointer: UnsafePointer<Float>, first count: Int) { self = load(pointer, first: count) }

  @inline(__always)
  func store(_ pointer: UnsafeMutablePointer<Float>, first count: Int) {
    Kernels.store(self, pointer, first: count)
  }

  @_transparent
  func adding(_ row: Self) -> Self { self + row }

  @_transparent
  func adding(_ factor: Float, times row: Self) -> Self {
    addingProduct(Self(repeating: factor), row)
  }
}

#if !SCALAR
  /// A register of AVX2.
  typealias Eight = SIMD8<Float>

  extension Eight: TileColumns {
    static var width: Int { 8 }

    @inline(__always)
    init(_ pointer: UnsafePointer<Float>) {
      self = UnsafeRawPointer(pointer).loadUnaligned(as: Eight.self)
    }

    @inline(__always)
    init(_ pointer: UnsafePointer<Float>, first count: Int) {
      self.init()
      if count == Eight.width {
        self.init(pointer)
      } else {
        for lane in 0..<count { self[lane] = pointer[lane] }
      }
    }

    @inline(__always)
    func store(_ pointer: UnsafeMutablePointer<Float>, first count: Int) {
      if count == Eight.width {
        UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Eight.self)
      } else {
        for lane in 0..<count { pointer[lane] = self[lane] }
      }
    }

    @_transparent
    func adding(_ row: Eight) -> Eight { self + row }

    @_transparent
    func adding(_ factor: Float, times row: Eight) -> Eight {
      addingProduct(Eight(repeating: factor), row)
    }

    @_transparent
    var rectified: Eight { replacing(with: 0, where: self .<= 0) }

    @_transparent
    func rectified(slope: Float) -> Eight { replacing(with: slope * self, where: self .<= 0) }
  }
#endif

/// The vector over which all elementwise code is written: 16 single-precision lanes.
///
/// It is a unit of *writing*, not of hardware: the compiler makes two AVX2 registers or four NEON
/// registers of it. Lanes never exchange values in elementwise code, so the width is invisible in
/// the results.
///
/// What takes or gives a vector and is used in a loop is `@_transparent`, for a function gets it in four quarters
/// (<doc:Limits>).
public typealias Vector = Sixteen<Float>

extension Vector {
  /// `self * factor + addend` in every lane, rounded once.
  @inlinable @_transparent
  func times(_ factor: Vector, plus addend: Vector) -> Vector {
    addend.addingProduct(self, factor)
  }

  /// `self * factor + addend` in every lane, rounded once.
  @inlinable @_transparent
  func times(_ factor: Vector, plus addend: Float) -> Vector {
    Vector(repeating: addend).addingProduct(self, factor)
  }

  /// The bit patterns of the lanes.
  @inlinable @_transparent
  var bits: Sixteen<Int32> { unsafeBitCast(self, to: Sixteen<Int32>.self) }

  /// The vector with these bit patterns.
  @inlinable @_transparent
  init(bits: Sixteen<Int32>) { self = unsafeBitCast(bits, to: Vector.self) }

  /// Every lane without its sign.
  @inlinable @_transparent
  var withoutSign: Vector { Vector(bits: bits & Sixteen<Int32>(repeating: 0x7fff_ffff)) }

  /// The sign bit of every lane, all other bits zero.
  @inlinable @_transparent
  var signBit: Sixteen<Int32> { bits & Sixteen<Int32>(repeating: Int32.min) }

  /// 2ⁿ for −126 ≤ n ≤ 127.
  @inlinable @_transparent
  init(powerOfTwo n: Sixteen<Int32>) { self.init(bits: (n &+ 127) &<< 23) }
}

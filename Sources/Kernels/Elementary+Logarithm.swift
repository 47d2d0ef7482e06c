extension Elementary {
  /// The natural logarithm. Error: at most 0.9 ulp.
  ///
  /// log(±0) is −∞, log(+∞) is +∞, log 1 is +0, and a negative number gives NaN.
  @inlinable @_transparent
  public static func log(_ x: Vector) -> Vector {
    let tiny = x .< 0x1p-126
    let normal = x.replacing(with: x * 0x1p25, where: tiny)
    let (k, m) = splitMantissa(normal)
    let shift = Vector().replacing(with: 25, where: tiny)
    let result = logarithm(exactFloat(k) - shift, m - 1)
    return fixLogarithm(result, of: x)
  }

  /// log(1 + x), accurate near 0. Error: at most 1.7 ulp.
  ///
  /// log1p(±0) is ±0, log1p(−1) is −∞, log1p(+∞) is +∞, and x below −1 gives NaN.
  @inlinable @_transparent
  public static func log1p(_ x: Vector) -> Vector {
    let sum = 1 + x
    // The rounding error of the sum, exactly (Knuth).
    let back = sum - 1
    let lost = (1 - (sum - back)) + (x - back)
    let (k, m) = splitMantissa(sum)
    // Where 2⁻ᵏ would leave the range of exponents, the lost part no longer matters.
    let scale = Vector(
      powerOfTwo: 0 &- k.replacing(with: 64, where: k .> Sixteen<Int32>(repeating: 64)))
    let result = logarithm(exactFloat(k), lost.times(scale, plus: m - 1))
    return fixLogarithm(result, of: sum).replacing(with: x, where: x .== 0)
  }

  /// x = m · 2ᵏ with 2/3 ≤ m < 4/3 for a positive normal x.
  @inlinable @_transparent
  static func splitMantissa(_ x: Vector) -> (k: Sixteen<Int32>, m: Vector) {
    let base = Sixteen<Int32>(repeating: 0x3f2a_aaab)  // 2/3
    let offset = x.bits &- base
    let k = offset &>> 23
    return (k, Vector(bits: x.bits &- (k &<< 23)))
  }

  /// Whole numbers between −2²² and 2²² as floats.
  @inlinable @_transparent
  static func exactFloat(_ k: Sixteen<Int32>) -> Vector {
    let shift = Vector(repeating: 0x1.8p23)
    return Vector(bits: k &+ shift.bits) - shift
  }

  /// n ln 2 + log(1 + f) for whole n, |n| < 2⁸, and −1/3 ≤ f ≤ 1/3.
  @inlinable @_transparent
  static func logarithm(_ n: Vector, _ f: Vector) -> Vector {
    var p = f.times(Vector(repeating: 0x1.f6879ap-4), plus: -0x1.070762p-3)
    p = p.times(f, plus: 0x1.b5bc80p-4)
    p = p.times(f, plus: -0x1.f38ed4p-4)
    p = p.times(f, plus: 0x1.2512fep-3)
    p = p.times(f, plus: -0x1.5598d6p-3)
    p = p.times(f, plus: 0x1.999684p-3)
    p = p.times(f, plus: -0x1.ffff10p-3)
    p = p.times(f, plus: 0x1.555558p-2)
    let square = f * f
    let curve = square * p.times(f, plus: -0.5)
    // The first part of ln 2 has 15 bits: its product with n is exact. The sum with f is
    // kept with its rounding error, so cancellation at n = −1 costs nothing.
    let whole = n * 0x1.62e4p-1
    let high = whole + f
    let low = (whole - high) + f
    return high + (low + n.times(Vector(repeating: 0x1.7f7d1cp-20), plus: curve))
  }

  /// The logarithm at 0, at infinity, and left of 0.
  @inlinable @_transparent
  static func fixLogarithm(_ y: Vector, of x: Vector) -> Vector {
    y.replacing(with: x, where: .!(x.withoutSign .< .infinity))
      .replacing(with: -.infinity, where: x .== 0)
      .replacing(with: .nan, where: x .< 0)
  }
}

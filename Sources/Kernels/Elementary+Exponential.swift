extension Elementary {
  /// eˣ. Error: at most 0.8 ulp, subnormal results included.
  ///
  /// Overflows to +∞ above 88.72284 and underflows to 0 below −103.97208; e^±0 is exactly 1.
  @inlinable @_transparent
  public static func exp(_ x: Vector) -> Vector {
    // Beyond these limits the result no longer changes. A NaN fails both comparisons and stays.
    let bounded = x.replacing(with: 89, where: x .> 89).replacing(with: -105, where: x .< -105)
    let (n, r) = splitExponent(bounded)
    // 1 + r keeps its rounding error, so only the last addition rounds visibly.
    let sum = 1 + r
    let lost = (1 - sum) + r
    let power = sum + (r * r).times(exponentialTail(r), plus: lost)
    // Two factors, for 2ⁿ alone may be out of range. The first product is exact.
    let half = n &>> 1
    return power * Vector(powerOfTwo: half) * Vector(powerOfTwo: n &- half)
  }

  /// x = n ln 2 + r with |r| ≤ 0.3466, for |x| ≤ 105.
  @inlinable @_transparent
  static func splitExponent(_ x: Vector) -> (n: Sixteen<Int32>, r: Vector) {
    // Adding 1.5 · 2²³ rounds to an integer and leaves it in the low bits: no conversion.
    let shift = Vector(repeating: 0x1.8p23)
    let shifted = x.times(Vector(repeating: 0x1.715476p0), plus: shift)
    let n = shifted - shift
    // ln 2 in two parts. The first fma is exact: its result is a multiple of 2⁻²⁵ below 0.35.
    let coarse = n.times(Vector(repeating: -0x1.62e43p-1), plus: x)
    let r = n.times(Vector(repeating: 0x1.05c610p-29), plus: coarse)
    return (shifted.bits &- shift.bits, r)
  }

  /// (eʳ − 1 − r) / r² for |r| ≤ 0.3466, such that eʳ has a relative error below 2⁻²⁸.
  @inlinable @_transparent
  static func exponentialTail(_ r: Vector) -> Vector {
    var q = r.times(Vector(repeating: 0x1.6b6980p-10), plus: 0x1.122f1ep-7)
    q = q.times(r, plus: 0x1.55568cp-5)
    q = q.times(r, plus: 0x1.5554a4p-3)
    return q.times(r, plus: 0.5)
  }
}

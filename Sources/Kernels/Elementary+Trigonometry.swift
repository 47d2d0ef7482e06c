extension Elementary {
  /// The sine of x radians. Error: at most 1.5 ulp. sin(±0) is ±0, sin(±∞) is NaN.
  @inlinable @inline(__always)
  public static func sin(_ x: Vector) -> Vector { sincos(x).sin }

  /// The cosine of x radians. Error: at most 1.5 ulp. cos(±∞) is NaN.
  @inlinable @inline(__always)
  public static func cos(_ x: Vector) -> Vector { sincos(x).cos }

  /// Sine and cosine of x radians. Error: at most 1.5 ulp for every argument.
  ///
  /// A vector with an argument beyond ±2¹⁶ takes a slow path in 128-bit integers.
  @inlinable @inline(__always)
  public static func sincos(_ x: Vector) -> (sin: Vector, cos: Vector) {
    let shift = Vector(repeating: 0x1.8p23)
    let shifted = x.times(Vector(repeating: 0x1.45f306p-1), plus: shift)
    let n = shifted - shift
    // x − n π/2 with π/2 in three parts; the first step is exact while |n| < 2²².
    var r = n.times(Vector(repeating: -0x1.921fb6p0), plus: x)
    r = n.times(Vector(repeating: 0x1.777a5cp-25), plus: r)
    r = n.times(Vector(repeating: 0x1.ee59dap-50), plus: r)
    var quadrant = shifted.bits
    let large = .!(x.withoutSign .<= 0x1p16)
    if any(large) { reduceLarge(x, where: large, quadrant: &quadrant, remainder: &r) }
    let (s, c) = rotated(quadrant, r)
    return (s.replacing(with: x, where: x .== 0), c)
  }

  /// Sine and cosine of x full turns, that is of 2πx. Error: at most 1.5 ulp.
  ///
  /// Multiples of a quarter give exactly 0 and ±1; ±∞ gives NaN.
  @inlinable @inline(__always)
  public static func sincos(turns x: Vector) -> (sin: Vector, cos: Vector) {
    // From 2²³ on every number is whole; x − x is 0 there and NaN at infinity. Below, the sum with
    // `shift` rounds to a whole number as long as it is at least 2²³: so without the sign.
    let shift = Vector(repeating: 0x1.8p23)
    let size = x.withoutSign
    let whole = (size + shift) - shift
    let part = (size - whole).replacing(with: size - size, where: .!(size .< 0x1p23))
    let shifted = part.times(Vector(repeating: 4), plus: shift)
    let rest = (shifted - shift).times(Vector(repeating: -0.25), plus: part)
    let high = rest * 0x1.921fb6p2
    let low = rest.times(Vector(repeating: 0x1.921fb6p2), plus: -high)
    let r = high + rest.times(Vector(repeating: -0x1.777a5cp-23), plus: low)
    let (s, c) = rotated(shifted.bits, r)
    return (Vector(bits: s.bits ^ x.signBit), c)
  }

  /// Sine and cosine of r + q π/2 for |r| ≤ 0.79, where q is the low two bits of `quadrant`.
  @inlinable @inline(__always)
  static func rotated(
    _ quadrant: Sixteen<Int32>, _ r: Vector
  ) -> (sin: Vector, cos: Vector) {
    let z = r * r
    var p = z.times(Vector(repeating: 0x1.7c1302p-19), plus: -0x1.a05922p-13)
    p = p.times(z, plus: 0x1.111174p-7)
    p = p.times(z, plus: -0x1.555556p-3)
    let s = (r * z).times(p, plus: r)
    var q = z.times(Vector(repeating: 0x1.99e5e6p-16), plus: -0x1.6c0c24p-10)
    q = q.times(z, plus: 0x1.55554ap-5)
    q = q.times(z, plus: -0.5)
    let c = q.times(z, plus: 1)
    let odd = (quadrant & Sixteen<Int32>(repeating: 1)) .== Sixteen<Int32>(repeating: 1)
    let sinSign = (quadrant &<< 30) & Int32.min
    let cosSign = ((quadrant &+ 1) &<< 30) & Int32.min
    return (
      Vector(bits: s.replacing(with: c, where: odd).bits ^ sinSign),
      Vector(bits: c.replacing(with: s, where: odd).bits ^ cosSign)
    )
  }

  /// The quadrant and remainder of the marked lanes, by a product with 2/π in integers
  /// (Payne and Hanek).
  @usableFromInline @inline(never)
  static func reduceLarge(
    _ x: Vector, where large: SIMDMask<Sixteen<Int32>>,
    quadrant: inout Sixteen<Int32>, remainder: inout Vector
  ) {
    for lane in 0..<16 where large[lane] {
      (quadrant[lane], remainder[lane]) = reduceLarge(x[lane])
    }
  }

  /// The quadrant and remainder of one argument with |x| ≥ 2¹⁶; NaN for what is not finite.
  static func reduceLarge(_ x: Float) -> (quadrant: Int32, remainder: Float) {
    let pattern = x.bitPattern & 0x7fff_ffff
    guard pattern < 0x7f80_0000 else { return (0, .nan) }
    let mantissa = UInt64(pattern & 0x7f_ffff | 0x80_0000)
    // |x| = mantissa · 2^power. The first power − 2 bits of 2/π make multiples of 4 quadrants: the
    // product needs the next 96 bits only.
    let skipped = Int(pattern >> 23) - 150 - 2
    let high = window(of2OverPi: skipped)
    let low = window(of2OverPi: skipped + 64) >> 32
    // In units of 2⁻⁶² quadrants, modulo 4.
    let turns = mantissa &* high &+ (mantissa &* low) >> 32
    let quadrant = (turns &+ (1 << 61)) >> 62
    let rest = Int64(bitPattern: turns &- quadrant << 62)
    // In double precision: one rounding remains visible.
    let r = Float(Double(rest) * 0x1.921fb54442d18p-62)
    return x < 0
      ? (Int32(truncatingIfNeeded: 0 &- quadrant), -r)
      : (Int32(truncatingIfNeeded: quadrant), r)
  }

  /// 64 bits of 2/π, starting `skipped` bits after the binary point (before it if negative).
  static func window(of2OverPi skipped: Int) -> UInt64 {
    func word(_ i: Int) -> UInt64 {
      switch i {
      case 0: 0xa2f9_836e_4e44_1529
      case 1: 0xfc27_57d1_f534_ddc0
      case 2: 0xdb62_9599_3c43_9041
      case 3: 0xfe51_63ab_debb_c561
      default: 0
      }
    }
    let index = skipped >> 6
    let shift = UInt64(truncatingIfNeeded: skipped & 63)
    let first = word(index) << shift
    return shift == 0 ? first : first | word(index + 1) >> (64 - shift)
  }
}

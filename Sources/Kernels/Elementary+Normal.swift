extension Elementary {
  /// The standard normal quantile: the z below which a normal variable falls with probability u.
  /// Error: at most 3.8 ulp on the multiples of 2⁻²⁴ in (0, 1), where it is exactly odd about ½.
  ///
  /// A quantile at 0 is −∞ and at 1 is +∞; outside [0, 1] it is NaN. Between 0 and 2⁻²⁴ the error
  /// grows. The form x · P(−log(1 − x²)) with x = 2u − 1 is Giles's ("Approximating the erfinv
  /// function", GPU Computing Gems 2, 2011); the rational P is a fit of our own.
  @inlinable @inline(__always)
  public static func inverseNormal(_ u: Vector) -> Vector {
    let inside = (u .> 0) .& (u .< 1)
    let z = centralInverseNormal(u.replacing(with: 0.5, where: .!inside))
    return z.replacing(with: .nan, where: .!inside)
      .replacing(with: -.infinity, where: u .== 0)
      .replacing(with: .infinity, where: u .== 1)
  }

  /// The quantile for 0 < u < 1, without checks.
  @inlinable @inline(__always)
  static func centralInverseNormal(_ u: Vector) -> Vector {
    let (k, m) = splitMantissa(4 * (u * (1 - u)))
    let w = -logarithm(exactFloat(k), m - 1)
    var p = w.times(Vector(repeating: 3.5156645667e-05), plus: 0.000908022948)
    p = p.times(w, plus: 0.01093585041)
    p = p.times(w, plus: 0.08391177915)
    p = p.times(w, plus: 0.43208403380)
    p = p.times(w, plus: 1.25331414819)
    var q = w.times(Vector(repeating: 1.3319846073e-06), plus: 0.00018168013533)
    q = q.times(w, plus: 0.0018510148907)
    q = q.times(w, plus: 0.0322014100885)
    q = q.times(w, plus: 0.08295404300109)
    q = q.times(w, plus: 1)
    return (u - 0.5) * 2 * (p / q)
  }
}

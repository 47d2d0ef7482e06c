/// Elementary functions in single precision with the same bits on every machine.
///
/// They use only + − × ÷ √, fma, comparisons and integer operations, all of which IEEE 754 or the
/// language define exactly, in a fixed order: no libm, no tables, no estimates. Every function
/// comes over `Vector` and over `Float`; the scalar one is lane 0 of the other, so both have the
/// same bits. Polynomial coefficients are minimax fits of our own, rounded to single precision one
/// at a time with the rest fitted again.
///
/// Errors are in units in the last place of the exact result (ulp): the greatest found over all
/// arguments of both signs from 2⁻³⁰ to 2²⁰ and every 97th bit pattern elsewhere, rounded up. NaN in gives NaN out (which NaN is not promised); −0, the
/// infinities and subnormal numbers are treated as IEEE 754 recommends.
public enum Elementary {
  /// √x, correctly rounded; √(−0) is −0, and the root of a negative number is NaN.
  @inlinable @inline(__always)
  public static func sqrt(_ x: Vector) -> Vector { x.squareRoot() }
}

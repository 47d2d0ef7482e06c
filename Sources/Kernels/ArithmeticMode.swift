/// How the calling thread rounds.
///
/// Every promise about bits rests on IEEE 754's default: round to nearest, ties to even, and subnormal
/// numbers kept. A library that was built with `-ffast-math` can change this for a whole process while it
/// is being loaded.
public enum ArithmeticMode {
  /// What is wrong with the calling thread's arithmetic; nil where nothing is.
  ///
  /// - Parameter one: 1, as a value that no compiler can compute with beforehand.
  @inline(never)
  public static func fault(one: Float) -> String? {
    let least = one * Float.leastNormalMagnitude
    // By its bits, for a comparison could take it for zero, too.
    if (least * 0.5).bitPattern == 0 { return "subnormal results are flushed to zero" }
    // 2⁻¹⁴⁹ as an operand.
    let subnormal = Float(bitPattern: one.bitPattern >> 23 & 1)
    if subnormal * 0x1p24 == 0 { return "subnormal operands are taken for zero" }
    // Half a unit in the last place above an even and above an odd number: down, then up.
    let half = one * 0x1p-24
    if one + half != one || (one + 2 * half) + half != one + 4 * half {
      return "results are not rounded to the nearest number"
    }
    return nil
  }
}

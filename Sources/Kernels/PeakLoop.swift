/// The most that the vector units can do: chains of fma that wait for nothing but themselves, in registers.
///
/// Rates of kernels are given as shares of its rate.
public enum PeakLoop {
  // Six chains of two registers each keep two units busy whose results take four cycles: more would not fit
  // into the sixteen registers of AVX2, fewer would wait.
  #if AVX512
    private typealias Chain = SIMD32<Float>
  #else
    private typealias Chain = SIMD16<Float>
  #endif

  /// The floating-point operations of a step, an fma counting as two.
  public static var operationsPerStep: Int { 2 * 6 * Chain.scalarCount }

  /// Replaces x by x · factor + addend in every lane of every chain, `steps` times.
  ///
  /// Factor and addend are arguments so that no compiler knows the result.
  ///
  /// - Returns: the sum of all lanes.
  @inline(never)
  public static func run(steps: Int, factor: Float, addend: Float) -> Float {
    let factor = Chain(repeating: factor), addend = Chain(repeating: addend)
    // With different beginnings, for equal chains would be computed once.
    var (x0, x1, x2) = (addend, addend + 1, addend + 2)
    var (x3, x4, x5) = (addend + 3, addend + 4, addend + 5)
    for _ in 0..<steps {
      x0 = addend.addingProduct(x0, factor)
      x1 = addend.addingProduct(x1, factor)
      x2 = addend.addingProduct(x2, factor)
      x3 = addend.addingProduct(x3, factor)
      x4 = addend.addingProduct(x4, factor)
      x5 = addend.addingProduct(x5, factor)
    }
    // Every lane of a chain is needed, or the compiler would compute fewer.
    let all = ((x0 + x1) + (x2 + x3)) + (x4 + x5)
    var sum: Float = 0
    for lane in 0..<Chain.scalarCount { sum += all[lane] }
    return sum
  }
}

/// The most that the vector units can do: chains of fma that wait for nothing but themselves, in registers.
///
/// Rates of kernels are given as shares of its rate.
public enum PeakLoop {
  // Two units whose results take four cycles are busy with eight registers. Six vectors are twelve registers
  // of AVX2, more would not fit into its sixteen; of AVX-512 they are six registers, too few.
  #if AVX512
    private static var bundles: Int { 2 }
  #else
    private static var bundles: Int { 1 }
  #endif

  /// The floating-point operations of a step, an fma counting as two.
  public static var operationsPerStep: Int { 2 * lanesPerStep }
  /// The lanes of all chains.
  public static var lanesPerStep: Int { bundles * 6 * lanes }

  /// Replaces x by x · factor + addend in every lane of every chain, `steps` times.
  ///
  /// Factor and addend are arguments so that no compiler knows the result.
  ///
  /// - Returns: the sum of all lanes.
  @inline(never)
  public static func run(steps: Int, factor: Float, addend: Float) -> Float {
    let factor = Vector(repeating: factor), addend = Vector(repeating: addend)
    // With different beginnings, for equal chains would be computed once.
    var first = Bundle(from: addend)
    if bundles == 1 {
      for _ in 0..<steps { first.step(factor, addend) }
      return first.sum
    }
    var second = Bundle(from: addend + 6)
    for _ in 0..<steps {
      first.step(factor, addend)
      second.step(factor, addend)
    }
    return first.sum + second.sum
  }

  private struct Bundle {
    var x0, x1, x2, x3, x4, x5: Vector

    init(from start: Vector) {
      (x0, x1, x2) = (start, start + 1, start + 2)
      (x3, x4, x5) = (start + 3, start + 4, start + 5)
    }

    @inline(__always)
    mutating func step(_ factor: Vector, _ addend: Vector) {
      x0 = addend.addingProduct(x0, factor)
      x1 = addend.addingProduct(x1, factor)
      x2 = addend.addingProduct(x2, factor)
      x3 = addend.addingProduct(x3, factor)
      x4 = addend.addingProduct(x4, factor)
      x5 = addend.addingProduct(x5, factor)
    }

    /// The sum of all lanes; were one not needed, the compiler might leave it out.
    var sum: Float {
      let all = ((x0 + x1) + (x2 + x3)) + (x4 + x5)
      var sum: Float = 0
      for lane in 0..<lanes { sum += all[lane] }
      return sum
    }
  }
}

/// `target[row · targetStride + column] = source[column · sourceStride + row]` for a matrix of so many rows and columns: a copy.
func copyTransposed(
  _ source: UnsafePointer<Float>, stride sourceStride: Int,
  into target: UnsafeMutablePointer<Float>, stride targetStride: Int, rows: Int, columns: Int
) {
  var done = 0
  #if !SCALAR
    let size = Transposition.size
    if rows == size {
      while done + size <= columns {
        Transposition.copy(
          source + done * sourceStride, stride: sourceStride, into: target + done,
          stride: targetStride)
        done += size
      }
    }
  #endif
  for column in done..<columns {
    for row in 0..<rows {
      target[row * targetStride + column] = source[column * sourceStride + row]
    }
  }
}

#if !SCALAR
  /// A square of numbers, turned in registers.
  enum Transposition {
    /// The rows and columns of a square.
    static let size = Eight.width

    /// `target[row · targetStride + column] = source[column · sourceStride + row]` for eight rows and columns.
    @inline(__always)
    static func copy(
      _ source: UnsafePointer<Float>, stride sourceStride: Int,
      into target: UnsafeMutablePointer<Float>, stride targetStride: Int
    ) {
      var a = (
        Eight(source), Eight(source + sourceStride), Eight(source + 2 * sourceStride),
        Eight(source + 3 * sourceStride), Eight(source + 4 * sourceStride),
        Eight(source + 5 * sourceStride), Eight(source + 6 * sourceStride),
        Eight(source + 7 * sourceStride)
      )
      // Number i of all 64 stands where the bits of i, (row, column), say. Each turn moves them around by one.
      for _ in 0..<3 {
        a = (
          lowerHalves(a.0, a.4), upperHalves(a.0, a.4), lowerHalves(a.1, a.5),
          upperHalves(a.1, a.5), lowerHalves(a.2, a.6), upperHalves(a.2, a.6),
          lowerHalves(a.3, a.7), upperHalves(a.3, a.7)
        )
      }
      a.0.store(target, first: size)
      a.1.store(target + targetStride, first: size)
      a.2.store(target + 2 * targetStride, first: size)
      a.3.store(target + 3 * targetStride, first: size)
      a.4.store(target + 4 * targetStride, first: size)
      a.5.store(target + 5 * targetStride, first: size)
      a.6.store(target + 6 * targetStride, first: size)
      a.7.store(target + 7 * targetStride, first: size)
    }

    /// a₀ b₀ a₁ b₁ a₂ b₂ a₃ b₃
    @_transparent
    private static func lowerHalves(_ a: Eight, _ b: Eight) -> Eight {
      var mixed = Eight()
      mixed.evenHalf = a.lowHalf
      mixed.oddHalf = b.lowHalf
      return mixed
    }

    /// a₄ b₄ a₅ b₅ a₆ b₆ a₇ b₇
    @_transparent
    private static func upperHalves(_ a: Eight, _ b: Eight) -> Eight {
      var mixed = Eight()
      mixed.evenHalf = a.highHalf
      mixed.oddHalf = b.highHalf
      return mixed
    }
  }
#endif

// Part of the module `Kernels` where it is built for WebAssembly, which has no fma: its `addingProduct` is a call of the
// C library's `fmaf` for every lane, and there is no C library.
import CFusedProduct

extension SIMD16<Float> {
  /// `self + a · b` in every lane, rounded once: in place of the standard library's.
  @_transparent
  public func addingProduct(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    var doubt = SIMD4<Int32>()
    let sum = SIMD16(
      lowHalf: SIMD8(
        lowHalf: fused_products(
          a.lowHalf.lowHalf, b.lowHalf.lowHalf, lowHalf.lowHalf, &doubt),
        highHalf: fused_products(
          a.lowHalf.highHalf, b.lowHalf.highHalf, lowHalf.highHalf, &doubt)),
      highHalf: SIMD8(
        lowHalf: fused_products(
          a.highHalf.lowHalf, b.highHalf.lowHalf, highHalf.lowHalf, &doubt),
        highHalf: fused_products(
          a.highHalf.highHalf, b.highHalf.highHalf, highHalf.highHalf, &doubt)))
    let doubts = unsafeBitCast(doubt, to: SIMD2<UInt64>.self)
    return doubts[0] | doubts[1] == 0 ? sum : lanewiseAddingProduct(a, b)
  }

  /// The same in place.
  @_transparent
  public mutating func addProduct(_ a: SIMD16<Float>, _ b: SIMD16<Float>) {
    self = addingProduct(a, b)
  }

  /// The same, lane by lane.
  @inline(never)
  public func lanewiseAddingProduct(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    var sum = self
    for lane in 0..<16 { sum[lane] = fused_product(a[lane], b[lane], self[lane]) }
    return sum
  }
}

extension SIMD8<Float> {
  /// `self + a · b` in every lane, rounded once: in place of the standard library's.
  @_transparent
  public func addingProduct(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    var doubt = SIMD4<Int32>()
    let sum = SIMD8(
      lowHalf: fused_products(a.lowHalf, b.lowHalf, lowHalf, &doubt),
      highHalf: fused_products(a.highHalf, b.highHalf, highHalf, &doubt))
    let doubts = unsafeBitCast(doubt, to: SIMD2<UInt64>.self)
    return doubts[0] | doubts[1] == 0 ? sum : lanewiseAddingProduct(a, b)
  }

  /// The same, lane by lane.
  @inline(never)
  public func lanewiseAddingProduct(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    var sum = self
    for lane in 0..<8 { sum[lane] = fused_product(a[lane], b[lane], self[lane]) }
    return sum
  }
}

/// What the compiler calls for `Float.addingProduct`.
@_cdecl("fmaf")
public func fmaf(_ a: Float, _ b: Float, _ c: Float) -> Float { fused_product(a, b, c) }

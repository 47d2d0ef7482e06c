import Kernels

/// a · b + c, rounded once, of triples that are hard to round right where there is no instruction for it: any bits; sums that lie
/// halfway between two floats, or next to it; subnormal ones; and sums in which nearly everything cancels.
func forEachFusedProduct(_ body: (String, UInt64) -> Void) {
  func digest(_ name: String, _ triple: (inout Bits) -> (a: Float, b: Float, c: Float)) {
    var bits = Bits(), digest = BitDigest()
    for _ in 0..<1 << 14 {
      var (a, b, c) = (Vector(), Vector(), Vector())
      for lane in 0..<16 { (a[lane], b[lane], c[lane]) = triple(&bits) }
      let sum = c.addingProduct(a, b)
      for lane in 0..<16 {
        digest.add(sum[lane])
        digest.add(c[lane].addingProduct(a[lane], b[lane]))
      }
    }
    body("fma \(name)", digest.value)
  }
  digest("any") {
    (Float(bitPattern: $0.next()), Float(bitPattern: $0.next()), Float(bitPattern: $0.next()))
  }
  digest("halfway") {
    // The product has 26 bits at most, the last ones far below those of c or just at their end.
    ($0.short(), $0.sign() * $0.short(), $0.sign() * Float($0.next() >> 8) * 0x1p-23 + 1)
  }
  digest("next to halfway") {
    (
      $0.short() * 0x1p-12 * (1 + 0x1p-23 * Float($0.next() & 3)), $0.short() * 0x1p-12,
      $0.sign() * (1 + Float($0.next() >> 9) * 0x1p-23)
    )
  }
  digest("subnormal") {
    ($0.short() * 0x1p-70, $0.short() * 0x1p-66, $0.sign() * Float($0.next() >> 10) * 0x1p-149)
  }
  digest("cancelling") {
    let (a, b) = ($0.short() * (1 + 0x1p-20), $0.sign() * $0.short() * (1 + 0x1p-19))
    return (a, b, -(a * b))
  }
}

/// A xorshift (Marsaglia, 2003).
private struct Bits {
  private var state: UInt32 = 2_463_534_242

  mutating func next() -> UInt32 {
    state ^= state << 13
    state ^= state >> 17
    state ^= state << 5
    return state
  }

  /// A number in [1, 2) of thirteen bits.
  mutating func short() -> Float { 1 + Float(next() >> 20) * 0x1p-12 }

  /// 1 or −1.
  mutating func sign() -> Float { next() & 1 == 0 ? 1 : -1 }
}

/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw ("Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011): a keyed bijection of 128-bit blocks.
public enum Philox {
  // The paper's number of rounds, multipliers and key increments.
  static let rounds = 10
  static let firstMultiplier: UInt64 = 0xD251_1F53
  static let secondMultiplier: UInt64 = 0xCD9E_8D57
  static let firstIncrement: UInt32 = 0x9E37_79B9
  static let secondIncrement: UInt32 = 0xBB67_AE85

  /// The four random words of one counter under one key (low word, high word).
  public static func block(_ counter: SIMD4<UInt32>, key: UInt64) -> SIMD4<UInt32> {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<rounds {
      let p0 = UInt64(c0) &* firstMultiplier
      let p1 = UInt64(c2) &* secondMultiplier
      c0 = UInt32(truncatingIfNeeded: p1 >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: p1)
      c2 = UInt32(truncatingIfNeeded: p0 >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: p0)
      k0 &+= firstIncrement
      k1 &+= secondIncrement
    }
    return SIMD4(c0, c1, c2, c3)
  }

  /// The words of four consecutive blocks in order: lane 4b + j is word j of the block whose
  /// counter is `first + b` and `high`.
  ///
  /// Two 64-bit lanes hold a block: words 0 and 2 in `even`, words 1 and 3 in `odd`, all in the
  /// lower halves, where hardware multiplies 32 by 32 bits. Upper halves hold rubbish.
  @inline(__always)
  static func blocks(from first: UInt64, high: UInt64, key: UInt64) -> SIMD16<UInt32> {
    typealias Words = SIMD8<UInt64>
    let low = Words(repeating: 0xffff_ffff)
    let multipliers = pairs(firstMultiplier, secondMultiplier)
    let increments = pairs(UInt64(firstIncrement), UInt64(secondIncrement))
    var keys = pairs(key, key &>> 32)
    let (b0, b1, b2, b3) = (first, first &+ 1, first &+ 2, first &+ 3)
    var even = Words(b0, high, b1, high, b2, high, b3, high)
    var odd = even &>> Words(repeating: 32)
    for _ in 0..<rounds {
      let p = (even & low) &* multipliers
      let swapped = Words(p[1], p[0], p[3], p[2], p[5], p[4], p[7], p[6])
      even = (swapped &>> Words(repeating: 32)) ^ (odd ^ keys)
      odd = swapped
      keys = keys &+ increments
    }
    let words = (even & low) | (odd &<< Words(repeating: 32))
    return unsafeBitCast(words, to: SIMD16<UInt32>.self)
  }

  @inline(__always)
  private static func pairs(_ a: UInt64, _ b: UInt64) -> SIMD8<UInt64> {
    SIMD8(a, b, a, b, a, b, a, b)
  }
}

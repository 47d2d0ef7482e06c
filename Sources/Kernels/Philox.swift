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
}

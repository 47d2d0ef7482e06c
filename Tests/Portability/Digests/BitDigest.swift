/// FNV-1a over bit patterns, for builds that have no SHA-256. All NaN count as one, for which NaN an operation
/// gives is not promised.
struct BitDigest {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ x: Float) { add(x.isNaN ? 0x7fc0_0000 : x.bitPattern) }

  mutating func add(_ values: [Float]) {
    for x in values { add(x) }
  }

  mutating func add(_ word: UInt32) {
    for shift: UInt32 in [0, 8, 16, 24] {
      value = (value ^ UInt64(word >> shift & 255)) &* 0x100_0000_01b3
    }
  }
}

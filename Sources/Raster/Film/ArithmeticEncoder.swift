/// Bits in less than a bit each, the less the surer they were: a binary arithmetic coder.
///
/// Two whole numbers of 32 bits are the ends of an interval that each bit makes narrower. Leading bytes on which both agree
/// are written. A decoder needs the same probabilities and, at the end, as many zeros as it asks for.
struct ArithmeticEncoder {
  private var low: UInt32 = 0
  private var high: UInt32 = .max
  private var bytes: [UInt8] = []

  /// Writes a bit that is false with `probability`/65,536, and makes what happened more probable by a sixteenth of
  /// what is missing.
  mutating func write(_ bit: Bool, _ probability: inout UInt16) {
    narrow(bit, probability)
    // It stays within 15 and 65,520, so no bit ever costs everything.
    if bit { probability -= probability >> 4 } else { probability += (65_535 - probability) >> 4 }
  }

  /// Writes `count` bits of a number, the highest first, of which nothing is known.
  mutating func write(_ number: Int, bits count: Int) {
    for bit in (0..<count).reversed() { narrow(number >> bit & 1 == 1, 1 << 15) }
  }

  private mutating func narrow(_ bit: Bool, _ probability: UInt16) {
    let middle = low + UInt32((UInt64(high - low) * UInt64(probability)) >> 16)
    if bit { low = middle + 1 } else { high = middle }
    while (low ^ high) >> 24 == 0 {
      bytes.append(UInt8(high >> 24))
      low <<= 8
      high = high << 8 | 255
    }
  }

  /// All that was written.
  consuming func finished() -> [UInt8] { bytes + low.bigEndianBytes }
}

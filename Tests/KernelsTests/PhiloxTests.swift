import Testing

@testable import Kernels

@Suite struct PhiloxTests {
  @Test("blocks equal the known answers of Random123")
  func knownAnswers() {
    #expect(
      Philox.block(SIMD4(0, 0, 0, 0), key: 0)
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox.block(SIMD4(repeating: .max), key: .max)
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      Philox.block(
        SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: 0x299f_31d0_a409_3822)
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("four blocks at once equal four blocks, also across the carry between counter words")
  func fourBlocks() {
    var random = SplitMix(state: 5)
    for first in [0, 1, 0xffff_fffe, 0x1_ffff_fffd, UInt64.max - 1, random.next()] {
      let (high, key) = (random.next(), random.next())
      let words = Philox.blocks(from: first, high: high, key: key)
      for block in 0..<4 {
        let index = first &+ UInt64(block)
        let counter = SIMD4(
          UInt32(truncatingIfNeeded: index), UInt32(index >> 32),
          UInt32(truncatingIfNeeded: high), UInt32(high >> 32))
        let expected = Philox.block(counter, key: key)
        for j in 0..<4 { #expect(words[4 * block + j] == expected[j]) }
      }
    }
  }
}

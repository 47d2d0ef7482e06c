import Testing

@testable import Kernels

/// Digests that x86-64 with AVX2 and arm64 (Embedded Swift, `qemu-aarch64`) agree on. To change one
/// is to change what every notebook computes: print the new value from the failing expectation.
@Suite struct SameBitsTests {
  private static let goldens: [String: UInt64] = [
    "sqrt": 0x1bac_d408_b573_b0a2,
    "exp": 0xa97d_08b0_0135_c759,
    "log": 0x191c_4e7a_1465_4648,
    "log1p": 0xdfc4_ae62_bf56_d3d9,
    "tanh": 0xdbdd_0e5d_f4e7_e2af,
    "sigmoid": 0xcbb8_839a_31af_39f7,
    "softplus": 0xb764_4ee5_d9c9_bfa6,
    "sin": 0x4108_01d1_83ca_16ab,
    "cos": 0x7d64_cb0b_7c13_4efd,
    "sin of turns": 0x7f7d_03ac_78fa_c752,
    "cos of turns": 0x3ca7_6c9d_b8f7_d04b,
    "random": 0x0943_ee9e_9911_54fc,
  ]

  @Test("elementary functions have the bits that every machine has", arguments: Case.all)
  func elementary(_ c: Case) {
    var digest = Digest()
    for start in stride(from: 0 as UInt64, to: 1 << 32, by: 16 * 9973) {
      var x = Vector()
      for lane in 0..<16 {
        x[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: start + UInt64(lane) * 9973))
      }
      let y = c.vector(x)
      for lane in 0..<16 { digest.add(y[lane]) }
    }
    #expect(digest.value == Self.goldens[c.name])
  }

  @Test("random numbers have the bits that every machine has")
  func random() {
    var numbers = [Float](repeating: 0, count: 100_003)
    var digest = Digest()
    let stream = RandomStream(key: 77, step: 5)
    stream.fillNormal(&numbers, count: numbers.count, from: 3)
    for x in numbers { digest.add(x) }
    stream.fillUniform(&numbers, count: numbers.count, from: 3)
    for x in numbers { digest.add(x) }
    for i in stream.permutation(10_000) { digest.add(Float(i)) }
    #expect(digest.value == Self.goldens["random"])
  }
}

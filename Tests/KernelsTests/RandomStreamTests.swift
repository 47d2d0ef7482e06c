import Foundation
import Testing

@testable import Kernels

@Suite struct RandomStreamTests {
  let stream = RandomStream(key: 0x0123_4567_89ab_cdef, step: 3 << 32 | 9)

  @Test("element e is word e mod 4 of block e / 4")
  func elements() {
    for e in [0, 1, 2, 3, 4, 1023, 1 << 36 | 2] {
      let counter = SIMD4<UInt32>(
        UInt32(truncatingIfNeeded: e / 4), UInt32((e / 4) >> 32), 9, 3)
      let word = Philox.block(counter, key: stream.key)[e % 4]
      #expect(stream.bits(e) == word)
      #expect(stream.uniform(e) == Float(Double(word >> 8) / 16_777_216))
      #expect(
        stream.normal(e) == Elementary.inverseNormal(Float(Double(word >> 9 * 2 + 1) / 16_777_216)))
    }
  }

  @Test("a fill equals its elements one by one, wherever it starts and however long it is")
  func fills() {
    for start in [0, 1, 2, 3, 4, 17, 1 << 34 - 2] {
      for count in [0, 1, 2, 3, 4, 5, 13, 14, 15, 16, 17, 31, 33, 64, 1001] {
        var uniform = [Float](repeating: -7, count: count + 2)
        var normal = uniform
        uniform.withUnsafeMutableBufferPointer {
          guard let p = $0.baseAddress else { return }
          stream.fillUniform(p + 1, count: count, from: start)
        }
        normal.withUnsafeMutableBufferPointer {
          guard let p = $0.baseAddress else { return }
          stream.fillNormal(p + 1, count: count, from: start)
        }
        #expect(uniform == [-7] + (0..<count).map { stream.uniform(start + $0) } + [-7])
        #expect(normal == [-7] + (0..<count).map { stream.normal(start + $0) } + [-7])
      }
    }
  }

  @Test("steps and children are different streams, and deriving them commutes")
  func derivation() {
    #expect(stream.at(step: 1).child(2) == stream.child(2).at(step: 1))
    let keys = [stream.key] + (0..<100).map { stream.child(UInt64($0)).key }
    #expect(Set(keys).count == 101)
    #expect(stream.at(step: 0).bits(0) != stream.at(step: 1).bits(0))
    #expect(stream.child(5).key == RandomStream(key: stream.key).child(5).key)
  }

  @Test("uniforms and normals have the moments of their distributions")
  func moments() {
    let n = 1 << 20
    var values = [Float](repeating: 0, count: n)
    func moment(_ power: Int) -> Double {
      values.reduce(0.0) { $0 + pow(Double($1), Double(power)) } / Double(n)
    }
    values.withUnsafeMutableBufferPointer {
      guard let p = $0.baseAddress else { return }
      stream.fillUniform(p, count: n)
    }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(moment(1) - 0.5) < 0.0012)
    #expect(abs(moment(2) - 1.0 / 3) < 0.0012)
    values.withUnsafeMutableBufferPointer {
      guard let p = $0.baseAddress else { return }
      stream.fillNormal(p, count: n)
    }
    // Four standard errors each.
    #expect(abs(moment(1)) < 0.004)
    #expect(abs(moment(2) - 1) < 0.0056)
    #expect(abs(moment(3)) < 0.016)
    #expect(abs(moment(4) - 3) < 0.04)
    #expect(values.allSatisfy { abs($0) > 0 && abs($0) < 5.43 })
  }

  @Test("a permutation sorts 64-bit keys", arguments: [0, 1, 2, 3, 10, 257, 60_000])
  func permutation(_ n: Int) {
    let keys = (0..<n).map { UInt64(stream.bits(2 * $0)) << 32 | UInt64(stream.bits(2 * $0 + 1)) }
    let expected = (0..<n).sorted { (keys[$0], $0) < (keys[$1], $1) }.map { Int32($0) }
    #expect(stream.permutation(n) == expected)
  }
}

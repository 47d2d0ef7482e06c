import Kernels
import Testing

@Suite struct MapsTests {
  let counts = [0, 1, 2, 7, 15, 16, 17, 31, 32, 33, 100, 16_384, 16_385, 50_003]

  @Test("a map computes every element and touches no other, on any number of threads")
  func maps() {
    for count in counts {
      let (a, b, c) = (
        roughFloats(count, seed: 1), roughFloats(count, seed: 2), roughFloats(count, seed: 3)
      )
      for workers in allWorkers {
        let one = framed(count) { Maps.map(a, to: $0, count: count, on: workers) { $0 * 3 } }
        #expect(one == a.map { $0 * 3 })
        let two = framed(count) { Maps.map(a, b, to: $0, count: count, on: workers) { $0 - $1 } }
        #expect(two == zip(a, b).map { $0 - $1 })
        let three = framed(count) {
          Maps.map(a, b, c, to: $0, count: count, on: workers) { $0 * $1 + $2 }
        }
        #expect(three == (0..<count).map { a[$0] * b[$0] + c[$0] })
      }
    }
  }

  @Test("a map may write over its input")
  func inPlace() {
    for count in counts {
      var x = roughFloats(count, seed: 4)
      let expected = x.map { Elementary.tanh($0) }
      x.withUnsafeMutableBufferPointer {
        guard let p = $0.baseAddress else { return }
        Maps.map(p, to: p, count: count) { Elementary.tanh($0) }
      }
      #expect(x == expected)
    }
  }

  /// What `body` writes to `count` elements; records an issue if it writes beside them.
  private func framed(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
    var out = [Float](repeating: -7, count: count + 32)
    out.withUnsafeMutableBufferPointer {
      guard let p = $0.baseAddress else { return }
      body(p + 16)
    }
    #expect(out.prefix(16).allSatisfy { $0 == -7 } && out.suffix(16).allSatisfy { $0 == -7 })
    return Array(out[16..<16 + count])
  }
}

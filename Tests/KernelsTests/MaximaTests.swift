import Kernels
import Testing

@Suite struct MaximaTests {
  @Test("the first of the greatest elements wins")
  func firstWins() {
    for count in [1, 2, 15, 16, 31, 32, 33, 47, 48, 100, 1000] {
      for seed in 0..<40 as Range<UInt64> {
        // Few distinct values, so that ties are common.
        let x = roughFloats(count, seed: seed).map { ($0 * 4).rounded() }
        let greatest = x.max() ?? 0
        #expect(Maxima.indexOfMaximum(x, count: count) == x.firstIndex(of: greatest))
        #expect(Maxima.maximum(x, count: count) == greatest)
      }
    }
  }

  @Test("NaN is never greater, and zeros of both signs are equal")
  func specialValues() {
    for count in [3, 40] {
      var x = [Float](repeating: -.infinity, count: count)
      #expect(Maxima.indexOfMaximum(x, count: count) == 0)
      x[0] = .nan
      #expect(Maxima.indexOfMaximum(x, count: count) == 0)
      x[1] = -0.0
      x[2] = 0
      #expect(Maxima.indexOfMaximum(x, count: count) == 1)
      #expect(Maxima.maximum(x, count: count).sign == .minus)
    }
  }
}

import TestSupport
import Testing

@testable import Tensors

@Suite struct BufferPoolTests {
  /// Takes a buffer of each size and then gives all back.
  func use(_ sizes: [Int], of pool: BufferPool) {
    for (buffer, size) in sizes.map({ (pool.take($0), $0) }) { pool.give(buffer, count: size) }
  }

  @Test func equalUseMakesNothingNewHoweverMuchIsFree() {
    let pool = BufferPool(mostFree: 100)
    for _ in 0..<3 {
      use([500, 300, 300, 1], of: pool)
      #expect(pool.count == 1101)
    }
  }

  @Test func whatIsFreeGoesBackWhenOtherSizesAreNeeded() {
    let pool = BufferPool(mostFree: 100)
    let kept = pool.take(7)
    use([40, 60], of: pool)
    // 100 are free, no more than allowed.
    use([20], of: pool)
    #expect(pool.count == 7 + 120)
    use([30], of: pool)
    #expect(pool.count == 7 + 30)
    pool.give(kept, count: 7)
    #expect(pool.take(7) == kept)
    pool.give(kept, count: 7)
  }

  #if os(Linux)
    @Test func whatIsFreeGoesBackBeforeMemoryIsAtItsEnd() async {
      await #expect(processExitsWith: .success) {
        let pool = BufferPool()
        Limits.begin(memory: 96 << 20)
        for size in [16 << 20, 17 << 20, 18 << 20] { pool.give(pool.take(size), count: size) }
      }
    }
  #endif
}

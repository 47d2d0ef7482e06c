import Tensors
import Testing

@testable import Harness

/// How long threads wait for each other: a time, of which only the order of magnitude is the same everywhere.
@Suite struct RoundTripTests {
  @Test(.enabled(if: ThreadPool.processorCount >= 2, "needs two processors"))
  func liesBetweenANanosecondAndATenthOfASecond() {
    let nanoseconds = RoundTrip.nanoseconds(on: ThreadPool(threads: 3), rounds: 4)
    #expect(nanoseconds > 1 && nanoseconds < 1e8)
  }
}

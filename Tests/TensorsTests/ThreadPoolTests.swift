import Kernels
import Synchronization
import Tensors
import Testing

@Suite struct ThreadPoolTests {
  @Test(arguments: [1, 2, 3, 7, 16])
  func runsEveryTaskOnce(threads: Int) {
    let pool = ThreadPool(threads: threads)
    #expect(pool.count == threads)
    for tasks in [0, 1, 2, 5, 64, 1000] {
      let counts = (0..<tasks).map { _ in Counter() }
      pool.run(tasks) { counts[$0].value.add(1, ordering: .relaxed) }
      #expect(counts.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
    }
  }

  @Test func oneJobFollowsTheOtherWithoutLosingATask() {
    let pool = ThreadPool(threads: 4)
    let sum = Counter()
    for _ in 0..<20_000 { pool.run(8) { sum.value.add($0, ordering: .relaxed) } }
    #expect(sum.value.load(ordering: .relaxed) == 20_000 * 28)
  }

  @Test func wakesThreadsThatWentToSleep() async throws {
    let pool = ThreadPool(threads: 3)
    let ran = Counter()
    for _ in 0..<3 {
      try await Task.sleep(for: .milliseconds(60))
      pool.run(32) { _ in ran.value.add(1, ordering: .relaxed) }
    }
    #expect(ran.value.load(ordering: .relaxed) == 96)
  }
}

private final class Counter: Sendable {
  let value = Atomic<Int>(0)
}

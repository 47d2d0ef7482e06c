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

  /// Every task waits for all others, so each thread has one.
  @Test func aThreadHasTheSamePartOfEveryJob() {
    let threads = 3
    let pool = ThreadPool(threads: threads)
    for _ in 0..<100 {
      let begun = Counter(), takers = (0..<threads).map { _ in Counter() }
      pool.deal(threads) { task, thread in
        takers[task].value.store(thread, ordering: .relaxed)
        begun.value.add(1, ordering: .sequentiallyConsistent)
        while begun.value.load(ordering: .sequentiallyConsistent) < threads {}
      }
      #expect(takers.map { $0.value.load(ordering: .relaxed) } == [0, 1, 2])
    }
  }

  /// Neither of the first and the last task ends before all between them are done, which one thread is left to do. Of so few tasks
  /// each is taken by itself.
  @Test func threadsHelpOneThatIsLate() {
    let pool = ThreadPool(threads: 3)
    for _ in 0..<100 {
      let done = Counter()
      pool.run(18) { task in
        if task == 0 || task == 17 {
          while done.value.load(ordering: .sequentiallyConsistent) < 16 {}
        } else {
          done.value.add(1, ordering: .sequentiallyConsistent)
        }
      }
      #expect(done.value.load(ordering: .relaxed) == 16)
    }
  }

  @Test func takesMoreTasksThanAWordHasRoomFor() {
    let pool = ThreadPool(threads: 2)
    let tasks = (1 << 24) + 5
    let seen = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: tasks)
    defer { seen.deallocate() }
    seen.initialize(repeating: 0)
    pool.run(tasks) { seen[$0] += 1 }
    #expect(seen.allSatisfy { $0 == 1 })
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

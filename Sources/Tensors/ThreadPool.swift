import Kernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Workers with threads of their own, made once and kept hot between the kernels of a training step.
///
/// The calling thread takes tasks too. A thread without work spins for a moment, for the next kernel is
/// usually microseconds away, and then sleeps until it is called.
public final class ThreadPool: Workers, @unchecked Sendable {
  private let shared: Shared
  private var threads: [pthread_t] = []

  /// Starts a pool in which `count` threads take tasks, the caller's included.
  ///
  /// - Parameter count: at least 1.
  public init(threads count: Int) {
    require(count >= 1, "a thread pool needs at least one thread, not \(count)")
    shared = Shared(threads: count)
    super.init()
    for _ in 1..<count {
      #if canImport(Glibc)
        var thread = pthread_t()
      #else
        var thread: pthread_t?
      #endif
      let argument = Unmanaged.passRetained(shared).toOpaque()
      let status = pthread_create(
        &thread, nil,
        { argument in
          #if canImport(Glibc)
            guard let argument else { return nil }
          #endif
          Unmanaged<Shared>.fromOpaque(argument).takeRetainedValue().serve()
          return nil
        }, argument)
      // With fewer threads than asked for the results are the same, only later.
      guard status == 0 else {
        Unmanaged<Shared>.fromOpaque(argument).release()
        break
      }
      #if canImport(Glibc)
        threads.append(thread)
      #else
        if let thread { threads.append(thread) }
      #endif
    }
  }

  deinit {
    shared.stop()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// The number of processors that this program may use at once; a container or a batch queue may allow fewer than
  /// there are.
  public static var processorCount: Int { ProcessorAllowance.count() }

  public override var count: Int { threads.count + 1 }

  public override func deal(_ tasks: Int, _ body: (_ task: Int, _ thread: Int) -> Void) {
    if tasks <= 1 || threads.isEmpty { return super.deal(tasks, body) }
    withoutActuallyEscaping(body) { body in
      var job = body
      withUnsafePointer(to: &job) { shared.run(tasks, $0) }
    }
  }
}

/// What the threads of a pool share: one job at a time, its tasks dealt out by a counter.
///
/// A thread takes several neighbouring tasks at once, the fewer the fewer are left: many small tasks shall not make the threads
/// wait for the counter, nor a few large ones for each other.
private final class Shared: @unchecked Sendable {
  typealias Job = (_ task: Int, _ thread: Int) -> Void

  /// The number of the job in the upper half, its next task in the lower half. A thread owns tasks once
  /// it has counted them out here, and as the job cannot end before they are completed, what it then reads of the
  /// job is the job's.
  private let ticket = Atomic<UInt64>(0)
  private let taskCount = Atomic<Int>(0)
  private let job = Atomic<UInt>(0)
  private let completed = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)
  private let lastThread = Atomic<Int>(0)
  private let threads: Int

  private let sleepers = Atomic<Int>(0)
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(threads: Int) {
    self.threads = threads
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func run(_ tasks: Int, _ body: UnsafePointer<Job>) {
    job.store(UInt(bitPattern: body), ordering: .relaxed)
    completed.store(0, ordering: .relaxed)
    let number = (ticket.load(ordering: .relaxed) >> 32) &+ 1
    ticket.store(number << 32, ordering: .releasing)
    // Last: until now there was no task to take, and a ticket of the previous job no longer matches.
    taskCount.store(tasks, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
    work(as: 0)
    var spins = 0
    while completed.load(ordering: .acquiring) < tasks { pause(&spins) }
    // No task is left: threads that look from now on find nothing until the next job.
    taskCount.store(0, ordering: .relaxed)
  }

  /// The loop of a thread; the caller of `run` is number 0.
  func serve() {
    let thread = lastThread.add(1, ordering: .relaxed).newValue
    var spins = 0
    while !isStopping.load(ordering: .acquiring) {
      if work(as: thread) {
        spins = 0
      } else if spins < 20_000 {
        pause(&spins)
      } else {
        sleep()
        spins = 0
      }
    }
  }

  func stop() {
    isStopping.store(true, ordering: .releasing)
    wake()
  }

  /// Works until all tasks are taken; false if there was none.
  @discardableResult
  private func work(as thread: Int) -> Bool {
    var count = 0
    while let tasks = takeTasks() {
      if let body = UnsafePointer<Job>(bitPattern: job.load(ordering: .relaxed)) {
        for task in tasks { body.pointee(task, thread) }
      }
      count += tasks.count
    }
    if count > 0 { completed.add(count, ordering: .releasing) }
    return count > 0
  }

  private func takeTasks() -> Range<Int>? {
    var current = ticket.load(ordering: .acquiring)
    while true {
      let next = Int(current & 0xFFFF_FFFF)
      let left = taskCount.load(ordering: .acquiring) - next
      if left <= 0 { return nil }
      let share = max(1, left / (4 * threads))
      let (exchanged, original) = ticket.compareExchange(
        expected: current, desired: current + UInt64(share), ordering: .acquiringAndReleasing)
      if exchanged { return next..<next + share }
      current = original
    }
  }

  /// Lets other threads of a crowded machine have the processor now and then.
  private func pause(_ spins: inout Int) {
    spins += 1
    if spins % 64 == 0 { sched_yield() }
  }

  private func hasWork() -> Bool {
    Int(ticket.load(ordering: .acquiring) & 0xFFFF_FFFF)
      < taskCount.load(ordering: .sequentiallyConsistent)
  }

  private func sleep() {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !hasWork() && !isStopping.load(ordering: .acquiring) {
      pthread_cond_wait(condition, mutex)
    }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}

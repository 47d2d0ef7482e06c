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
    let most = Job.mostTasks
    if tasks > most {
      deal(most, body)
      return deal(tasks - most) { body(most + $0, $1) }
    }
    withoutActuallyEscaping(body) { body in
      var job: Shared.Body = { tasks, thread in
        for task in tasks { body(task, thread) }
      }
      withUnsafePointer(to: &job) { shared.run(tasks, $0) }
    }
  }
}

/// What the threads of a pool share: one job at a time, each thread's part of its tasks, and who sleeps.
///
/// Every thread has a part of its own, the same of every job, for kernels that follow each other work on the same rows: what a
/// core wrote is then still in its caches, and those of another core answer late. A thread whose part is
/// done helps the others. It takes a quarter of what is left of a part at once, in neighbouring tasks: many small tasks shall not
/// make threads wait for each other's counters, nor a few large ones for each other.
private final class Shared: @unchecked Sendable {
  /// Runs neighbouring tasks: calling a closure for each would count its references for each, and threads would wait for each
  /// other's counts.
  typealias Body = (_ tasks: Range<Int>, _ thread: Int) -> Void

  // What one thread writes and others read is kept apart by `Padding`, so that it does not take unrelated words along.
  private let paddingOfTheHeader = Padding()
  private let posted = Atomic<UInt64>(0)
  private let body = Atomic<UInt>(0)
  private let paddingOfThePosting = Padding()
  private let completed = Atomic<Int>(0)
  private let paddingOfTheCompletion = Padding()
  private let parts: UnsafeMutablePointer<Part>
  private let threads: Int
  private let lastThread = Atomic<Int>(0)

  private let sleepers = Atomic<Int>(0)
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(threads: Int) {
    self.threads = threads
    parts = .allocate(capacity: threads)
    for thread in 0..<threads { (parts + thread).initialize(to: Part()) }
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
    parts.deinitialize(count: threads)
    parts.deallocate()
  }

  /// Runs a job of at most `Job.mostTasks` tasks.
  func run(_ tasks: Int, _ body: UnsafePointer<Body>) {
    self.body.store(UInt(bitPattern: body), ordering: .relaxed)
    completed.store(0, ordering: .relaxed)
    let job = Job(posted.load(ordering: .relaxed)).next(tasks: tasks)
    posted.store(job.word, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
    work(on: job, as: 0)
    var spins = 0
    while completed.load(ordering: .acquiring) < tasks { pause(&spins) }
  }

  /// The loop of a thread; the caller of `run` is number 0.
  func serve() {
    let thread = lastThread.add(1, ordering: .relaxed).newValue
    var seen: UInt64 = 0
    var spins = 0
    while true {
      let word = posted.load(ordering: .acquiring)
      if word == Job.stop { return }
      if word != seen {
        // A job of which nothing is left has nothing for this thread later, either.
        work(on: Job(word), as: thread)
        seen = word
        spins = 0
      } else if spins < 20_000 {
        pause(&spins)
      } else {
        sleep(while: seen)
        spins = 0
      }
    }
  }

  func stop() {
    posted.store(Job.stop, ordering: .sequentiallyConsistent)
    wake()
  }

  /// Works until all tasks of a job are taken, on those of the thread's own part first.
  private func work(on job: Job, as thread: Int) {
    var count = 0
    for distance in 0..<threads {
      let part = (thread + distance) % threads
      while let tasks = parts[part].take(job.part(part, of: threads), of: job) {
        // Whoever has taken tasks keeps the job from ending, so this is its body.
        if let body = UnsafePointer<Body>(bitPattern: body.load(ordering: .relaxed)) {
          body.pointee(tasks, thread)
        }
        count += tasks.count
      }
    }
    if count > 0 { completed.add(count, ordering: .releasing) }
  }

  /// Lets other threads of a crowded machine have the processor now and then.
  private func pause(_ spins: inout Int) {
    spins += 1
    if spins % 64 == 0 { sched_yield() }
  }

  private func sleep(while seen: UInt64) {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while posted.load(ordering: .sequentiallyConsistent) == seen {
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

/// The number of a job and of its tasks, in one word, so that they are always read together.
private struct Job {
  static let taskBits: UInt64 = 24
  static let mostTasks = (1 << taskBits) - 1
  static let stop = UInt64.max

  let word: UInt64

  init(_ word: UInt64) { self.word = word }

  /// Forty bits last for a year of jobs of thirty microseconds.
  var number: UInt64 { word >> Job.taskBits }
  var tasks: Int { Int(word & UInt64(Job.mostTasks)) }

  func next(tasks: Int) -> Job { Job((number + 1) << Job.taskBits | UInt64(tasks)) }

  /// The tasks that belong to a thread: neighbouring ones, in the order of the threads.
  func part(_ thread: Int, of threads: Int) -> Range<Int> {
    tasks * thread / threads..<tasks * (thread + 1) / threads
  }
}

/// How far the tasks of a thread are taken: the number of the job that was taken from last, and its next task.
private struct Part: ~Copyable {
  private let taken = Atomic<UInt64>(0)
  private let padding = Padding()

  /// Takes some of the tasks of `range`, or nil if none is left or the job has ended.
  borrowing func take(_ range: Range<Int>, of job: Job) -> Range<Int>? {
    if range.isEmpty { return nil }
    var current = taken.load(ordering: .acquiring)
    while true {
      let last = Job(current)
      // All of a job was taken when it ended, so a part that lags behind is whole, and one that is ahead has nothing for
      // a thread that comes late.
      if last.number > job.number { return nil }
      let next = last.number == job.number ? last.tasks : range.lowerBound
      let left = range.upperBound - next
      if left <= 0 { return nil }
      let end = next + max(1, left / 4)
      let (exchanged, original) = taken.compareExchange(
        expected: current, desired: job.number << Job.taskBits | UInt64(end),
        ordering: .acquiringAndReleasing)
      if exchanged { return next..<end }
      current = original
    }
  }
}

/// Two cache lines, for processors fetch them in pairs.
private struct Padding {
  private let lines: (SIMD8<UInt64>, SIMD8<UInt64>) = (SIMD8(), SIMD8())
}

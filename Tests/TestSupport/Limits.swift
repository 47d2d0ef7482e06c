#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a process that reads hostile input is allowed.
public enum Limits {
  /// How many hostile inputs to try where a test usually tries `usual`: EXPERIMENTS_FUZZ times as many.
  public static func count(_ usual: Int) -> Int {
    usual * max(1, getenv("EXPERIMENTS_FUZZ").flatMap { Int(String(cString: $0)) } ?? 1)
  }

  /// Lets this process have so many more bytes of memory than it has now. Call `startClock` before each input.
  public static func begin(memory: Int) {
    #if os(Linux)
      // The address space so far, in pages.
      var pages = 0
      if let file = fopen("/proc/self/statm", "r") {
        var text = [CChar](repeating: 0, count: 64)
        if fgets(&text, 63, file) != nil { pages = atol(text) }
        fclose(file)
      }
      let bytes = rlim_t(pages * Int(getpagesize()) + memory)
      var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      limit = rlimit(rlim_cur: 0, rlim_max: 0)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    #endif
  }

  /// Gives the next input its time, after which this process ends.
  ///
  /// It is time of the processor, for all threads together, so that no other program on a busy machine can use it
  /// up. Who waits for something takes none of it; so there is also a quarter of an hour of the clock.
  public static func startClock(seconds: Int = 20) {
    var timer = itimerval()
    timer.it_value.tv_sec = seconds
    #if os(Linux)
      setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
    #else
      setitimer(ITIMER_PROF, &timer, nil)
    #endif
    alarm(900)
  }
}

import Foundation

/// Another program, run to its end: what it writes is collected, and it may be given only so much time.
///
/// It takes no thread besides the caller's: where the system refuses threads, whoever waits for one waits for ever.
package struct ChildProcess {
  /// What a program has left.
  struct Answer {
    /// Whether it ended with 0.
    let isSuccess: Bool
    let output: [UInt8]
    let message: [UInt8]
  }

  /// Why there is no answer.
  package enum Failure: Error, Equatable {
    /// It could not be started.
    case start(code: Int32)
    /// It did not end in its time, and was killed.
    case silent
  }

  /// The name of a program on the path.
  package let program: String
  package let arguments: [String]
  let environment: [String: String]

  /// A program with its arguments.
  ///
  /// - Parameters:
  ///   - program: The name of a program on the path.
  ///   - arguments: Its arguments, without its name.
  ///   - environment: Its environment variables; those of this process if none are given.
  package init(
    program: String, arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
  }

  /// Starts the program, gives it `input` and waits for its end.
  ///
  /// - Parameter limit: how long it may take; nil for as long as it likes.
  func run(input: [UInt8] = [], limit: Duration? = nil) throws(Failure) -> Answer {
    let end = limit.map { ContinuousClock.now + $0 }
    let (feed, output, message) = (try Channel(), try Channel(), try Channel())
    let identifier = try start(on: [feed, output, message])
    var rest = input[...]
    while output.isOpen || message.isOpen {
      feed.send(&rest)
      guard Self.wait(for: [feed, output, message], until: end) else {
        kill(identifier, SIGKILL)
        _ = Self.status(of: identifier)
        throw .silent
      }
      output.receive()
      message.receive()
    }
    return Answer(
      isSuccess: Self.status(of: identifier) == 0, output: output.bytes, message: message.bytes)
  }

  /// Starts the program with the standard error of this one, passes a request to end on to it, and waits for its end.
  ///
  /// - Returns: the status as `waitpid` gives it, and what the program wrote to its standard output.
  package func runInStead() throws(Failure) -> (status: Int32, output: [UInt8]) {
    let (feed, output) = (try Channel(), try Channel())
    let identifier = try start(on: [feed, output])
    return Interruption.whileWaiting {
      var hasAsked = false
      while output.isOpen {
        _ = Self.wait(for: [output], until: .now + .milliseconds(100))
        output.receive()
        if !hasAsked, let signal = Interruption.request {
          var request = [UInt8(truncatingIfNeeded: signal)][...]
          feed.send(&request)
          hasAsked = true
        }
      }
      return (Self.status(of: identifier), output.bytes)
    }
  }

  /// Waits until one of the channels can go on; false if none can in time.
  static func wait(for channels: [Channel], until end: ContinuousClock.Instant?) -> Bool {
    var events = channels.map(\.event)
    while true {
      let left = end.map { ContinuousClock.now.duration(to: $0) / .milliseconds(1) }
      if let left, left <= 0 { return false }
      let count = poll(&events, nfds_t(events.count), left.map { Int32(min($0 + 1, 1e6)) } ?? -1)
      if count > 0 || (count < 0 && errno != EINTR) { return true }
    }
  }

  /// The status with which a process has ended, as `waitpid` gives it.
  static func status(of identifier: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  /// Starts the program with the far ends of the channels as standard input, output and error.
  func start(on channels: [Channel]) throws(Failure) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (number, channel) in channels.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, channel.farEnd, Int32(number))
    }
    // A signal that is blocked or ignored here would be so there.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var identifier: pid_t = 0
    let code = posix_spawnp(&identifier, program, &actions, &attributes, &words, &variables)
    if code != 0 { throw .start(code: code) }
    for channel in channels { channel.letGoOfFarEnd() }
    return identifier
  }
}

import Foundation
import HarnessTestSupport
import Testing

/// A start of the program at smoke size, as a process of its own, with a checkpoint every twentieth of a second.
struct Program {
  private let process = Process()
  private let errors: URL
  private let results: URL

  /// Starts `notebook` with results in `output`; `settings` are words of the command line, and `environment` adds
  /// to this process's own.
  init(
    _ notebook: String, output: String, threads: Int, settings: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    try self.init(
      [notebook, "--profile", "smoke", "--quiet", "--output", output, "--threads", "\(threads)"]
        + settings,
      output: output, environment: environment)
  }

  /// Starts the program with any arguments; it writes into `output` alone.
  init(_ arguments: [String], output: String, environment: [String: String] = [:]) throws {
    let tests = URL(filePath: try #require(Bundle.main.executablePath))
    process.executableURL = tests.deletingLastPathComponent().appending(path: "experiments")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["EXPERIMENTS_CHECKPOINT_MILLISECONDS": "50", "XDG_CACHE_HOME": temporaryCache]) { $1 }
      .merging(environment) { $1 }
    // Files beside the results, since a pipe that nobody reads would fill up.
    let number = UUID().uuidString
    errors = URL(filePath: "\(output).errors-\(number)")
    results = URL(filePath: "\(output).output-\(number)")
    for file in [errors, results] { try Data().write(to: file) }
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardOutput = try FileHandle(forWritingTo: results)
    // What is ignored here, as in the background of a shell, would be ignored there.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    try process.run()
  }

  /// Waits so long, or for the end.
  func wait(seconds: Double) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while process.isRunning, .now < end {
      try await Task.sleep(for: min(.milliseconds(5), end - .now))
    }
  }

  /// Waits until there is a file or folder at `path`, or for the end.
  func hasMade(_ path: String) {
    wait { FileManager.default.fileExists(atPath: path) }
  }

  /// Waits until something has happened, for the end, or for two minutes, which nothing takes.
  func wait(until hasHappened: () -> Bool) {
    let end = ContinuousClock.now + .seconds(120)
    // Without giving the thread away: among other tests it could come back when the program is at its end.
    while process.isRunning, !hasHappened(), .now < end { usleep(2000) }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end and returns the exit code, or the signal that killed it.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What it wrote to standard error.
  var complaints: String { text(errors) }

  /// What it wrote to standard output.
  var output: String { text(results) }

  private func text(_ file: URL) -> String {
    FileManager.default.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
  }
}

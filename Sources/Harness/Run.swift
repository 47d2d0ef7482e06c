import ArgumentParser
import Digits
import Foundation
import Kernels
import Notebooks
import Platform
import Tensors

/// Runs the program: reads `arguments` (without the program's name), does what they ask for and returns
/// the exit code.
///
/// 0 means success; 1 that a claim failed under `--strict` or a difference was found; 2 trouble; 64 wrong
/// usage; 128 and the number of a signal that this one asked the program to end.
///
/// - Parameters:
///   - catalogue: The notebooks, in the order in which `all` runs them.
///   - arguments: The words of the command line.
///   - console: Where to write.
///   - sources: What the program was built from.
///   - executable: The program's file, by which it starts itself again for each of several notebooks, so that what kills one
///     leaves the others alone; nil to run all in this process.
///   - checkpointInterval: The time between two checkpoints of a run.
package func run(
  _ catalogue: [any Notebook.Type], arguments: [String], console: Console = .standard(),
  sources: ProgramSources, executable: String? = nil,
  checkpointInterval: Duration = .seconds(20)
) async -> Int32 {
  let session = Session(
    catalogue: catalogue, console: console, sources: sources, arguments: arguments,
    executable: executable,
    checkpointInterval: checkpointInterval)
  if let shortcoming = Processor.shortcoming {
    session.complain(shortcoming)
    return ExitStatus.trouble
  }
  var words: [String] = []
  let status: Int32
  do {
    words = try session.words(of: arguments)
    var command = try Experiments.parseAsRoot(words)
    if let command = command as? any SessionCommand {
      status = try await command.run(in: session)
    } else {
      try command.run()
      status = ExitStatus.success
    }
  } catch {
    status = session.report(error, words: words)
  }
  do {
    try console.checkOutput()
    return status
  } catch {
    // Whoever reads the output must not take nothing for an answer.
    return session.report(error, words: words)
  }
}

extension CommandLine {
  /// The whole program: runs the command line that it was started with, and ends with its exit code.
  public static func run(
    _ catalogue: [any Notebook.Type], sources: ProgramSources
  ) async -> Never {
    Console.occupyStandardDescriptors()
    let console = Console.standard()
    OutOfMemory.install()
    do {
      try Interruption.install()
    } catch {
      console.err("experiments: \(error)\n")
      exit(ExitStatus.trouble)
    }
    // For tests, whose runs are short.
    let milliseconds = ProcessInfo.processInfo.environment["EXPERIMENTS_CHECKPOINT_MILLISECONDS"]
    let status = await Harness.run(
      catalogue, arguments: Array(CommandLine.arguments.dropFirst()), console: console,
      sources: sources, executable: ownExecutable,
      checkpointInterval: milliseconds.flatMap(Int.init).map { .milliseconds($0) } ?? .seconds(20))
    exit(status)
  }

  /// The file of this program. Linux has a name for it that stays right when another one is built in its place.
  private static var ownExecutable: String? {
    #if os(Linux)
      "/proc/self/exe"
    #else
      Bundle.main.executablePath
    #endif
  }
}

extension Session {
  /// Writes what went wrong, once, and returns the exit code.
  fileprivate func report(_ error: any Error, words: [String]) -> Int32 {
    switch error {
    case is UsageError, is SettingError:
      complain("\(error)")
      return ExitStatus.usage
    case is CleanExit, is ValidationError: return reportParsing(error, words)
    default:
      if Experiments.exitCode(for: error) != .failure { return reportParsing(error, words) }
      complain(describe(error))
      return ExitStatus.trouble
    }
  }

  /// Writes the help that was asked for, with the settings of the notebooks that were named; or what is wrong
  /// with the words.
  private func reportParsing(_ error: any Error, _ words: [String]) -> Int32 {
    let code = Experiments.exitCode(for: error)
    let text = Experiments.fullMessage(for: error)
    if code.isSuccess {
      let named = words.first == "run" ? catalogue.filter { words.contains($0.name) } : []
      print(([text] + named.map { NotebookText(of: $0).help }).joined(separator: "\n"))
    } else {
      console.err(text + "\n")
    }
    return code.rawValue
  }
}

import ArgumentParser
import Foundation
import Tensors

/// Runs notebooks again and compares with the results that are there.
struct VerifyCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run notebooks again elsewhere and compare every digest with the results.",
    discussion: """
      Takes seed and settings from metrics.json, so it also verifies results that were made with --set. \
      Ends with 0 where all bits are the same, with 1 where something differs, with 2 where that cannot \
      be told. If log.h5 is there, it names the first numbers and the training steps that differ.

      EXAMPLES:
        experiments verify
        experiments verify vae --data mnist
        experiments verify vae --profile smoke --json
      """)

  @Argument(help: "The notebooks. (default: all that have results)")
  var name: [String] = []

  @OptionGroup var options: ResultOptions

  @Option(
    parsing: .unconditional,
    help: "Threads to use; the results do not depend on it. (default: one a processor)",
    transform: NumberOption.threads.value(of:))
  var threads: Int?

  @Flag(help: "Write what was compared as JSON on standard output.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run(in session: Session) async throws -> Int32 {
    let notebooks = try notebooks(in: session)
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let workers = ThreadPool(threads: threads ?? ThreadPool.processorCount)
    let loader = DataLoader(try DataChoice(options.data), on: workers, reporter: reporter)
    // In memory: what is verified must not rest on a judge that lies beside it.
    let judges = JudgeStore(folder: nil)
    var verdicts: [Verdict] = []
    for notebook in notebooks {
      let verification = Verification(
        notebook: notebook, folder: try options.folder(of: notebook.name),
        sources: session.sources, workers: workers, judges: judges, reporter: reporter,
        loader: loader)
      let verdict = verification.verdict()
      reporter.clear()
      verdicts.append(verdict)
      if !json { session.print(verdict.text) }
    }
    if json { session.console.out(JSON.array(verdicts.map(\.json)).pretty) }
    return verdicts.map(\.exitStatus).max() ?? ExitStatus.success
  }

  private func notebooks(in session: Session) throws -> [any Notebook.Type] {
    if !name.isEmpty, name != ["all"] { return try session.notebooks(name) }
    let present = try session.catalogue.filter {
      Files.exists("\(try options.folder(of: $0.name))/metrics.json")
    }
    if present.isEmpty {
      let folder = (try options.folder(of: "") as NSString).deletingLastPathComponent
      throw ResultsError("verify", folder, "there are no results", hint: "run a notebook first")
    }
    return present
  }
}

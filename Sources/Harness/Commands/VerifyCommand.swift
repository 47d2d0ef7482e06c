import ArgumentParser
import Foundation
import Notebooks
import Platform
import Records
import Tensors

/// Runs notebooks again and compares with the results that are there.
struct VerifyCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run notebooks again elsewhere and compare every digest with the results.",
    discussion: """
      Without names it verifies all results of the data and the profile, whatever seeds and settings made \
      them. Ends with 0 where all bits are the same, with 1 where something differs, with 2 where that cannot \
      be told. If log.h5 is there, it names the first numbers and the training steps that differ.

      EXAMPLES:
        experiments verify
        experiments verify vae --data mnist
        experiments verify vae --seed 1
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

  func run(in session: Session) throws -> Int32 {
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let workers = ThreadPool(threads: threads ?? ThreadPool.processorCount)
    let loader = DataLoader(try DataChoice(options.data), on: workers, reporter: reporter)
    // In memory: what is verified must not rest on a judge that lies beside it.
    let judges = JudgeStore()
    var verdicts: [Verdict] = []
    for (notebook, folder) in try chosen(in: session, data: try loader.name()) {
      let verification = Verification(
        notebook: notebook, folder: folder, sources: session.sources, workers: workers,
        judges: judges, reporter: reporter,
        loader: loader)
      let verdict = verification.verdict()
      reporter.clear()
      verdicts.append(verdict)
      if !json { session.print(verdict.text) }
    }
    if json { session.console.out(try JSON(encoding: verdicts).pretty) }
    return verdicts.map(\.exitStatus).max() ?? ExitStatus.success
  }

  /// The results that are meant: those of the options for notebooks that are named, otherwise all of the data and
  /// the profile, whatever seeds and settings made them.
  private func chosen(
    in session: Session, data: String
  ) throws -> [(notebook: any Notebook.Type, folder: String)] {
    if !name.isEmpty, name != ["all"] {
      return try options.runs(of: session.notebooks(name), data: data).map {
        (type(of: $0.notebook), options.folder(of: $0.identity))
      }
    }
    let usual = try options.runs(of: session.catalogue, data: data)
    let group = "\(options.output)/\(usual.first?.identity.group ?? data)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: group)) ?? []
    let present = usual.flatMap { run in
      names.sortedByBytes().filter { name in
        name.split(separator: RunIdentity.mark).first ?? "" == run.identity.notebook
          && Files.exists("\(group)/\(name)/metrics.json")
      }.map { (type(of: run.notebook), "\(group)/\($0)") }
    }
    if present.isEmpty {
      throw ResultsError("verify", group, "there are no results", hint: "run a notebook first")
    }
    return present
  }
}

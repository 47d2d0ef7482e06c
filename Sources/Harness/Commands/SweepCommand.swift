import ArgumentParser
import Foundation
import Platform
import Records
import Tensors

/// Runs notebooks with many seeds and settings, and sums up what they show.
struct SweepCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run notebooks with many seeds and settings, and see what differs by chance.",
    discussion: """
      Every combination of a seed and a value of each --set is an ordinary run, whose results lie beside the usual ones \
      (vae@seed=1,epochs=5). A run that is done is not done again, one that was interrupted goes on, and one that fails stops no \
      other: it is named at the end, which is with 1. Ctrl-C saves all runs; the same command goes on. It may be started several times \
      at once, also on several machines that share the folder of results.

      At the end, results/DATA/sweeps/ has for each notebook a folder with a page (sweep.md), its plots and all numbers \
      (sweep.json): for each setting mean, standard deviation, median, extremes and an interval of every metric, how many \
      runs each claim holds in, learning curves with bands, and the median and the worst run.

      --slurm prints a script that does the same as an array of jobs on a cluster.

      EXAMPLES:
        experiments sweep vae --seeds 0...4
        experiments sweep vae --set learningRate=1e-3,3e-4 --dry-run
        experiments sweep vae gan --data mnist --seeds 0...9 --jobs 2
        experiments sweep vae --seeds 0...4 --status
        experiments sweep vae --seeds 0...49 --slurm > sweep.sh
      """)

  @Argument(help: "The notebooks, or all.")
  var name: [String]

  @OptionGroup var options: SweepOptions

  @Option(
    parsing: .unconditional,
    help: "How many runs at a time; they share the threads. (default: 1)",
    transform: NumberOption<Int>.threads.value(of:))
  var jobs = 1

  @Option(
    parsing: .unconditional,
    help: "Threads of all runs together; results do not depend on it. (default: one a processor)",
    transform: NumberOption<Int>.threads.value(of:))
  var threads: Int?

  @Flag(help: "Tell which runs are done, running, failed or waiting, and do nothing.")
  var status = false

  @Flag(help: "List the runs and how long they take, and do nothing.")
  var dryRun = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only the run of this number, as --dry-run counts them.", valueName: "number"),
    transform: NumberOption(limits: 0...SweepManifest.most - 1).value(of:))
  var task: Int?

  /// The digest of the manifest that a script was made for: another program may number the runs otherwise.
  @Option(help: .hidden)
  var manifest: String?

  @OptionGroup(title: "Slurm") var slurm: SlurmOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    let modes = [
      (status, "--status"), (dryRun, "--dry-run"), (slurm.slurm, "--slurm"),
      (task != nil, "--task"),
    ].filter(\.0).map(\.1)
    if modes.count > 1 {
      throw ValidationError("\(modes.joined(separator: " and ")): choose one")
    }
  }

  func run(in session: Session) throws -> Int32 {
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let threads = threads ?? ThreadPool.processorCount
    let loader = DataLoader(
      try DataChoice(options.data), on: ThreadPool(threads: threads), reporter: reporter)
    let manifest = try SweepManifest(
      of: session.notebooks(name), options: options, data: loader.name(), session: session)
    if let expected = self.manifest, expected != manifest.digest {
      throw UsageError(
        description: "this program has other runs for these words than the one that made the "
          + "script: make the script anew with --slurm")
    }
    if slurm.slurm {
      session.print(try script(of: manifest).text)
      return ExitStatus.success
    }
    if status || dryRun {
      let rows = try manifest.tasks.map { task in
        (task: task, state: try TaskState(of: task, digits: loader.digits, domain: loader.domain))
      }
      reporter.clear()
      session.print(
        status ? SweepTable(rows: rows).text : try dryRun(rows, threads, session))
      return ExitStatus.success
    }
    let work = SweepWork(
      session: session, manifest: manifest, task: try chosenTask(of: manifest), options: options,
      threads: SweepRunner.shares(of: threads, among: task == nil ? jobs : 1), reporter: reporter,
      loader: loader, isQuiet: quiet)
    return try work.run()
  }

  private func chosenTask(of manifest: SweepManifest) throws(UsageError) -> SweepTask? {
    guard let task else { return nil }
    guard manifest.tasks.indices.contains(task) else {
      throw UsageError(
        description:
          "--task \(task): the runs have the numbers from 0 to \(manifest.tasks.count - 1)")
    }
    return manifest.tasks[task]
  }

  private func dryRun(
    _ rows: [(task: SweepTask, state: TaskState)], _ threads: Int, _ session: Session
  ) throws -> String {
    let share = SweepRunner.shares(of: threads, among: jobs)[0]
    let paces = PaceFinder(
      output: options.output, catalogue: session.catalogue, workers: ThreadPool(threads: share))
    return try SweepDryRun(rows: rows, jobs: jobs, pace: paces.pace).text()
  }

  /// The script for a cluster, with paths that mean the same on all of its machines that share the folders.
  private func script(of manifest: SweepManifest) throws -> SlurmScript {
    let here = FileManager.default.currentDirectoryPath
    let words =
      ["sweep"] + name + options.commonWords + ["--seeds=\(options.seeds.word)"]
      + options.overrides.flatMap { ["--set", $0] } + ["--manifest=\(manifest.digest)"]
    return SlurmScript(
      program: ProcessInfo.processInfo.executablePath, folder: here, words: words,
      tasks: manifest.tasks.count, options: slurm)
  }
}

extension ProcessInfo {
  /// The path of the program's file, whatever it was started by.
  fileprivate var executablePath: String {
    #if os(Linux)
      if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
        return path
      }
    #endif
    return Bundle.main.executablePath ?? arguments[0]
  }
}

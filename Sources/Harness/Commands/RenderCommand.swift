import ArgumentParser
import Platform
import Records
import Tensors
import Weaving

/// Makes figures, report and metrics again from the log.
struct RenderCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Make figures and report again from the log, without training."
  )

  @Argument(help: "The notebooks, or all.")
  var name: [String]

  @OptionGroup var options: ResultOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run(in session: Session) throws -> Int32 {
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let workers = ThreadPool(threads: ThreadPool.processorCount)
    let loader = DataLoader(try DataChoice(options.data), on: workers, reporter: reporter)
    let runs = try options.runs(of: session.notebooks(name), data: try loader.name())
    for (_, identity) in runs {
      let folder = options.folder(of: identity)
      let log = "\(folder)/log.h5"
      guard Files.exists(log) else {
        throw ResultsError("render", folder, "there is no log.h5", hint: "run the notebook first")
      }
      reporter.live("\(folder): drawing figures")
      let lock = try GoalLock(on: folder)
      defer { lock.release() }
      let stage = try ResultStage(for: folder)
      defer { stage.discard() }
      if let shortcoming = stage.shortcoming { reporter.warn(shortcoming) }
      let rendition = try Rendition(of: try record(log, folder, reporter))
      _ = try rendition.write(to: stage) { reporter.message($0) }
      try stage.keep("log.h5")
      try stage.keep("provenance.json")
      try stage.commit()
      reporter.clear()
      session.print("\(folder)/report.md")
    }
    if runs.contains(where: { ResultsIndex.shows($0.identity) }) {
      try ResultsIndex.update(output: options.output) { reporter.message($0) }
    }
    return ExitStatus.success
  }

  /// Reads the log, and makes sure that it is the one that the results beside it were made from: drawing from a
  /// damaged log would make it look sound.
  private func record(
    _ log: String, _ folder: String, _ reporter: ProgressReporter
  ) throws -> RunRecord {
    let path = "\(folder)/metrics.json"
    guard Files.exists(path) else {
      reporter.message("\(folder): no metrics.json tells whether log.h5 is as it was written")
      return try RunRecord(reading: log)
    }
    guard let metrics = try? Metrics.read(path) else {
      throw ResultsError(
        "check log.h5 by", path, "it is no metrics.json of this program",
        hint: "run the notebook again")
    }
    return try RunRecord(reading: log, toldOfBy: metrics)
  }
}

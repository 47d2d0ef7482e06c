import ArgumentParser

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

  func run(in session: Session) async throws -> Int32 {
    let reporter = ProgressReporter(session.console, isQuiet: quiet)
    let folders = try session.notebooks(name).map { try options.folder(of: $0.name) }
    for folder in folders {
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
      let rendition = try Rendition(of: try RunRecord(reading: log))
      _ = try rendition.write(to: stage) { reporter.message($0) }
      try stage.keep("log.h5")
      try stage.keep("provenance.json")
      try stage.commit()
      reporter.clear()
      session.print("\(folder)/report.md")
    }
    try ResultsIndex.update(output: options.output) { reporter.message($0) }
    return ExitStatus.success
  }
}
